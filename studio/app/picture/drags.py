"""What a drag with the mouse does to items: values in, transforms out, no Qt.

A drag begins with the places as they were and says, for each point that the mouse comes to,
how the items lie then; it never adds up small steps, so that it can't drift::

    drag = MoveDrag(chosen, start=(100, 80), snapper=snapper)
    moved = drag.to(140, 80, Keys())
    moved.transforms[("Main", 3)], moved.guides
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from studio.app.picture.snapping import NOTHING, Guide, Snapper
from studio.model.layout import ItemKey, Place
from studio.model.transform import (
    MAX_POSITION_PX,
    BoundsType,
    Transform,
    box_placement,
)

Point = tuple[float, float]
UPRIGHT_DEG = 3.0
"""How near to upright an item that is turned becomes upright."""
STEP_DEG = 15.0


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that are held meanwhile."""

    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True, slots=True)
class Dragged:
    """How items lie now, the lines that they snapped to, by how much several were turned."""

    transforms: dict[ItemKey, Transform] = field(default_factory=dict)
    guides: tuple[Guide, ...] = ()
    turned_deg: float = 0.0


class Drag(Protocol):
    """A drag that has begun."""

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Return what it means that the mouse is at a point of the canvas."""


class MoveDrag:
    """Moves items together.

    Args:
        places: Those that move.
        start: Where on the canvas the mouse was pressed.
        snapper: What their box snaps to.
    """

    def __init__(self, places: Sequence[Place], start: Point, snapper: Snapper) -> None:
        self._places = [place for place in places if not place.outer.is_flat]
        self._start = start
        self._snapper = snapper
        bounds = [place.bounds for place in self._places]
        self._box = bounds[0] if bounds else None
        for each in bounds[1:]:
            self._box = each if self._box is None else self._box.union(each)

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Move by as much as the mouse did, to whole pixels; Ctrl: without snapping."""
        if self._box is None:
            return Dragged()
        dx, dy = x - self._start[0], y - self._start[1]
        box = self._box.moved(dx, dy)
        snap = NOTHING
        if not keys.ctrl:
            xs, ys = (box.left, box.center[0], box.right), (box.top, box.center[1], box.bottom)
            snap = self._snapper.snap(xs, ys)
        dx += round(box.left) - box.left if snap.dx is None else snap.dx
        dy += round(box.top) - box.top if snap.dy is None else snap.dy
        return Dragged(moved(self._places, dx, dy), snap.guides)


class TurnDrag:
    """Turns an item about the middle of its box.

    Args:
        place: The item.
        start: Where on the canvas the mouse was pressed.
    """

    def __init__(self, place: Place, start: Point) -> None:
        self._place = place
        self._inward = place.outer.inverse()
        self._center = middle(place)
        self._start_deg = angle_deg(self._center, self._inward.apply(*start))

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Turn with the mouse; Shift: in steps of 15°, Ctrl: without snapping to upright."""
        by_deg = angle_deg(self._center, self._inward.apply(x, y)) - self._start_deg
        turned = self._place.item.transform.rotation_deg + by_deg
        if keys.shift:
            turned = round(turned / STEP_DEG) * STEP_DEG
        elif not keys.ctrl and abs(turned - round(turned / 90) * 90) <= UPRIGHT_DEG:
            turned = round(turned / 90) * 90.0
        return Dragged({self._place.key: turned_to(self._place, turned)})


def angle_deg(center: Point, point: Point) -> float:
    """Return where a point lies around another, clockwise from the right."""
    return math.degrees(math.atan2(point[1] - center[1], point[0] - center[0]))


def moved(places: Sequence[Place], dx: float, dy: float) -> dict[ItemKey, Transform]:
    """Return the transforms of items that go so far on the canvas."""
    found = {}
    for place in places:
        inward = place.outer.inverse()
        by_x, by_y = inward.a * dx + inward.b * dy, inward.c * dx + inward.d * dy
        old = place.item.transform
        found[place.key] = at(old, old.x + by_x, old.y + by_y)
    return found


def turned_to(place: Place, rotation_deg: float) -> Transform:
    """Return the transform of an item that is turned about the middle of its box."""
    old = place.item.transform
    rotation_deg = round(180 - (180 - rotation_deg) % 360, 2)
    new = old.model_copy(update={"rotation_deg": rotation_deg})
    width, height = place.box_size
    was = box_placement(old, *place.size).apply(width / 2, height / 2)
    now = box_placement(new, *place.size).apply(width / 2, height / 2)
    return at(new, old.x + was[0] - now[0], old.y + was[1] - now[1])


def middle(place: Place) -> Point:
    """Return the middle of an item's box, in the pixels of what holds it."""
    width, height = place.box_size
    return box_placement(place.item.transform, *place.size).apply(width / 2, height / 2)


def at(transform: Transform, x: float, y: float) -> Transform:
    """Return a transform with another position, within what is allowed."""
    return transform.model_copy(update={"x": _tidy(x), "y": _tidy(y)})


def changes(old: Transform, new: Transform) -> dict[str, object]:
    """Return what to tell the engine: the numbers that are others now."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    return {key: value for key, value in after.items() if value != before.get(key)}


def has_bounds(place: Place) -> bool:
    """Tell whether an item is fitted into a box of its own size."""
    return place.item.transform.bounds_type is not BoundsType.NONE


def _tidy(px: float) -> float:
    """Take the dust of arithmetic away, and what no canvas can be."""
    return round(min(max(px, -MAX_POSITION_PX), MAX_POSITION_PX), 3)
