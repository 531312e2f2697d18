"""Lines over the picture: those that stand upright or level are filled, which is cheap and sharp.

Smoothed strokes are a third of what a drag costs, and nearly all of its lines are level::

    stroke_line(painter, line, (QPen(UNDER, 3), QPen(accent, 1)))
    stroke_shape(painter, polygon, (QPen(UNDER, 4), QPen(accent, 2)))
"""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

LEVEL_PX = 0.02


def stroke_line(painter: QPainter, line: QLineF, pens: Iterable[QPen]) -> None:
    """Draw a line with each pen, the widest first."""
    level = abs(line.dy()) < LEVEL_PX
    upright = abs(line.dx()) < LEVEL_PX
    for pen in pens:
        if (level or upright) and pen.style() is Qt.PenStyle.SolidLine:
            wide = _width(pen)
            left, top = min(line.x1(), line.x2()), min(line.y1(), line.y2())
            if level:
                place = QRect(round(left), round(top - wide / 2), round(abs(line.dx())), wide)
            else:
                place = QRect(round(left - wide / 2), round(top), wide, round(abs(line.dy())))
            painter.fillRect(place, pen.color())
        else:
            painter.setPen(pen)
            painter.drawLine(line)


def stroke_shape(painter: QPainter, shape: QPolygonF, pens: Iterable[QPen]) -> None:
    """Draw the outline of a shape with each pen, the widest first."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_level = is_box(shape)
    for pen in pens:
        if is_level and pen.style() is Qt.PenStyle.SolidLine:
            _fill_frame(painter, shape.boundingRect(), pen)
        else:
            painter.setPen(pen)
            painter.drawPolygon(shape)


def is_box(shape: QPolygonF) -> bool:
    """Say whether a shape of four corners stands upright."""
    if shape.size() != 4:
        return False
    edges = [QLineF(shape.at(side), shape.at((side + 1) % 4)) for side in range(4)]
    return all(min(abs(edge.dx()), abs(edge.dy())) < LEVEL_PX for edge in edges)


def _fill_frame(painter: QPainter, rect: QRectF, pen: QPen) -> None:
    """Fill four sides that don't overlap: a pen may be half transparent."""
    wide, ink = _width(pen), pen.color()
    left, top = round(rect.left() - wide / 2), round(rect.top() - wide / 2)
    right, bottom = round(rect.right() - wide / 2), round(rect.bottom() - wide / 2)
    across, down = right - left + wide, max(0, bottom - top - wide)
    painter.fillRect(QRect(left, top, across, wide), ink)
    painter.fillRect(QRect(left, bottom, across, wide), ink)
    painter.fillRect(QRect(left, top + wide, wide, down), ink)
    painter.fillRect(QRect(right, top + wide, wide, down), ink)


def _width(pen: QPen) -> int:
    return max(1, round(pen.widthF()))
