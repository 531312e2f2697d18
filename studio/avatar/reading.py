"""Values out of a description that somebody else wrote: whatever is there, sane ones come out.

::

    stiffness = number(joint.get("stiffness"), 1.0, 0.0, 100.0)
    for each in tables(extension.get("springs"), most=512):
        ...
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = dict[str, Any]
Vector = NDArray[np.float64]
MOST_CHARACTERS = 300
MOST_NAMED = 4_096


def table(value: object) -> Table:
    """Return a table, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def tables(value: object, most: int) -> list[Table]:
    """Return the tables of a list, so many at most; what is none is an empty one."""
    return [table(each) for each in value[:most]] if isinstance(value, list) else []


def number(value: object, usual: float, low: float = -1e6, high: float = 1e6) -> float:
    """Return a number within bounds, the usual one for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return usual
    return min(high, max(low, float(value)))


def index(value: object, count: int) -> int | None:
    """Return a place in a list of so many, None for anything else."""
    is_one = isinstance(value, int) and not isinstance(value, bool)
    return value if is_one and isinstance(value, int) and 0 <= value < count else None


def indices(value: object, count: int) -> list[int]:
    """Return the places in a list of so many that a list names, each once."""
    named = value[:MOST_NAMED] if isinstance(value, list) else []
    found = (index(each, count) for each in named)
    return sorted({each for each in found if each is not None})


def vector(value: object, usual: tuple[float, ...]) -> Vector:
    """Return a list of numbers, or a table of x, y, z, as long as the usual one."""
    if isinstance(value, dict):
        value = [value.get(axis) for axis in "xyzw"[: len(usual)]]
    found = value if isinstance(value, list) else []
    padded = [*found[: len(usual)], *[None] * (len(usual) - len(found))]
    return np.array([number(part, other) for part, other in zip(padded, usual, strict=True)])


def text(value: object) -> str:
    """Return a line of text without control characters, of bounded length."""
    if not isinstance(value, str):
        return ""
    line = "".join(letter if letter.isprintable() else " " for letter in value)
    return " ".join(line.split())[:MOST_CHARACTERS]


def texts(value: object, most: int = 16) -> tuple[str, ...]:
    """Return the lines of a list."""
    found = [text(each) for each in value[:most]] if isinstance(value, list) else []
    return tuple(each for each in found if each)
