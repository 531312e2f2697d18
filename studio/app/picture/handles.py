"""The handles of an item, or of several together: eight on the box and one to turn it.

Distances are given in canvas pixels by who knows the scale, so that a handle is as large
on the screen whatever the window's size.
"""

import math
from enum import Enum
from typing import Protocol

from studio.model.geometry import Affine, Rect

Point = tuple[float, float]


class HasBox(Protocol):
    """An item, or several under one box."""

    @property
    def box(self) -> Affine:
        """From the box, its top left corner at 0, to the canvas."""

    @property
    def box_size(self) -> tuple[float, float]:
        """Size of the box."""


class Handle(Enum):
    """A handle, by where it is on the box: fractions of width and height."""

    TOP_LEFT = (0.0, 0.0)
    TOP_RIGHT = (1.0, 0.0)
    BOTTOM_RIGHT = (1.0, 1.0)
    BOTTOM_LEFT = (0.0, 1.0)
    TOP = (0.5, 0.0)
    RIGHT = (1.0, 0.5)
    BOTTOM = (0.5, 1.0)
    LEFT = (0.0, 0.5)
    TURN = (0.5, -1.0)

    @property
    def is_corner(self) -> bool:
        """Moves two edges."""
        return 0.5 not in self.value


def handle_points(
    place: HasBox, *, stalk: float, visible: Rect, least: float = 0.0
) -> dict[Handle, Point]:
    """Return where an item's handles are on the canvas.

    Args:
        place: The item, or several; it has no handles if its box has no area.
        stalk: Length of what the turning handle stands on.
        visible: What is seen; the turning handle stands inside the box if not outside.
        least: A box's side that is shorter has no handle in its middle.
    """
    width, height = place.box_size
    box = place.box
    if box.is_flat or not (width and height):
        return {}
    lengths = width * box.scale[0], height * box.scale[1]
    points: dict[Handle, Point] = {}
    for handle in Handle:
        x, y = handle.value
        too_short = (x == 0.5 and lengths[0] < least) or (y == 0.5 and lengths[1] < least)
        if handle is not Handle.TURN and not too_short:
            points[handle] = box.apply(x * width, y * height)
    points[Handle.TURN] = _turning(place, stalk, visible)
    return points


def handle_at(points: dict[Handle, Point], x: float, y: float, reach: float) -> Handle | None:
    """Return the nearest handle within reach of a point; the turning one yields to others."""
    near = [
        (handle is Handle.TURN, distance, handle.name)
        for handle, at in points.items()
        if (distance := math.dist(at, (x, y))) <= reach
    ]
    return Handle[min(near)[2]] if near else None


def _turning(place: HasBox, stalk: float, visible: Rect) -> Point:
    width, _ = place.box_size
    box = place.box
    top = box.apply(width / 2, 0)
    up_x, up_y = -box.b / box.scale[1], -box.d / box.scale[1]
    outside = top[0] + up_x * stalk, top[1] + up_y * stalk
    if visible.left <= outside[0] <= visible.right and visible.top <= outside[1] <= visible.bottom:
        return outside
    return top[0] - up_x * stalk, top[1] - up_y * stalk
