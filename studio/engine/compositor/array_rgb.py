"""YUV planes as float32 RGB and back, a strip of rows at a time.

What isn't linear (blend modes, gamma) needs RGB.  Strips of a few rows keep all of
the arrays of a conversion in the processor's cache.  A change is brought back as a
difference: what doesn't change in RGB doesn't change in YUV by a bit, though chroma
went up to full size and down again::

    for strip in strips(height):
        rgb = to_rgb(y[strip], uv[strip.start // 2 : strip.stop // 2], "below", scratch)
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.color import RGB_TO_YUV, YUV_OFFSET, YUV_TO_RGB
from studio.engine.picture import Plane

Floats = NDArray[np.float32]

STRIP_PX = 24_576  # pixels of a strip: some 300 KiB for each RGB array

# On 0..255 to RGB 0..1, and back.
_TO_RGB = np.column_stack([YUV_TO_RGB / 255, -YUV_TO_RGB @ YUV_OFFSET / 255])
# A premultiplied source: chroma and luma offset cancel where alpha is 0, so the same map.
_TO_YUV = RGB_TO_YUV * 255


def strips(height: int, width: int) -> Iterator[slice]:
    """Cut an even height into strips of an even number of rows."""
    rows = max(STRIP_PX // max(width, 1) // 2 * 2, 2)
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def to_rgb(y: Plane, uv: Plane, name: str, scratch: Scratch) -> Floats:
    """Return ``(h, w, 3)`` RGB 0..1, not clipped; each chroma sample serves 2×2 pixels."""
    rows, columns = y.shape
    yuv = scratch.array(f"{name} yuv", (rows, columns, 3))
    yuv[..., 0] = y
    quads = yuv.reshape(rows // 2, 2, columns // 2, 2, 3)
    quads[..., 1] = uv[:, None, :, None, 0]
    quads[..., 2] = uv[:, None, :, None, 1]
    rgb = scratch.floats(f"{name} rgb", yuv.shape)
    np.copyto(rgb, yuv)
    cv2.transform(rgb, _TO_RGB, dst=rgb)
    return rgb


def add_change(y: Plane, uv: Plane, change: Floats, scratch: Scratch) -> None:
    """Add a change in RGB to planes."""
    rows, columns = y.shape
    cv2.transform(change, _TO_YUV, dst=change)
    luma = scratch.floats("change of luma", y.shape)
    cv2.extractChannel(change, 0, dst=luma)
    np.add(luma, y, out=luma)
    store(luma, y)
    small = scratch.floats("change of chroma", (rows // 2, columns // 2, 3))
    cv2.resize(change, (columns // 2, rows // 2), dst=small, interpolation=cv2.INTER_AREA)
    chroma = scratch.floats("chroma", uv.shape)
    np.add(small[..., 1:], uv, out=chroma)
    store(chroma, uv)


def store(values: Floats, out: Plane) -> None:
    """Round values into bytes; the values are spoilt."""
    np.rint(values, out=values)
    np.clip(values, 0, 255, out=values)
    np.copyto(out, values, casting="unsafe")
