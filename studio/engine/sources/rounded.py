"""How far the pixels of a rectangle with round corners are covered.

cover = rounded_cover(640, 90, radius_px=10)        # (90, 640) uint8
"""

import cv2
import numpy as np

from studio.engine.picture import Plane

_FINE = 4
"""A round corner is drawn so many times as large and made smaller: smooth edges."""


def rounded_cover(width: int, height: int, radius_px: int, inside: int = 255) -> Plane:
    """Return ``(height, width) uint8``.

    Args:
        width: Of the rectangle.
        height: Likewise.
        radius_px: Of its corners; half a side is the most.
        inside: What pixels have that are covered whole.
    """
    cover = np.full((height, width), inside, np.uint8)
    radius = min(radius_px, width // 2, height // 2)
    if radius > 0:
        end = radius * _FINE
        fine = np.zeros((end, end), np.uint8)
        cv2.circle(fine, (end, end), end, inside, cv2.FILLED)
        corner = cv2.resize(fine, (radius, radius), interpolation=cv2.INTER_AREA)
        cover[:radius, :radius] = corner
        cover[:radius, -radius:] = corner[:, ::-1]
        cover[-radius:, :radius] = corner[::-1]
        cover[-radius:, -radius:] = corner[::-1, ::-1]
    return cover
