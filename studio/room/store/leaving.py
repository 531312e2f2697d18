"""The moments at which more people left than at others, for how many were there.

Pure.  Each step is given the share of its viewers that left; a moment is a step whose
share is above the usual, and above those around it::

    moments = leaving_moments(viewers=[10, 10, 4], left=[0, 0, 6], near=1)     # (2,)
"""

from collections.abc import Sequence

MOST_MOMENTS = 8
_LEAST_LEFT = 2
_TIMES_THE_USUAL = 2.0


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
        if gone >= least and shares[step] >= usual * _TIMES_THE_USUAL
    ]
    moments: list[int] = []
    for step in sorted(candidates, key=lambda each: -shares[each]):
        if all(abs(step - other) > near for other in moments):
            moments.append(step)
        if len(moments) == MOST_MOMENTS:
            break
    return tuple(moments)


def share(left: int, viewers: int) -> float:
    """Return which part of the viewers left: 0 to 1."""
    return min(1.0, left / viewers) if viewers else 0.0
