"""A colour look on planes; its formulas are in ``looks``.

Chroma goes through one table of pairs (65,536 entries), since Cb and Cr of NV12 lie together;
the tint is looked up by the mean luma of a chroma sample's square::

    apply_look(planes, look_tables("peach", 0.6), scratch)       # in place
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import NEUTRAL_C
from studio.engine.compositor.looks import LookTables
from studio.engine.picture import Plane

Pairs = NDArray[np.uint16]


def apply_look(planes: Planes, tables: LookTables, scratch: Scratch) -> None:
    """Change contiguous planes in place; where they are transparent they stay black."""
    rows, columns = planes.uv.shape[:2]
    flat = (rows, 2 * columns)
    uv = planes.uv.reshape(flat)
    found = scratch.wide("look chroma", (rows, columns))
    np.take(_pairs(tables), planes.uv.view(np.dtype("<u2"))[..., 0], out=found, mode="clip")
    chroma = found.view(np.uint8)
    if tables.tint.any():
        half = scratch.array("look half", (rows, columns))
        cv2.resize(planes.y, (columns, rows), dst=half, interpolation=cv2.INTER_AREA)
        tint = scratch.wide("look tint", (rows, columns))
        np.take(_tints(tables), half, out=tint, mode="clip")
        cv2.addWeighted(chroma, 1, tint.view(np.uint8), 1, -NEUTRAL_C, dst=chroma)
    luma = scratch.array("look luma", planes.y.shape)
    cv2.LUT(planes.y, tables.luma, dst=luma)
    if planes.alpha is None:
        np.copyto(planes.y, luma)
        np.copyto(uv, chroma)
        return
    half_alpha = cv2.resize(planes.alpha, (columns, rows), interpolation=cv2.INTER_AREA)
    twice = cv2.merge([half_alpha, half_alpha]).reshape(flat)
    _mix(planes.y, luma, planes.alpha)
    _mix(uv, chroma, np.asarray(twice, np.uint8))


def _mix(below: Plane, above: Plane, share: Plane) -> None:
    change = above.astype(np.float32) - below
    change *= share.astype(np.float32) / 255
    np.copyto(below, np.rint(below + change), casting="unsafe")


@lru_cache(maxsize=4)
def _pairs(tables: LookTables) -> Pairs:
    """Return Cb and Cr for each pair of them, as they lie in memory."""
    codes = np.arange(256, dtype=np.float32) - NEUTRAL_C
    cr, cb = np.meshgrid(codes, codes, indexing="ij")
    mapped = np.stack([cb, cr], axis=-1) @ tables.matrix.T + NEUTRAL_C
    return _packed(mapped.reshape(-1, 2))


@lru_cache(maxsize=4)
def _tints(tables: LookTables) -> Pairs:
    """Return what is added to Cb and Cr for each luma, on top of 128."""
    return _packed(tables.tint + NEUTRAL_C)


def _packed(pairs: NDArray[np.float32]) -> Pairs:
    codes = np.ascontiguousarray(np.clip(np.rint(pairs), 0, 255).astype(np.uint8))
    return codes.view(np.dtype("<u2"))[:, 0].astype(np.uint16)
