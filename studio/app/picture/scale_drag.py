"""Scaling by a handle: the opposite corner or edge stays, whatever the turn and the group.

As in OBS: a corner keeps the proportions unless Shift is held; of an item with bounds it is
the bounds that change, and Shift keeps their proportions.  A handle in the middle of an edge
moves that edge; with Shift the proportions are kept.  With Alt the middle stays.  What is
dragged over the opposite edge is mirrored.
"""

import math
from dataclasses import dataclass

from studio.app.picture.drags import Dragged, Keys, Point, at, has_bounds
from studio.app.picture.handles import Handle
from studio.app.picture.snapping import NOTHING, Snap, Snapper
from studio.model.layout import Place
from studio.model.transform import MAX_POSITION_PX, Transform, box_placement, visible_part

MAX_SCALE = 1000.0


@dataclass(frozen=True, slots=True)
class _Side:
    """One of width and height while it is dragged.

    Attributes:
        at: Where the handle is: 0 at the near edge, 1 at the far one, 0.5 in the middle.
        length: Of the box at the beginning.
        to: Where the handle is now, in the box's pixels of the beginning.
        stays: The fraction of the box that doesn't move.
    """

    at: float
    length: float
    to: float
    stays: float

    @property
    def factor(self) -> float:
        """How many times as long it is now; negative once it is dragged over what stays."""
        return (self.to - self.stays * self.length) / ((self.at - self.stays) * self.length)


class ScaleDrag:
    """See the module.

    Args:
        place: The item; its box has an area.
        handle: Any but the turning one.
        start: Where on the canvas the mouse was pressed.
        snapper: What its edges snap to while they are upright.
    """

    def __init__(self, place: Place, handle: Handle, start: Point, snapper: Snapper) -> None:
        self._place = place
        self._handle = handle
        self._inward = place.box.inverse()
        self._grip = place.box.apply(
            handle.value[0] * place.box_size[0], handle.value[1] * place.box_size[1]
        )
        self._offset = self._grip[0] - start[0], self._grip[1] - start[1]
        self._snapper = snapper

    def to(self, x: float, y: float, keys: Keys) -> Dragged:
        """Scale so that the handle is where the mouse is."""
        x, y = x + self._offset[0], y + self._offset[1]
        snap = NOTHING if keys.ctrl else self._snap(x, y)
        local = self._inward.apply(x + (snap.dx or 0), y + (snap.dy or 0))
        width, height = self._place.box_size
        stays = (0.5, 0.5) if keys.alt else (1 - self._handle.value[0], 1 - self._handle.value[1])
        across = _Side(self._handle.value[0], width, local[0], stays[0])
        down = _Side(self._handle.value[1], height, local[1], stays[1])
        by_x, by_y, snap = self._factors(across, down, keys, snap)
        transform = self._scaled(by_x, by_y, stays)
        return Dragged({self._place.key: transform}, snap.guides)

    def _factors(
        self, across: _Side, down: _Side, keys: Keys, snap: Snap
    ) -> tuple[float, float, Snap]:
        """Return by what width and height are multiplied, and the lines that still hold."""
        if not self._handle.is_corner:
            side = across if down.at == 0.5 else down
            along = side.factor
            other = abs(along) if keys.shift else 1.0
            return (along, other, snap) if side is across else (other, along, snap)
        by_x, by_y = across.factor, down.factor
        if keys.shift != has_bounds(self._place):
            return by_x, by_y, snap
        x_leads = abs(by_x) >= abs(by_y)
        if snap is not NOTHING:
            x_leads, snap = self._leader(snap)
        if x_leads:
            return by_x, math.copysign(by_x, by_y), snap
        return math.copysign(by_y, by_x), by_y, snap

    def _leader(self, snap: Snap) -> tuple[bool, Snap]:
        """Tell whether the width leads, where proportions are kept; the other line is dropped."""
        is_upright = abs(self._place.box.a) > abs(self._place.box.c)
        if snap.dx is not None and (snap.dy is None or abs(snap.dx) <= abs(snap.dy)):
            kept = Snap(dx=snap.dx, guides=tuple(g for g in snap.guides if g.x is not None))
            return is_upright, kept
        kept = Snap(dy=snap.dy, guides=tuple(g for g in snap.guides if g.y is not None))
        return not is_upright, kept

    def _snap(self, x: float, y: float) -> Snap:
        """Snap the edges that move, if they are upright on the canvas."""
        box = self._place.box
        is_upright = abs(box.b) + abs(box.c) < 1e-9
        if not is_upright and abs(box.a) + abs(box.d) >= 1e-9:
            return NOTHING
        along_x, along_y = (each != 0.5 for each in self._handle.value)
        if not is_upright:
            along_x, along_y = along_y, along_x
        snap = self._snapper.snap((x,) if along_x else (), (y,) if along_y else ())
        return snap if snap.guides else NOTHING

    def _scaled(self, by_x: float, by_y: float, stays: Point) -> Transform:
        place = self._place
        old = place.item.transform
        width, height = place.box_size
        new_width, new_height = _whole(width * by_x), _whole(height * by_y)
        if has_bounds(place):
            sizes = {
                "bounds_width": min(abs(new_width), MAX_POSITION_PX),
                "bounds_height": min(abs(new_height), MAX_POSITION_PX),
            }
        else:
            part = visible_part(old, *place.size)
            sizes = {
                "scale_x": _scale(old.scale_x, new_width / part.width),
                "scale_y": _scale(old.scale_y, new_height / part.height),
            }
        new = old.model_copy(update=sizes)
        # What stays of the old box is there in the new one, mirrored if it was dragged over.
        kept = (
            stays[0] if new_width > 0 else 1 - stays[0],
            stays[1] if new_height > 0 else 1 - stays[1],
        )
        was = box_placement(old, *place.size).apply(stays[0] * width, stays[1] * height)
        now = box_placement(new, *place.size).apply(
            kept[0] * abs(new_width), kept[1] * abs(new_height)
        )
        return at(new, old.x + was[0] - now[0], old.y + was[1] - now[1])


def _whole(length: float) -> float:
    """Return the nearest whole length, never 0: nobody could take hold of it again."""
    return math.copysign(max(1.0, round(abs(length))), length)


def _scale(old: float, factor: float) -> float:
    """Return a new scale that keeps the sense of the old, mirrored if it is negative."""
    size = min(abs(factor), MAX_SCALE)
    return math.copysign(size, old if factor > 0 else -old)
