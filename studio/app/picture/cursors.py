"""The mouse pointer over handles: it points along the way that the edge can go."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor

from studio.app.picture.handles import Handle, HasBox

SHAPES = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)


def cursor_of(handle: Handle | None, place: HasBox | None, *, is_over: bool) -> QCursor:
    """Return the pointer for a handle of an item, for an item, or for nothing."""
    if handle is Handle.TURN:
        return QCursor(Qt.CursorShape.CrossCursor)
    if handle is not None and place is not None:
        return QCursor(SHAPES[_direction(handle, place)])
    return QCursor(Qt.CursorShape.SizeAllCursor if is_over else Qt.CursorShape.ArrowCursor)


def _direction(handle: Handle, place: HasBox) -> int:
    """Return the nearest of four directions, clockwise from level."""
    x, y = handle.value[0] - 0.5, handle.value[1] - 0.5
    box = place.box
    angle = math.degrees(math.atan2(box.c * x + box.d * y, box.a * x + box.b * y))
    return round(angle / 45) % 4
