"""RGBA pictures in, RGB pictures out, around the NV12 of everything between.

Text and images come as straight RGBA, screenshots go as RGB; both conversions are
rounded exactly and need not be quick::

    picture = picture_from_rgba(rgba, serial=1, pts_ns=0)
    rgb = rgb_from_nv12(nv12, height=1080, width=1920)
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import nv12_planes
from studio.engine.compositor.color import NEUTRAL_C, RGB_TO_YUV, YUV_OFFSET, YUV_TO_RGB
from studio.engine.picture import Picture, Plane, has_clear_edge


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
    even = np.pad(rgba, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    share = even[..., 3:].astype(np.float64) / 255
    # Counted from black and grey: alpha scales it, and an average is weighted by alpha.
    yuv = (even[..., :3] * share) @ RGB_TO_YUV.T
    y = np.rint(yuv[..., 0] + YUV_OFFSET[0]).astype(np.uint8)
    rows, columns = y.shape
    quads = yuv[..., 1:].reshape(rows // 2, 2, columns // 2, 2, 2)
    uv = np.rint(quads.mean(axis=(1, 3)) + NEUTRAL_C).astype(np.uint8)
    alpha = np.ascontiguousarray(even[..., 3])
    is_opaque = bool((alpha == 255).all())
    is_clear = has_clear_edge(alpha)
    return Picture(width, height, y, uv, None if is_opaque else alpha, serial, pts_ns, is_clear)


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
