"""Where a face lies on the stored planes, for the beauty filter.

Landmarks come in natural pixels; everything here is in pixels of the stored luma plane.
A face has a frame of its own, turned with the eyes: x to the seen right, y to the chin::

    for face in faces_on(picture):
        face.points[LIPS_OUTER], face.width, face.height, face.paint_box, face.warp_box
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.face_mesh import OVAL, Contour
from studio.engine.compositor.placement import Box, stored_scale
from studio.engine.picture import Picture
from studio.model.tracking import MOST_FACES

Floats = NDArray[np.float32]

LEAST_HEIGHT_PX = 24
"""Smaller faces are left alone: there is nothing to see on them."""
_PAINTED = (-0.64, -0.62, 0.64, 0.86)
_WARPED = (-0.92, -0.86, 0.92, 0.82)
"""Left, top, right and bottom in face widths and heights from the middle; the neck is painted."""


@dataclass(frozen=True, slots=True, eq=False)
class FacePlace:
    """One face on the planes.

    Attributes:
        points: ``(478, 2) float32``.
        presence: 0..1, how far it has come.
        middle: Of its contour.
        across: Unit vector along the eyes, to the seen right.
        down: Unit vector to the chin.
        width: Of its contour, along ``across``.
        height: Likewise.
        paint_box: Even, where colours may change; empty if it lies outside of the picture.
        warp_box: Likewise, where something may move.
    """

    points: Floats
    presence: float
    middle: Floats
    across: Floats
    down: Floats
    width: float
    height: float
    paint_box: Box
    warp_box: Box

    def at(self, indices: Contour) -> Floats:
        """Return some of the points, ``(n, 2)``."""
        found: Floats = self.points[list(indices)]
        return found

    def local(self, places: Floats) -> Floats:
        """Return places ``(…, 2)`` in the frame of the face, from its middle, in pixels."""
        found: Floats = (places - self.middle) @ np.stack([self.across, self.down], axis=1)
        return found


def faces_on(picture: Picture) -> tuple[FacePlace, ...]:
    """Return the faces that are large enough and on the picture."""
    if picture.tracked is None:
        return ()
    height, width = picture.y.shape
    scale = np.array(
        [1 / stored_scale(picture.width, width), 1 / stored_scale(picture.height, height)],
        np.float32,
    )
    found = []
    for face in picture.tracked.faces[:MOST_FACES]:
        points = face.points[:, :2] * scale
        presence = min(max(float(face.presence), 0.0), 1.0)
        if presence <= 0 or not np.isfinite(points).all():
            continue
        place = _place(points, presence, width, height)
        if place is not None:
            found.append(place)
    return tuple(found)


def _place(points: Floats, presence: float, width: int, height: int) -> FacePlace | None:
    across = points[[263, 362]].mean(0) - points[[33, 133]].mean(0)
    length = float(np.hypot(*across))
    if length < 1:
        return None
    across = across / length
    down = np.array([-across[1], across[0]], np.float32)
    oval = points[np.array(OVAL)]
    along, below = oval @ across, oval @ down
    face_width, face_height = float(np.ptp(along)), float(np.ptp(below))
    if face_height < LEAST_HEIGHT_PX or face_width < LEAST_HEIGHT_PX / 4:
        return None
    middle = across * (along.min() + along.max()) / 2 + down * (below.min() + below.max()) / 2
    face_width = max(face_width, 0.55 * face_height)  # seen from the side
    turned = np.stack([across * face_width, down * face_height])
    paint = _box(middle, turned, _PAINTED, width, height)
    warp = _box(middle, turned, _WARPED, width, height)
    if min(paint.width, paint.height, warp.width, warp.height) < 8:
        return None
    return FacePlace(points, presence, middle, across, down, face_width, face_height, paint, warp)


def _box(middle: Floats, turned: Floats, reach: tuple[float, ...], width: int, height: int) -> Box:
    """Return the even box around a turned rectangle, cut to the picture."""
    left, top, right, bottom = reach
    corners = (
        middle
        + np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
        @ turned
    )
    low, high = corners.min(0), corners.max(0)
    return Box(
        _even(low[0], width), _even(low[1], height), _even(high[0], width), _even(high[1], height)
    )


def _even(value: float, limit: int) -> int:
    return min(max(round(float(value) / 4) * 4, 0), limit)
