"""A frame of any size from one picture: corners as they are, sides and middle stretched."""

from itertools import pairwise

import cv2
import numpy as np

from studio.engine.picture import Plane
from studio.model.canvas_content import NineSlice
from studio.model.errors import StudioError


def nine_sliced(rgba: Plane, content: NineSlice) -> Plane:
    """Return a picture of the content's size.

    Args:
        rgba: ``(height, width, 4) uint8``, not premultiplied.
        content: Says what keeps its size.

    Raises:
        StudioError: If the corners don't fit into the picture, or into what it should become.
    """
    height, width = rgba.shape[:2]
    across = _cuts(content.left, content.right, width, content.width, "wide")
    down = _cuts(content.top, content.bottom, height, content.height, "high")
    share = rgba[..., 3:].astype(np.float32) / 255
    # What is clear has no colour that could bleed into what isn't.
    thick = np.dstack([rgba[..., :3] * share, share * 255]).astype(np.float32)
    out = np.zeros((content.height, content.width, 4), np.float32)
    for (top, new_top), (bottom, new_bottom) in pairwise(down):
        for (left, new_left), (right, new_right) in pairwise(across):
            size = new_right - new_left, new_bottom - new_top
            if 0 in size:
                continue
            part = thick[top:bottom, left:right]
            is_less = size[0] <= right - left and size[1] <= bottom - top
            method = cv2.INTER_AREA if is_less else cv2.INTER_LINEAR
            out[new_top:new_bottom, new_left:new_right] = cv2.resize(
                part, size, interpolation=method
            )
    alpha = out[..., 3:]
    out[..., :3] *= 255 / np.maximum(alpha, 1)
    return np.clip(np.rint(out), 0, 255).astype(np.uint8)


def _cuts(first: int, last: int, have: int, want: int, way: str) -> list[tuple[int, int]]:
    """Return where it is cut along one way: in the picture, and in what it becomes."""
    kept = first + last
    if kept > have or (kept == have and want > kept):
        raise StudioError(
            f"It is {have} px {way} and its corners take {kept}: nothing is left to be stretched."
        )
    if kept > want:
        raise StudioError(f"It should be {want} px {way}, but its corners alone take {kept}.")
    return [(0, 0), (first, first), (have - last, want - last), (have, want)]
