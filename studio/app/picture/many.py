"""Several items under one box: scaled together about its corner, turned about its middle.

The box is the upright rectangle around all of them.  Width and height change apart only while
every item lies straight in it; what is turned askew would be distorted, so all keep their
proportions then::

    box = ManyBox.around(places)
    drag = ManyScaleDrag(places, Handle.BOTTOM_RIGHT, (800, 450), snapper)
    drag.to(400, 225, Keys()).transforms
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.app.picture.drags import (
    STEP_DEG,
    UPRIGHT_DEG,
    Dragged,
    Keys,
    Point,
    angle_deg,
    at,
    has_bounds,
    turned_to,
)
from studio.app.picture.handles import Handle
from studio.app.picture.scale_drag import MAX_SCALE
from studio.app.picture.snapping import NOTHING, Snap, Snapper
from studio.app.picture.together import about, common_box, mirrored
from studio.model.geometry import Affine, Rect
from studio.model.layout import Place
from studio.model.transform import MAX_POSITION_PX, Transform, box_placement

STRAIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class ManyBox:
    """The upright box around items; it has handles as an item has.

    Attributes:
        rect: On the canvas.
        is_straight: Its width and height may change apart.
    """

    rect: Rect
    is_straight: bool

    @classmethod
    def around(cls, places: Sequence[Place]) -> "ManyBox":
        """Return the box around at least one item."""
        rect = common_box(places)
        return cls(rect, all(_straight(place) is not None for place in places))

    @property
    def box_size(self) -> tuple[float, float]:
        """Its size."""
        return self.rect.width, self.rect.height

    @property
    def box(self) -> Affine:
        """From its top left corner to the canvas."""
        return Affine(tx=self.rect.left, ty=self.rect.top)

    @property
    def bounds(self) -> Rect:
        """The same rectangle."""
        return self.rect

    @property
    def corners(self) -> tuple[Point, ...]:
        """Top left, top right, bottom right, bottom left."""
        left, top, right, bottom = (
            self.rect.left,
            self.rect.top,
            self.rect.right,
            self.rect.bottom,
        )
        return (left, top), (right, top), (right, bottom), (left, bottom)


class ManyScaleDrag:
    """Scales items together: the opposite corner or edge of their box stays, with Alt its middle.

    A corner keeps the proportions unless Shift is held; what is dragged over the opposite edge
    is mirrored, all of it at that edge.

    Args:
        places: The items.
        handle: Any but the turning one.
        start: Where on the canvas the mouse was pressed.
        snapper: What the box's edges snap to.
    """

    def __init__(
        self, places: Sequence[Place], handle: Handle, start: Point, snapper: Snapper
    ) -> None:
        self._places = places
        self._handle = handle
        self._box = ManyBox.around(places)
        grip = self._point(handle.value)
        self._offset = grip[0] - start[0], grip[1] - start[1]
        self._snapper = snapper

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Scale so that the handle is where the mouse is; Ctrl: without snapping."""
        x, y = x + self._offset[0], y + self._offset[1]
        snap = NOTHING
        moves_x, moves_y = (each != 0.5 for each in self._handle.value)
        if not keys.ctrl:
            snap = self._snapper.snap((x,) if moves_x else (), (y,) if moves_y else ())
        x, y = x + (snap.dx or 0), y + (snap.dy or 0)
        stays = self._point((0.5, 0.5)) if keys.alt else self._point(self._opposite)
        grip = self._point(self._handle.value)
        by_x = self._factor(x - stays[0], grip[0] - stays[0], self._box.rect.width)
        by_y = self._factor(y - stays[1], grip[1] - stays[1], self._box.rect.height)
        by_x, by_y, snap = self._kept(by_x, by_y, keys, snap)
        return Dragged(_scaled(self._places, stays, by_x, by_y), snap.guides)

    @property
    def _opposite(self) -> Point:
        return 1 - self._handle.value[0], 1 - self._handle.value[1]

    def _point(self, fraction: Point) -> Point:
        rect = self._box.rect
        return rect.left + fraction[0] * rect.width, rect.top + fraction[1] * rect.height

    @staticmethod
    def _factor(now: float, before: float, length: float) -> float:
        """Return by what a side is multiplied, to whole pixels and never to nothing."""
        if not before:
            return 1.0
        new = now / before * length
        return math.copysign(max(1.0, round(abs(new))), new) / length

    def _kept(self, by_x: float, by_y: float, keys: Keys, snap: Snap) -> tuple[float, float, Snap]:
        """Keep the proportions where they have to be, and the lines that still hold."""
        if not self._handle.is_corner:
            one = by_x if self._handle.value[1] == 0.5 else by_y
            if keys.shift or not self._box.is_straight:
                is_across = self._handle.value[1] == 0.5
                return (one, abs(one), snap) if is_across else (abs(one), one, snap)
            return by_x, by_y, snap
        if keys.shift and self._box.is_straight:
            return by_x, by_y, snap
        x_leads = abs(by_x) >= abs(by_y)
        if snap.guides:
            x_leads = snap.dx is not None and (snap.dy is None or abs(snap.dx) <= abs(snap.dy))
        guides = tuple(g for g in snap.guides if (g.x is not None) == x_leads)
        one = abs(by_x if x_leads else by_y)
        return math.copysign(one, by_x), math.copysign(one, by_y), Snap(guides=guides)


