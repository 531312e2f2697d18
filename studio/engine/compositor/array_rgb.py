"""YUV planes as float32 RGB and back, a strip of rows at a time.

What isn't linear (blend modes, gamma) needs RGB.  Strips of a few rows keep all of
the arrays of a conversion in the processor's cache, and three planes are a third of
the cost of one array of pixels: what is multiplied by alpha then needs no stride.
A change is brought back as a difference: what doesn't change in RGB doesn't change
in YUV by a bit, though chroma went up to full size and down again::

    for rows in strips(height, width):
        rgb = to_rgb(y[rows], uv[rows.start // 2 : rows.stop // 2], "below", scratch)
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.color import RGB_TO_YUV, YUV_OFFSET, YUV_TO_RGB
from studio.engine.picture import Plane

Floats = NDArray[np.float32]

STRIP_PX = 16_384  # pixels of a strip: 200 KiB for each RGB array

# RGB 0..1 is a luma part, the same for all three, and a chroma part at half size.
# They are right for premultiplied planes too, whose offsets scale with alpha as well.
_LUMA = np.float32(YUV_TO_RGB[0, 0] / 255)
_CHROMA = np.column_stack([YUV_TO_RGB[:, 1:] / 255, -YUV_TO_RGB @ YUV_OFFSET / 255]).tolist()
_TO_LUMA = (RGB_TO_YUV[0] * 255).tolist()
_TO_CHROMA = (RGB_TO_YUV[1:] * 255).tolist()


def strips(height: int, width: int) -> Iterator[slice]:
    """Cut an even height into strips of an even number of rows."""
    rows = max(STRIP_PX // max(width, 1) // 2 * 2, 2)
    for top in range(0, height, rows):
        yield slice(top, min(top + rows, height))


def to_rgb(y: Plane, uv: Plane, name: str, scratch: Scratch) -> Floats:
    """Return ``(3, h, w)`` RGB 0..1, not clipped; each chroma sample serves 2×2 pixels."""
    rows, columns = y.shape
    half_rows, half_columns = rows // 2, columns // 2
    luma = scratch.floats("luma", (half_rows, 2, columns))
    np.multiply(y.reshape(luma.shape), _LUMA, out=luma)
    half = (half_rows, half_columns)
    cb, cr = scratch.floats("cb", half), scratch.floats("cr", half)
    np.copyto(cb, uv[..., 0])
    np.copyto(cr, uv[..., 1])
    part = scratch.floats("chroma part", half)
    twice = scratch.floats("chroma twice", (half_rows, half_columns, 2))
    wide = twice.reshape(half_rows, 1, columns)
    rgb = scratch.floats(f"{name} rgb", (3, rows, columns))
    for channel, (of_cb, of_cr, offset) in enumerate(_CHROMA):
        cv2.addWeighted(cb, of_cb, cr, of_cr, offset, dst=part)
        cv2.merge([part, part], dst=twice)
        np.add(luma, wide, out=rgb[channel].reshape(luma.shape))
    return rgb


def add_change(y: Plane, uv: Plane, change: Floats, scratch: Scratch) -> None:
    """Add a change in RGB, ``(3, h, w)``, to planes."""
    rows, columns = y.shape
    luma = scratch.floats("luma change", y.shape)
    cv2.addWeighted(change[0], _TO_LUMA[0], change[1], _TO_LUMA[1], 0, dst=luma)
    cv2.addWeighted(luma, 1, change[2], _TO_LUMA[2], 0, dst=luma)
    np.add(luma, y, out=luma)
    store(luma, y)
    half = scratch.floats("half change", (3, rows // 2, columns // 2))
    size = (columns // 2, rows // 2)
    for channel in range(3):
        cv2.resize(change[channel], size, dst=half[channel], interpolation=cv2.INTER_AREA)
    chroma = scratch.floats("chroma change", (rows // 2, columns // 2))
    for index, (of_r, of_g, of_b) in enumerate(_TO_CHROMA):
        cv2.addWeighted(half[0], of_r, half[1], of_g, 0, dst=chroma)
        cv2.addWeighted(chroma, 1, half[2], of_b, 0, dst=chroma)
        np.add(chroma, uv[..., index], out=chroma)
        store(chroma, uv[..., index])


def store(values: Floats, out: Plane) -> None:
    """Round values into bytes; the values are spoilt."""
    np.rint(values, out=values)
    np.clip(values, 0, 255, out=values)
    np.copyto(out, values, casting="unsafe")
