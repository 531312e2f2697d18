"""Where a face lies on the stored planes, for the beauty filter.

Landmarks come in natural pixels; here they are in pixels of the stored luma plane, or of a
smaller picture of a part of it.  A face has a frame of its own, turned with the eyes: x to
the seen right, y to the chin, from the middle of its contour::

    for face in faces_on(picture):
        face.at(LIPS_OUTER), face.own[4], face.width, face.paint_box, face.warp_box
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.face_mesh import OVAL, Contour
from studio.engine.compositor.placement import Box, stored_scale
from studio.engine.picture import Picture
from studio.model.tracking import MOST_FACES, Face

Floats = NDArray[np.float32]

LEAST_HEIGHT_PX = 24
"""Smaller faces are left alone: there is nothing to see on them."""
LEAST_SLIMNESS = 0.55
"""Of width to height; a face that is seen from the side is not taken for a slimmer one."""
_FARTHEST_PX = 1 << 15
_PAINTED = (-0.6, -0.6, 0.6, 0.84)
_WARPED = (-0.92, -0.8, 0.92, 0.8)
"""Left, top, right and bottom in face widths and heights from the middle; the neck is painted."""


@dataclass(frozen=True, slots=True, eq=False)
class FacePlace:
    """One face on a picture.

    Attributes:
        points: ``(478, 2) float32``.
        own: The same in the frame of the face.
        presence: 0..1, how far it has come.
        middle: Of its contour.
        turn: ``(2, 2)``: unit vectors along the eyes, to the seen right, and to the chin.
        width: Of its contour, along the eyes.
        height: Likewise, to the chin.
        paint_box: Of the planes, even, where colours may change.
        warp_box: Likewise, where something may move.
    """

    points: Floats
    own: Floats
    presence: float
    middle: Floats
    turn: Floats
    width: float
    height: float
    paint_box: Box
    warp_box: Box

    @property
    def across(self) -> Floats:
        """Unit vector along the eyes, to the seen right."""
        found: Floats = self.turn[0]
        return found

    @property
    def down(self) -> Floats:
        """Unit vector to the chin."""
        found: Floats = self.turn[1]
        return found

    def at(self, indices: Contour) -> Floats:
        """Return some of the points, ``(n, 2)``."""
        found: Floats = self.points.take(_array(indices), axis=0)
        return found

    def reduced(self, box: Box, columns: int, rows: int) -> "FacePlace":
        """Return the face as it is on a box that is shrunk to so many columns and rows."""
        scale = np.array([columns / box.width, rows / box.height], np.float32)
        origin = np.array([box.left, box.top], np.float32)
        points = np.clip((self.points - origin) * scale, -_FARTHEST_PX, _FARTHEST_PX)
        return replace(
            self,
            points=points,
            own=self.own * scale[0],
            middle=(self.middle - origin) * scale,
            width=self.width * float(scale[0]),
            height=self.height * float(scale[0]),
        )


@cache
def _array(indices: Contour) -> NDArray[np.intp]:
    return np.array(indices, np.intp)


def faces_on(picture: Picture) -> tuple[FacePlace, ...]:
    """Return the faces that are large enough and on the picture."""
    tracked = picture.tracked
    if tracked is None or min(tracked.width, tracked.height) < 1:
        return ()
    height, width = picture.y.shape
    scale = 1 / stored_scale(tracked.width, width), 1 / stored_scale(tracked.height, height)
    places = [face_on(face, width, height, scale) for face in tracked.faces[:MOST_FACES]]
    return tuple(place for place in places if place is not None)


def face_on(
    face: Face, width: int, height: int, scale: tuple[float, float] = (1.0, 1.0)
) -> FacePlace | None:
    """Return where a face is on planes of some size, None if it is too small or not on them.

    Args:
        face: In natural pixels.
        width: Of the luma plane.
        height: Likewise.
        scale: Stored pixels a natural one.
    """
    points = face.points[:, :2] * np.array(scale, np.float32)
    presence = min(max(float(face.presence), 0.0), 1.0)
    if presence > 0 and float(np.abs(points).max()) < _FARTHEST_PX:  # false for a NaN
        return _place(points, presence, width, height)
    return None


def _place(points: Floats, presence: float, width: int, height: int) -> FacePlace | None:
    right, left = points[33] + points[133], points[263] + points[362]
    across = (left - right).tolist()
    length = float(np.hypot(*across))
    if length < 1:
        return None
    x, y = across[0] / length, across[1] / length
    turn = np.array([[x, y], [-y, x]], np.float32)
    own = points @ turn.T
    oval = own.take(_array(OVAL), axis=0)
    low, high = oval.min(0), oval.max(0)
    face_width, face_height = (high - low).tolist()
    if face_height < LEAST_HEIGHT_PX or face_width < LEAST_HEIGHT_PX / 4:
        return None
    middle = (low + high) / 2
    face_width = max(face_width, LEAST_SLIMNESS * face_height)
    size = np.array([face_width, face_height], np.float32)
    where = middle @ turn
    paint = _box(where, turn, size, _PAINTED, width, height)
    warp = _box(where, turn, size, _WARPED, width, height)
    if min(paint.width, paint.height, warp.width, warp.height) < 8:
        return None
    own -= middle
    return FacePlace(points, own, presence, where, turn, face_width, face_height, paint, warp)


def _box(
    middle: Floats,
    turn: Floats,
    size: Floats,
    reach: tuple[float, float, float, float],
    width: int,
    height: int,
) -> Box:
    """Return the even box around a turned rectangle, cut to the picture."""
    left, top, right, bottom = reach
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    reached = middle + (corners * size) @ turn
    low, high = reached.min(0).tolist(), reached.max(0).tolist()
    return Box(
        _even(low[0], width), _even(low[1], height), _even(high[0], width), _even(high[1], height)
    )


def _even(value: float, limit: int) -> int:
    return min(max(round(value / 4) * 4, 0), limit)
