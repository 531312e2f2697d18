"""The moments at which more people left than at others, for how many were there.

Pure.  In each step some leave by chance, for which the whole show tells how many they
would be.  A moment is a step in which far more did, and a greater share than around it::

    moments = leaving_moments(viewers=[9] * 9, left=[0] * 8 + [6], near=1)     # (8,)
"""

import math
from collections.abc import Sequence

MOST_MOMENTS = 8
_LEAST_LEFT = 2
_DEVIATIONS = 4
"""Of a Poisson distribution: by chance, one step in 30,000 is beyond."""


def leaving_moments(viewers: Sequence[int], left: Sequence[int], near: int) -> tuple[int, ...]:
    """Return the steps at which people left, the greatest shares first.

    Args:
        viewers: The most at the same time in each step.
        left: Who went in each step.
        near: How many steps around a moment belong to it.
    """
    total = sum(viewers)
    if not total:
        return ()
    usual = sum(left) / total
    # One of two viewers is half the room, and says nothing.
    least = max(_LEAST_LEFT, max(viewers) // 100)
    shares = [share(gone, here) for gone, here in zip(left, viewers, strict=True)]
    candidates = [
        step
        for step, gone in enumerate(left)
        if gone >= least and gone > _by_chance(usual * viewers[step])
    ]
    moments: list[int] = []
    for step in sorted(candidates, key=lambda each: -shares[each]):
        if all(abs(step - other) > near for other in moments):
            moments.append(step)
        if len(moments) == MOST_MOMENTS:
            break
    return tuple(moments)


def _by_chance(expected: float) -> float:
    """Return how many may leave by chance where so many do on average."""
    return expected + _DEVIATIONS * math.sqrt(expected)


def share(left: int, viewers: int) -> float:
    """Return which part of the viewers left: 0 to 1."""
    return min(1.0, left / viewers) if viewers else 0.0
