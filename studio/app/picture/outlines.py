"""Paints what lies over the picture: outlines, handles, guide lines and the rubber band.

Everything is given in canvas pixels and painted in the widget's, with lines that are as
thin on any screen; dark under light, so that they are seen on any picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.app.picture.crisp import stroke_line, stroke_shape
from studio.app.picture.handles import Handle, Point
from studio.app.picture.readout import Readout
from studio.app.picture.readout_paint import paint_readout
from studio.app.picture.snapping import Guide
from studio.app.picture.viewport import Viewport
from studio.app.theme import tokens
from studio.model.geometry import Rect
from studio.model.layout import Place

HANDLE_PX = 8.0
UNDER = QColor(0, 0, 0, 150)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is painted over the picture now.

    Attributes:
        chosen: Items with an outline.
        handles: Of the one chosen item, or of the box around several.
        box: The box around several.
        hovered: The item that a click would choose.
        band: The rubber band, in canvas pixels.
    """

    chosen: Sequence[Place] = ()
    handles: dict[Handle, Point] = field(default_factory=dict)
    hovered: Place | None = None
    guides: tuple[Guide, ...] = ()
    band: Rect | None = None
    box: Rect | None = None
    readout: Readout | None = None


def paint(painter: QPainter, port: Viewport, overlay: Overlay) -> None:
    """Paint it all."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    now = tokens()
    if overlay.hovered is not None:
        _outline(painter, port, overlay.hovered, QPen(now.accent, 1.0))
    for place in overlay.chosen:
        style = Qt.PenStyle.DashLine if place.is_locked else Qt.PenStyle.SolidLine
        _outline(painter, port, place, QPen(now.accent, 2.0, style))
        _cut_edges(painter, port, place, QPen(now.good, 2.0, Qt.PenStyle.DashLine))
    if overlay.box is not None:
        _box(painter, port, overlay.box)
    _handles(painter, port, overlay.handles)
    for guide in overlay.guides:
        _guide(painter, port, guide)
    if overlay.band is not None:
        _band(painter, port, overlay.band)
    if overlay.readout is not None:
        paint_readout(painter, port, overlay.readout)


def _outline(painter: QPainter, port: Viewport, place: Place, pen: QPen) -> None:
    stroke_shape(painter, _polygon(port, place.corners), (QPen(UNDER, pen.widthF() + 2), pen))


def _cut_edges(painter: QPainter, port: Viewport, place: Place, pen: QPen) -> None:
    """Mark the edges that are cut in green, as OBS does; dashed, so that colour isn't all."""
    crop = place.item.transform.crop
    corners = _polygon(port, place.corners)
    transform = place.item.transform
    cut = [crop.top, crop.right, crop.bottom, crop.left]
    if transform.scale_x < 0:
        cut[1], cut[3] = cut[3], cut[1]
    if transform.scale_y < 0:
        cut[0], cut[2] = cut[2], cut[0]
    painter.setPen(pen)
    for side, pixels in enumerate(cut):
        if pixels:
            painter.drawLine(QLineF(corners.at(side), corners.at((side + 1) % 4)))


def _handles(painter: QPainter, port: Viewport, handles: dict[Handle, Point]) -> None:
    now = tokens()
    turning, top = handles.get(Handle.TURN), handles.get(Handle.TOP)
    if turning and top:
        line = QLineF(QPointF(*port.to_widget(*top)), QPointF(*port.to_widget(*turning)))
        stroke_line(painter, line, (QPen(UNDER, 3), QPen(now.accent, 1.5)))
    for handle, at in handles.items():
        x, y = port.to_widget(*at)
        box = QRectF(x - HANDLE_PX / 2, y - HANDLE_PX / 2, HANDLE_PX, HANDLE_PX)
        painter.setPen(QPen(now.accent.darker(160), 1.0))
        painter.setBrush(QColor(255, 255, 255))
        if handle is Handle.TURN:
            painter.drawEllipse(box.adjusted(-1, -1, 1, 1))
        else:
            painter.drawRoundedRect(box, 2, 2)


def _guide(painter: QPainter, port: Viewport, guide: Guide) -> None:
    rect = port.rect
    if guide.x is not None:
        x = port.to_widget(guide.x, 0)[0]
        line = QLineF(x, rect.top, x, rect.bottom)
    else:
        y = port.to_widget(0, guide.y or 0)[1]
        line = QLineF(rect.left, y, rect.right, y)
    stroke_line(painter, line, (QPen(UNDER, 3), QPen(tokens().warning, 1.0)))


def _box(painter: QPainter, port: Viewport, rect: Rect) -> None:
    left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
    shape = _polygon(port, ((left, top), (right, top), (right, bottom), (left, bottom)))
    stroke_shape(painter, shape, (QPen(UNDER, 3), QPen(tokens().accent, 1.0)))


def _band(painter: QPainter, port: Viewport, band: Rect) -> None:
    shape = _shape(port, band)
    fill = QColor(tokens().accent)
    fill.setAlpha(40)
    painter.setBrush(fill)
    painter.setPen(QPen(tokens().accent, 1.0, Qt.PenStyle.DashLine))
    painter.drawRect(shape)


def _shape(port: Viewport, rect: Rect) -> QRectF:
    near, far = port.to_widget(rect.left, rect.top), port.to_widget(rect.right, rect.bottom)
    return QRectF(QPointF(*near), QPointF(*far))


def _polygon(port: Viewport, corners: Iterable[Point]) -> QPolygonF:
    return QPolygonF([QPointF(*port.to_widget(x, y)) for x, y in corners])
