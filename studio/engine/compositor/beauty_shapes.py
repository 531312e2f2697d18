"""Soft shapes on landmarks: what masks and make-up are made of.

A ``Stencil`` is as large as a small picture of a face.  Polygons, in its pixels, are drawn
on it with smooth edges and then softened; most need only a window of it::

    stencil = Stencil(rows, columns)
    mask = stencil.whole([oval], soft_px=3)                     # (rows, columns) float32, 0..1
    window, mask = stencil.part([lips], margin_px=4, soft_px=1)
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.picture import Plane

Floats = NDArray[np.float32]
Window = tuple[slice, slice]

_FRACTION_BITS = 4


class Stencil:
    """Memory to draw shapes in."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows = rows
        self.columns = columns
        self._blank = np.zeros((rows, columns), np.uint8)

    def whole(self, shapes: Sequence[Floats], soft_px: float, level: float = 1.0) -> Floats:
        """Return filled polygons, ``level`` inside; where two overlap there is a hole."""
        mask = np.zeros((self.rows, self.columns), np.uint8)
        fill(mask, shapes)
        return softened(mask, soft_px, level)

    def part(
        self, shapes: Sequence[Floats], margin_px: float, soft_px: float, level: float = 1.0
    ) -> tuple[Window, Floats] | None:
        """Return the window around the first shape and what all look like in it.

        None if that lies outside.
        """
        low, high = shapes[0].min(0).tolist(), shapes[0].max(0).tolist()
        left, top = (max(math.floor(v - margin_px), 0) for v in low)
        right = min(math.ceil(high[0] + margin_px), self.columns)
        bottom = min(math.ceil(high[1] + margin_px), self.rows)
        if right - left < 2 or bottom - top < 2:
            return None
        window = slice(top, bottom), slice(left, right)
        fill(self._blank, shapes)
        mask = softened(self._blank[window], soft_px, level)
        self._blank[window] = 0
        return window, mask


def fill(mask: Plane, shapes: Sequence[Floats], value: int = 255) -> None:
    """Draw polygons into a mask, with smooth edges."""
    fixed = [np.rint(each * 16 - 8).astype(np.int32) for each in shapes]
    cv2.fillPoly(mask, fixed, value, cv2.LINE_AA, _FRACTION_BITS)


def softened(mask: Plane, soft_px: float, level: float = 1.0) -> Floats:
    """Return a mask with soft edges as 0..``level``.

    Args:
        mask: 0..255.
        soft_px: The deviation of the blur, which two boxes make.
        level: What 255 becomes.
    """
    if soft_px >= 0.4:
        size = 2 * max(round(math.sqrt(6 * soft_px * soft_px + 1) / 2 - 0.5), 1) + 1
        mask = np.asarray(cv2.blur(cv2.blur(mask, (size, size)), (size, size)), np.uint8)
    found: Floats = mask.astype(np.float32)
    found *= level / 255
    return found
