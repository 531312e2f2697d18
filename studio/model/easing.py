"""How a value is reached: from 0 at 0 to 1 at 1.  Pure; the engine moves by it, editors show it."""

import math
from collections.abc import Callable

from studio.model.canvas import Easing


def _back_out(share: float) -> float:
    """Go a tenth too far and come back."""
    left = share - 1
    return 1 + 2.70158 * left**3 + 1.70158 * left**2


def _bounce_out(share: float) -> float:
    """Fall and bounce three times, each a quarter as high as the one before."""
    for begins, ends, floor in ((0.0, 1.0, 0.0), (1.0, 2.0, 0.75), (2.0, 2.5, 0.9375)):
        if share < ends / 2.75:
            middle = 0.0 if begins == 0.0 else (begins + ends) / 2
            return 7.5625 * (share - middle / 2.75) ** 2 + floor
    return 7.5625 * (share - 2.625 / 2.75) ** 2 + 0.984375


def _elastic_out(share: float) -> float:
    """Shoot past the end and swing into it."""
    if share in (0.0, 1.0):
        return share
    return math.exp2(-10 * share) * math.sin((share * 10 - 0.75) * math.tau / 3) + 1


EASINGS: dict[Easing, Callable[[float], float]] = {
    "hold": lambda share: 0.0 if share < 1 else 1.0,
    "linear": lambda share: share,
    "in": lambda share: share**3,
    "out": lambda share: 1 - (1 - share) ** 3,
    "in_out": lambda share: 4 * share**3 if share < 0.5 else 1 - 4 * (1 - share) ** 3,
    "back_out": _back_out,
    "bounce_out": _bounce_out,
    "elastic_out": _elastic_out,
}
"""From 0 at 0 to 1 at 1; the usual curves, as in Penner's equations of 2001."""
