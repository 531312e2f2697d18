"""RGBA pictures in, RGB pictures out, around the NV12 of everything between.

Text and images come as straight RGBA, screenshots go as RGB; both conversions are rounded once.
Pictures come in the middle of a show, so theirs is quick: 13 ms for 1920x1080.  The way back need
not be::

    picture = picture_from_rgba(rgba, serial=1, pts_ns=0)
    rgb = rgb_from_nv12(nv12, height=1080, width=1920)
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import nv12_planes
from studio.engine.compositor.color import RGB_TO_YUV, YUV_OFFSET, YUV_TO_RGB
from studio.engine.picture import Picture, Plane, has_clear_edge

_BAND_ROWS = 32
"""So many are converted at once: they stay near the processor meanwhile."""
_TO_YUV = np.column_stack([RGB_TO_YUV, YUV_OFFSET])
_TO_Y, _TO_UV = _TO_YUV[:1], _TO_YUV[1:]


def picture_from_rgba(rgba: Plane, serial: int, pts_ns: int) -> Picture:
    """Convert straight-alpha RGBA to a premultiplied picture.

    Chroma is averaged over 2×2 pixels by the weight of their alpha, so that what a
    transparent pixel would have as colour never shows.  A picture without any
    transparency is handed over as opaque.

    Args:
        rgba: ``(h, w, 4) uint8``; an odd size is padded by repeating the edge.
        serial: As in ``Picture``.
        pts_ns: As in ``Picture``.
    """
    height, width = rgba.shape[:2]
    is_odd = height % 2 or width % 2
    more = (0, height % 2), (0, width % 2), (0, 0)
    even = np.pad(rgba, more, mode="edge") if is_odd else rgba
    rows, columns = even.shape[:2]
    y, uv = np.empty((rows, columns), np.uint8), np.empty((rows // 2, columns // 2, 2), np.uint8)
    for top in range(0, rows, _BAND_ROWS):
        band = slice(top, top + _BAND_ROWS), slice(top // 2, (top + _BAND_ROWS) // 2)
        _convert(even[band[0]], y[band[0]], uv[band[1]])
    alpha = np.ascontiguousarray(even[..., 3])
    is_opaque = bool((alpha == 255).all())
    is_clear = has_clear_edge(alpha)
    return Picture(width, height, y, uv, None if is_opaque else alpha, serial, pts_ns, is_clear)


def _convert(rgba: Plane, y: Plane, uv: Plane) -> None:
    """Convert a few rows."""
    *colors, alpha = cv2.split(rgba)
    # Counted from black and grey: alpha scales it, and an average is weighted by alpha.
    rgb = cv2.merge([cv2.multiply(each, alpha, scale=1 / 255, dtype=cv2.CV_32F) for each in colors])
    half = cv2.resize(rgb, uv.shape[1::-1], interpolation=cv2.INTER_AREA)
    cv2.convertScaleAbs(cv2.transform(rgb, _TO_Y), dst=y)
    cv2.convertScaleAbs(cv2.transform(half, _TO_UV), dst=uv)


def rgb_from_nv12(nv12: Plane, height: int, width: int) -> Plane:
    """Convert ``(height * 3 // 2, width)`` NV12 to ``(height, width, 3)`` RGB.

    Chroma is centre-sited, as everywhere in the compositors (see ``color``), and is
    brought to full size bilinearly.
    """
    planes = nv12_planes(nv12[:, :width], height)
    chroma = cv2.resize(
        planes.uv.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR
    )
    yuv: NDArray[np.float32] = np.dstack([planes.y.astype(np.float32), chroma])
    rgb = (yuv - YUV_OFFSET) @ YUV_TO_RGB.T
    return np.rint(np.clip(rgb, 0, 255)).astype(np.uint8)
