"""The chroma key by a table of all 65,536 chroma values.

Cb and Cr of a sample are one 16-bit number, and a table says for each of them what
is left of the chroma and how transparent it is; a 640x360 picture takes 57,600
look-ups.  Luma takes the alpha of the chroma sample that it belongs to::

    over = make_key_over(planes, box, key_table(chroma_key), scratch)   # opaque, 1:1
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_over import EMPTY, Over, all_of
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import BLACK_Y, NEUTRAL_C, key_chroma
from studio.engine.compositor.filters import ChromaKey
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

# Row Cr·256 + Cb: Cb·a, Cr·a, 255·(1 - a), and that again.
KeyTable = NDArray[np.uint32]


def key_factors(
    cb: NDArray[np.float64], cr: NDArray[np.float64], key: ChromaKey
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return alpha and what spill reduction leaves of the chroma, both 0..1."""
    key_cb, key_cr = key_chroma(key)
    beyond = np.hypot(cb - key_cb, cr - key_cr) / 255 - key.similarity
    alpha = np.clip(beyond / max(key.smoothness, 1e-4), 0, 1)
    return alpha, np.clip(beyond / max(key.spill, 1e-4), 0, 1)


@lru_cache(maxsize=32)
def key_table(key: ChromaKey) -> KeyTable:
    """Return the table of a key; it is 256 KiB."""
    cr, cb = np.mgrid[0:256, 0:256].astype(np.float64)
    alpha, spill = key_factors(cb, cr, key)
    clear = np.rint(255 * (1 - alpha))
    kept = 1 - clear / 255
    columns = [(NEUTRAL_C + (c - NEUTRAL_C) * spill) * kept for c in (cb, cr)]
    rows = np.stack([*columns, clear, clear], axis=-1)
    return np.ascontiguousarray(np.rint(rows).astype(np.uint8)).view(np.uint32).reshape(-1)


def make_key_over(planes: Planes, box: Box, table: KeyTable, scratch: Scratch) -> Over:
    """Key opaque planes that lie on ``box`` and make them ready to be drawn there."""
    rows, columns = planes.uv.shape[:2]
    pairs = look_up(planes.uv, table, scratch)
    clear_pairs = scratch.wide("clear pairs", (rows, columns))
    np.copyto(clear_pairs, pairs[..., 1])
    kept = cv2.bitwise_not(
        clear_pairs.view(np.uint8), dst=scratch.array("kept", (rows, 2 * columns))
    )
    x, y, width, height = cv2.boundingRect(kept)
    if width == 0:
        return Over(EMPTY, planes.y[:0], planes.y[:0], planes.uv[:0], planes.uv[:0], ())
    trim = Box(x // 2 * 2, 2 * y, -(-(x + width) // 2) * 2, 2 * (y + height))
    half = slice(y, y + height), slice(trim.left // 2, trim.right // 2)
    uv_pairs = scratch.wide("uv pairs", (height, trim.width // 2))
    np.copyto(uv_pairs, pairs[..., 0][half])
    clear = clear_pairs[half].view(np.uint8)
    kept = kept[half[0], trim.left : trim.right]
    part = planes.window(trim)
    clear_y = scratch.array("clear y", part.y.shape)
    over_y = scratch.array("over y", part.y.shape)
    for parity in (0, 1):  # both luma rows of a chroma row take its alpha
        np.copyto(clear_y[parity::2], clear)
        cv2.multiply(part.y[parity::2], kept, dst=over_y[parity::2], scale=1 / 255)
    return Over(
        Box(trim.left + box.left, trim.top + box.top, trim.right + box.left, trim.bottom + box.top),
        over_y,
        clear_y,
        uv_pairs.view(np.uint8).reshape(part.uv.shape),
        clear.reshape(part.uv.shape),
        all_of(trim),
    )


def keyed(planes: Planes, table: KeyTable, scratch: Scratch) -> Planes:
    """Key opaque planes into premultiplied ones with alpha, as in ``Picture``."""
    rows, columns = planes.uv.shape[:2]
    pairs = look_up(planes.uv, table, scratch)
    clear = np.ascontiguousarray(pairs[..., 1]).view(np.uint8)
    over_uv = np.ascontiguousarray(pairs[..., 0]).view(np.uint8).reshape(planes.uv.shape)
    out = scratch.planes("keyed", 2 * columns, 2 * rows, has_alpha=True)
    assert out.alpha is not None
    for parity in (0, 1):
        cv2.bitwise_not(clear, dst=out.alpha[parity::2])
        part = cv2.multiply(planes.y[parity::2], out.alpha[parity::2], scale=1 / 255)
        cv2.addWeighted(part, 1, clear, BLACK_Y / 255, 0, dst=out.y[parity::2])
    cv2.addWeighted(over_uv, 1, clear.reshape(planes.uv.shape), NEUTRAL_C / 255, 0, dst=out.uv)
    return out


def look_up(uv: Plane, table: KeyTable, scratch: Scratch) -> NDArray[np.uint16]:
    """Return ``(h, w, 2)``: chroma times a as a pair of bytes, 255·(1 - a) as a pair."""
    rows, columns = uv.shape[:2]
    found = scratch.array("found", (rows, 4 * columns)).view(np.uint32)
    np.take(table, uv.view(np.dtype("<u2"))[..., 0], out=found, mode="clip")
    return found.view(np.uint16).reshape(rows, columns, 2)


def key_premultiplied(planes: Planes, table: KeyTable, scratch: Scratch) -> Planes:
    """Key planes that have alpha: it asks for the chroma before it was premultiplied."""
    assert planes.alpha is not None
    rows, columns = planes.uv.shape[:2]
    half = cv2.resize(planes.alpha, (columns, rows), interpolation=cv2.INTER_AREA)
    share = np.maximum(half, 1).astype(np.float32)[..., None] / 255
    straight = (planes.uv.astype(np.float32) - NEUTRAL_C) / share + NEUTRAL_C
    codes = np.clip(np.rint(straight), 0, 255).astype(np.uint8)
    pairs = np.ascontiguousarray(look_up(codes, table, scratch)).view(np.uint8)
    pairs = pairs.reshape(rows, columns, 4).astype(np.float32)
    kept = 1 - pairs[..., 2:] / 255
    out = scratch.planes("keyed", 2 * columns, 2 * rows, has_alpha=True)
    assert out.alpha is not None
    chroma = NEUTRAL_C + (pairs[..., :2] - NEUTRAL_C * kept) * (half[..., None] / 255)
    np.copyto(out.uv, np.rint(chroma), casting="unsafe")
    luma_kept = np.repeat(np.repeat(kept[..., 0], 2, 0), 2, 1)
    np.copyto(out.alpha, np.rint(planes.alpha * luma_kept), casting="unsafe")
    luma = BLACK_Y + (planes.y.astype(np.float32) - BLACK_Y) * luma_kept
    np.copyto(out.y, np.rint(luma), casting="unsafe")
    return out
