"""Names of inputs that one studio offers another: how many, how long, and what is none."""

from collections.abc import Iterable

MOST_INPUTS = 32
MOST_NAME = 128
"""Letters."""


def names_of(told: Iterable[object]) -> list[str]:
    """Return the names among what somebody told, strangers' words; what is none is left out."""
    names = [each for each in told if isinstance(each, str) and 0 < len(each) <= MOST_NAME]
    return names[:MOST_INPUTS]
