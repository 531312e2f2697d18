"""Paints the numbers of a drag: a badge at the box, and how far it is to the canvas's edges."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from studio.app.picture.crisp import stroke_line
from studio.app.picture.readout import Distance, Readout
from studio.app.picture.viewport import Viewport
from studio.app.theme import tokens

PAD_PX, GAP_PX = 6.0, 10.0
UNDER = QColor(0, 0, 0, 150)


def paint_readout(painter: QPainter, port: Viewport, readout: Readout) -> None:
    """Paint it all; a distance that has no room for its number has none."""
    for distance in readout.distances:
        _distance(painter, port, distance)
    around = readout.around
    x, y = port.to_widget(around.center[0], around.bottom)
    size = _size(painter, readout.text)
    badge = QRectF(x - size[0] / 2, y + GAP_PX, *size)
    _badge(painter, _inside(badge, port), readout.text)


def _distance(painter: QPainter, port: Viewport, distance: Distance) -> None:
    start, end = QPointF(*port.to_widget(*distance.start)), QPointF(*port.to_widget(*distance.end))
    line = QLineF(start, end)
    stroke_line(painter, line, (QPen(UNDER, 3), QPen(tokens().accent, 1.0)))
    width, height = _size(painter, str(distance.px))
    is_level = abs(line.dx()) >= abs(line.dy())
    if line.length() >= (width if is_level else height) + PAD_PX:
        at = line.center()
        badge = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        _badge(painter, _inside(badge, port), str(distance.px))


def _size(painter: QPainter, text: str) -> tuple[float, float]:
    metrics = QFontMetricsF(painter.font())
    return metrics.horizontalAdvance(text) + 2 * PAD_PX, metrics.height() + PAD_PX / 2


def _inside(badge: QRectF, port: Viewport) -> QRectF:
    """Return a badge moved into the picture, where all of it is seen."""
    rect = port.rect
    badge.moveLeft(max(rect.left, min(badge.left(), rect.right - badge.width())))
    badge.moveTop(max(rect.top, min(badge.top(), rect.bottom - badge.height())))
    return badge


def _badge(painter: QPainter, shape: QRectF, text: str) -> None:
    now = tokens()
    painter.setPen(QPen(now.accent, 1.0))
    painter.setBrush(now.surface_1)
    painter.drawRoundedRect(shape, 4, 4)
    painter.setPen(now.text)
    painter.drawText(shape, Qt.AlignmentFlag.AlignCenter, text)
