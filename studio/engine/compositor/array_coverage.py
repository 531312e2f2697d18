"""Which pixels of a box a layer covers: wholly, in part, or not at all.

A box has millions of pixels, but only those along the edges are covered in part.
So each row is asked where its wholly covered run begins and ends, and the pixels
beside that run are listed one by one with their weights::

    coverage = cover(placement.bands, placement.box)
    cover_chroma = cover(halved(placement.bands), Box(...half...))
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.engine.compositor.placement import Band, Box
from studio.engine.picture import Plane

Numbers = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """What of a box is covered.

    Attributes:
        inner: The wholly covered pixels if they are a rectangle of the box, else None.
        mask: 255 where wholly covered, else 0; None if ``inner`` says it.
        rows: Row of each pixel that is covered in part.
        columns: Its column.
        weights: How far it is covered, 0..1 float32.
    """

    inner: tuple[slice, slice] | None
    mask: Plane | None
    rows: Index
    columns: Index
    weights: NDArray[np.float32]

    def outside(self) -> tuple[tuple[slice, slice], ...]:
        """Return what lies around ``inner``, as four rectangles of the box."""
        if self.inner is None:
            return ()
        rows, columns = self.inner
        return (
            (slice(None, rows.start), slice(None)),
            (slice(rows.stop, None), slice(None)),
            (rows, slice(None, columns.start)),
            (rows, slice(columns.stop, None)),
        )


def halved(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Return the bands as the chroma plane sees them."""
    return tuple(Band(band.nx, band.ny, band.low / 2, band.high / 2) for band in bands)


def cover(bands: tuple[Band, ...], box: Box) -> Coverage:
    """Return how the bands cover the pixels of a box."""
    full_from, full_to = _runs(bands, box, 0.5)
    any_from, any_to = _runs(bands, box, -0.5)
    any_to = np.maximum(any_from, any_to)
    empty = full_from >= full_to
    full_from = np.where(empty, any_from, full_from)
    full_to = np.where(empty, any_from, full_to)

    rows, columns = _between(
        np.concatenate([any_from, full_to]), np.concatenate([full_from, any_to])
    )
    rows %= box.height
    weights = _weights(bands, box, rows, columns)
    inner = _rectangle(full_from, full_to)
    mask = None
    if inner is None:
        x = np.arange(box.width, dtype=np.int16)  # narrow types: this may be a whole frame
        starts, stops = full_from.astype(np.int16)[:, None], full_to.astype(np.int16)[:, None]
        mask = ((x >= starts) & (x < stops)).view(np.uint8)
        np.negative(mask, out=mask)  # 1 to 255
    return Coverage(inner, mask, rows, columns, weights)


def _runs(bands: tuple[Band, ...], box: Box, inset_px: float) -> tuple[Index, Index]:
    """For each row, the columns whose centres lie within all bands, narrowed by an inset.

    A negative inset takes in pixels that are only touched; both ends of it may be
    a pixel too generous, whose weight is then 0.
    """
    y = np.arange(box.top, box.bottom) + 0.5
    start = np.full(box.height, -np.inf)
    stop = np.full(box.height, np.inf)
    for band in bands:
        low = band.low + inset_px - band.ny * y
        high = band.high - inset_px - band.ny * y
        if abs(band.nx) < 1e-9:
            outside = (low > 1e-9) | (high < -1e-9)
            stop[outside] = -np.inf
            continue
        near, far = (low, high) if band.nx > 0 else (high, low)
        start = np.maximum(start, near / band.nx)
        stop = np.minimum(stop, far / band.nx)
    tolerance = 1e-6
    left = np.ceil(np.clip(start, box.left, box.right) - 0.5 - tolerance)
    right = np.floor(np.clip(stop, box.left - 1, box.right) - 0.5 + tolerance) + 1
    bounds = box.left, box.right
    return (
        np.clip(left, *bounds).astype(np.intp) - box.left,
        np.clip(right, *bounds).astype(np.intp) - box.left,
    )


def _between(starts: Index, stops: Index) -> tuple[Index, Index]:
    """List every ``(row, column)`` with ``starts[row] <= column < stops[row]``."""
    counts = np.maximum(stops - starts, 0)
    rows = np.repeat(np.arange(len(counts)), counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    return rows, np.arange(len(rows)) - before + np.repeat(starts, counts)


def _weights(bands: tuple[Band, ...], box: Box, rows: Index, columns: Index) -> NDArray[np.float32]:
    x = columns + (box.left + 0.5)
    y = rows + (box.top + 0.5)
    weights = np.ones(len(rows))
    for band in bands:
        at = band.nx * x + band.ny * y
        inside = np.clip(at - band.low + 0.5, 0, 1) + np.clip(band.high - at + 0.5, 0, 1) - 1
        weights *= np.maximum(inside, 0)
    return weights.astype(np.float32)


def _rectangle(starts: Index, stops: Index) -> tuple[slice, slice] | None:
    """The runs as one rectangle, if they are one."""
    rows = np.flatnonzero(starts < stops)
    if len(rows) == 0:
        return slice(0, 0), slice(0, 0)
    first, last = rows[0], rows[-1]
    same = (starts[rows] == starts[first]).all() and (stops[rows] == stops[first]).all()
    if not same or last - first + 1 != len(rows):
        return None
    return slice(int(first), int(last) + 1), slice(int(starts[first]), int(stops[first]))
