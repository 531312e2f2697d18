"""A clock that a picture carries: milliseconds as black and white cells, read back from video.

20 bits of Gray code, so that a cell caught in the middle of a change is wrong by
one step at most, and 4 check bits (the xor of the plain value's five nibbles)::

    cells(now_ms)            # 24 cells, True is white
    read(row)                # the milliseconds, or None where a cell is unclear
"""

from collections.abc import Sequence

CELLS = 24
CELL_PX = 80
VALUE_BITS = 20
WRAP_MS = 1 << VALUE_BITS


def _check(value: int) -> int:
    bits = 0
    for shift in range(0, VALUE_BITS, 4):
        bits ^= value >> shift & 15
    return bits


def cells(now_ms: int) -> list[bool]:
    """Return the cells that show a time, most significant first."""
    value = now_ms % WRAP_MS
    word = (value ^ value >> 1) << 4 | _check(value)
    return [bool(word >> (CELLS - 1 - place) & 1) for place in range(CELLS)]


def read(row: Sequence[int]) -> int | None:
    """Return the milliseconds of 24 grey levels, or None if the check bits don't fit."""
    word = 0
    for level in row:
        word = word << 1 | (level > 127)
    value = word >> 4
    for shift in (1, 2, 4, 8, 16):
        value ^= value >> shift
    return value if _check(value) == word & 15 else None


def age_ms(value: int, now_ms: float) -> float:
    """Return how long ago the clock showed ``value``, which may have wrapped since."""
    return (now_ms - value) % WRAP_MS
