"""Soft shapes on landmarks, drawn into small pictures: what masks and make-up are made of.

A ``Sheet`` is a window of the planes at a size of its own; shapes are polygons in pixels of
the planes, antialiased and then softened by a reach that is told in those pixels as well::

    sheet = Sheet.of(box, columns, rows)
    mask = sheet.polygon([face.at(LIPS_OUTER)], soft_px=3)       # (rows, columns) float32, 0..1
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

Floats = NDArray[np.float32]
Window = tuple[slice, slice]

_FRACTION_BITS = 4
_FARTHEST_PX = 1 << 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the planes at another size.

    Attributes:
        left: Of its first column's edge, in pixels of the planes.
        top: Of its first row's edge.
        scale_x: Columns a pixel of the planes.
        scale_y: Rows a pixel of the planes.
    """

    left: float
    top: float
    scale_x: float
    scale_y: float
    columns: int
    rows: int

    @classmethod
    def of(cls, box: Box, columns: int, rows: int) -> "Sheet":
        """Return a box at some size."""
        return cls(box.left, box.top, columns / box.width, rows / box.height, columns, rows)

    def polygon(self, shapes: Sequence[Floats], soft_px: float, level: float = 1.0) -> Floats:
        """Return filled polygons, ``level`` inside; where two overlap there is a hole."""
        mask = np.zeros((self.rows, self.columns), np.uint8)
        self.fill(mask, shapes)
        return self.softened(mask, soft_px, level)

    def fill(self, mask: Plane, shapes: Sequence[Floats], value: int = 255) -> None:
        """Draw polygons into a mask of this sheet's size."""
        whole = [
            np.rint((self._edges(each) - 0.5) * (1 << _FRACTION_BITS)).astype(np.int32)
            for each in shapes
        ]
        cv2.fillPoly(mask, whole, value, cv2.LINE_AA, _FRACTION_BITS)

    def softened(self, mask: Plane, soft_px: float, level: float = 1.0) -> Floats:
        """Return a mask with soft edges as 0..``level``."""
        reach = soft_px * self.scale_x
        if reach >= 0.4:
            size = 2 * max(round(1.5 * reach), 1) + 1
            mask = np.asarray(cv2.GaussianBlur(mask, (size, size), reach), np.uint8)
        found: Floats = mask.astype(np.float32)
        found *= level / 255
        return found

    def around(self, shape: Floats, margin_px: float) -> "tuple[Sheet, Window] | None":
        """Return the part of the sheet around a shape, and where in it that lies."""
        low = np.floor(self._edges(shape.min(0) - margin_px))
        high = np.ceil(self._edges(shape.max(0) + margin_px))
        left, top = max(int(low[0]), 0), max(int(low[1]), 0)
        right, bottom = min(int(high[0]), self.columns), min(int(high[1]), self.rows)
        if right - left < 2 or bottom - top < 2:
            return None
        part = Sheet(
            self.left + left / self.scale_x,
            self.top + top / self.scale_y,
            self.scale_x,
            self.scale_y,
            right - left,
            bottom - top,
        )
        return part, (slice(top, bottom), slice(left, right))

    def _edges(self, places: Floats) -> Floats:
        """Return places in columns and rows, edges at integers."""
        moved = places - np.array([self.left, self.top], np.float32)
        moved *= np.array([self.scale_x, self.scale_y], np.float32)
        found: Floats = np.clip(moved, -_FARTHEST_PX, _FARTHEST_PX)
        return found
