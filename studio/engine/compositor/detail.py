"""How wide the smallest thing is that a picture shows: what is soft may be sampled at few points.

A glow or a fan of rays that fills the programme shows nothing that is smaller than some pixels.
Where it turns or grows (``array_turn``), sampling each pixel of it would be most of its price::

    picture = replace(picture, detail_px=detail_px(picture))
"""

import cv2
import numpy as np

from studio.engine.picture import Picture, Plane

DETAILS_PX = (8, 4, 2)
LEAST_PX = 1 << 14
"""Of a picture: with fewer it costs little however it is sampled."""
_FAINT, _MOST = 8, 16
"""Codes of 255 by which all but a few values may differ from what few points show, and any one."""
_FEW = 0.01


def detail_px(picture: Picture) -> int:
    """Return 1, 2, 4 or 8: so few points show the same that lie so many pixels apart.

    A picture of 640x640 takes 2 ms.
    """
    if picture.y.size < LEAST_PX or picture.alpha is None:
        return 1
    for apart_px in DETAILS_PX:
        if all(
            _is_shown(plane, apart)
            for plane, apart in (
                (picture.alpha, apart_px),
                (picture.y, apart_px),
                (picture.uv, apart_px // 2),
            )
        ):
            return apart_px
    return 1


def _is_shown(plane: Plane, apart: int) -> bool:
    """Whether the points that lie so far apart show all of a plane."""
    if apart == 1:
        return True
    rows, columns = plane.shape[:2]
    few = cv2.resize(plane, (-(-columns // apart), -(-rows // apart)), interpolation=cv2.INTER_AREA)
    lost = cv2.absdiff(cv2.resize(few, (columns, rows), interpolation=cv2.INTER_LINEAR), plane)
    return bool(lost.max() <= _MOST and np.count_nonzero(lost > _FAINT) <= _FEW * lost.size)
