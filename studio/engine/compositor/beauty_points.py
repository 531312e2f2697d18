"""Where landmarks lie after the beauty filter has bent a face: what is worn lies on those.

The filter takes each pixel p from p + shift(p), so a landmark goes to the p whose source it
is, which a few steps find::

    picture = replace(picture, tracked=bent(picture.tracked, beauty))
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.beauty_face import face_on
from studio.engine.compositor.beauty_warp import GRID, warp_grid
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.placement import Box
from studio.model.tracking import Face, Tracked

Floats = NDArray[np.float32]

_STEPS = 3


def bent(tracked: Tracked, beauty: Beauty) -> Tracked:
    """Return what was seen with faces as they are after the filter."""
    if not beauty.shapes:
        return tracked
    size = tracked.width, tracked.height
    return replace(tracked, faces=tuple(_bent(face, size, beauty) for face in tracked.faces))


def _bent(face: Face, size: tuple[int, int], beauty: Beauty) -> Face:
    place = face_on(face, *size)
    grid = None if place is None else warp_grid(place, beauty)
    if place is None or grid is None:
        return face
    points = face.points.copy()
    for _ in range(_STEPS):
        points[:, :2] = face.points[:, :2] - _shifts_at(grid, place.warp_box, points[:, :2])
    return replace(face, points=points)


def _shifts_at(grid: Floats, box: Box, places: Floats) -> Floats:
    """Return the shifts at places; none outside of the box."""
    x = (places[:, 0] - box.left) * np.float32(GRID / box.width) - np.float32(0.5)
    y = (places[:, 1] - box.top) * np.float32(GRID / box.height) - np.float32(0.5)
    border = cv2.BORDER_CONSTANT
    found = cv2.remap(grid, x[None], y[None], cv2.INTER_LINEAR, borderMode=border)
    return np.asarray(found, np.float32).reshape(-1, 2)
