"""The parts of a large plane that hold anything, as a few boxes.

Sparks and smoke fill a fifth to a half of the box that holds them, and what is clear need not be
touched.  Squares of 16 pixels are looked at, then the box is halved, and each half again, as long
as what is left out is worth more than the calls that one box more takes::

    for box in filled_parts(alpha):
        …
"""

from functools import reduce
from operator import or_

import numpy as np

from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane

SQUARE_PX = 16
PRICE_PX = 48_000
"""So many pixels cost as much as looking for one box more, and what is called for each: 35 µs."""
_PRICE = PRICE_PX // SQUARE_PX**2
Rows = list[int]
"""A bit for each square of a row, the leftmost is the lowest one."""


def filled_parts(plane: Plane, clear: int = 0) -> tuple[Box, ...]:
    """Return boxes, even and apart from one another, that hold all that is not clear.

    Args:
        plane: ``(h, w) uint8``; where its sides are odd, so are those of boxes at its edges.
        clear: What is nothing: 0 or 255.
    """
    height, width = plane.shape
    boxes = _boxes(_rows(plane, clear), 0)
    return tuple(
        Box(
            left * SQUARE_PX,
            top * SQUARE_PX,
            min(right * SQUARE_PX, width),
            min(bottom * SQUARE_PX, height),
        )
        for left, top, right, bottom in boxes
    )


def _rows(plane: Plane, clear: int) -> Rows:
    """Return which squares hold anything."""
    height, width = plane.shape
    gather = np.bitwise_and if clear else np.bitwise_or
    whole, columns = height // SQUARE_PX, -(-width // SQUARE_PX)
    bands = np.full((-(-height // SQUARE_PX), columns * SQUARE_PX), clear, np.uint8)
    squares = plane[: whole * SQUARE_PX].reshape(whole, SQUARE_PX, width)
    gather.reduce(squares, axis=1, out=bands[:whole, :width])
    if whole < len(bands):
        gather.reduce(plane[whole * SQUARE_PX :], axis=0, out=bands[whole, :width])
    words = bands.view(np.uint64) != (np.uint64(0xFFFFFFFFFFFFFFFF) if clear else np.uint64(0))
    filled = words.reshape(len(bands), columns, -1).any(axis=2)
    bits = np.packbits(filled, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in bits]


def _boxes(rows: Rows, top: int) -> list[tuple[int, int, int, int]]:
    """Return boxes of squares, ``(left, top, right, bottom)``.

    Args:
        rows: All that is looked at.
        top: Which row the first one is.
    """
    taken = [index for index, row in enumerate(rows) if row]
    if not taken:
        return []
    rows, top = rows[taken[0] : taken[-1] + 1], top + taken[0]
    every = reduce(or_, rows)
    left, right = (every & -every).bit_length() - 1, every.bit_length()
    height, width = len(rows), right - left
    whole = [(left, top, right, top + height)]
    area = height * width
    if area - sum(map(int.bit_count, rows)) < 2 * _PRICE:
        return whole
    if width >= height:
        low = (1 << (left + width // 2)) - 1
        halves = [row & low for row in rows], [row & ~low for row in rows]
        parts = _boxes(halves[0], top) + _boxes(halves[1], top)
    else:
        parts = _boxes(rows[: height // 2], top) + _boxes(rows[height // 2 :], top + height // 2)
    own = sum((part[2] - part[0]) * (part[3] - part[1]) for part in parts)
    return parts if own + _PRICE * (len(parts) - 1) < area else whole