class ManyTurnDrag:
    """Turns items together about the middle of their box.

    Args:
        places: The items, all of one holder.
        start: Where on the canvas the mouse was pressed.
    """

    def __init__(self, places: Sequence[Place], start: Point) -> None:
        self._places = places
        self._inward = places[0].outer.inverse()
        self._center = self._inward.apply(*ManyBox.around(places).rect.center)
        self._start_deg = angle_deg(self._center, self._inward.apply(*start))

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Turn with the mouse; Shift: in steps of 15°, Ctrl: without snapping to quarters."""
        turn = angle_deg(self._center, self._inward.apply(x, y)) - self._start_deg
        if keys.shift:
            turn = round(turn / STEP_DEG) * STEP_DEG
        elif not keys.ctrl and abs(turn - round(turn / 90) * 90) <= UPRIGHT_DEG:
            turn = round(turn / 90) * 90.0
        turn = 180 - (180 - turn) % 360
        turned = {place.key: self._turned(place, turn) for place in self._places}
        return Dragged(turned, turned_deg=turn)

    def _turned(self, place: Place, turn_deg: float) -> Transform:
        new = turned_to(place, place.item.transform.rotation_deg + turn_deg)
        return about(place, new, self._center, turn_deg)


def _scaled(
    places: Sequence[Place], stays: Point, by_x: float, by_y: float
) -> dict[tuple[str, int], Transform]:
    """Return the transforms of items that are scaled about a point of the canvas.

    A negative factor mirrors them at the line through it.
    """
    found = {}
    signs, by_x, by_y = (by_x, by_y), abs(by_x), abs(by_y)
    for place in places:
        width, height = place.box_size
        x, y = place.box.apply(width / 2, height / 2)
        to = place.outer.inverse().apply(
            stays[0] + (x - stays[0]) * by_x, stays[1] + (y - stays[1]) * by_y
        )
        along = (by_x, by_y) if _straight(place) is not False else (by_y, by_x)
        new = _sized(place.item.transform, *along, is_bounded=has_bounds(place))
        box = box_placement(new, *place.size)
        now = box.apply(width * along[0] / 2, height * along[1] / 2)
        found[place.key] = at(new, new.x + to[0] - now[0], new.y + to[1] - now[1])
    for factor, across in zip(signs, (True, False), strict=True):
        if factor < 0:
            found = mirrored(
                [_with(each, found[each.key]) for each in places], stays, across=across
            )
    return found


def _with(place: Place, transform: Transform) -> Place:
    return replace(place, item=place.item.model_copy(update={"transform": transform}))


def _sized(old: Transform, by_x: float, by_y: float, *, is_bounded: bool) -> Transform:
    if is_bounded:
        return old.model_copy(
            update={
                "bounds_width": min(old.bounds_width * by_x, MAX_POSITION_PX),
                "bounds_height": min(old.bounds_height * by_y, MAX_POSITION_PX),
            }
        )
    scales = (
        min(max(each, -MAX_SCALE), MAX_SCALE) for each in (old.scale_x * by_x, old.scale_y * by_y)
    )
    return old.model_copy(update=dict(zip(("scale_x", "scale_y"), scales, strict=True)))


def _straight(place: Place) -> bool | None:
    """Tell whether a box's width lies along the canvas's (False: its height); None if askew."""
    box = place.box
    length = max(box.scale)
    if abs(box.b) + abs(box.c) <= STRAIGHT * length:
        return True
    return False if abs(box.a) + abs(box.d) <= STRAIGHT * length else None
