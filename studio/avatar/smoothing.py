"""Smooths what a camera sees: still where it is still, and quick where it moves.

The One Euro filter of Casiez, Roussel and Vogel (2012)::

    smooth = Smooth(cutoff_hz=1.2, quickness=0.4)
    steady = smooth.taken(values, now_s)
"""

import math

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
_SPEED_CUTOFF_HZ = 1.0
_LONGEST_S = 0.5


class Smooth:
    """Belongs to one thread.

    Args:
        cutoff_hz: How much passes while nothing moves.
        quickness: How much more of it for each unit a second that it moves.
    """

    def __init__(self, cutoff_hz: float, quickness: float) -> None:
        self._cutoff_hz = cutoff_hz
        self._quickness = quickness
        self._value: Values | None = None
        self._speed: Values = np.zeros(1)
        self._at_s = 0.0

    def taken(self, value: Values, now_s: float) -> Values:
        """Return a value without its trembling."""
        passed_s = now_s - self._at_s
        if self._value is None or passed_s > _LONGEST_S:
            self._value, self._speed = value.copy(), np.zeros_like(value)
            self._at_s = now_s
            return self._value
        if passed_s <= 0:
            return self._value
        self._at_s = now_s
        speed = (value - self._value) / passed_s
        self._speed = self._speed + _share(_SPEED_CUTOFF_HZ, passed_s) * (speed - self._speed)
        cutoff_hz = self._cutoff_hz + self._quickness * np.abs(self._speed)
        self._value = self._value + _share(cutoff_hz, passed_s) * (value - self._value)
        return self._value


def eased(value: float, goal: float, passed_s: float, time_s: float) -> float:
    """Return a value on its way to a goal, most of which takes so long."""
    return goal + (value - goal) * math.exp(-max(0.0, passed_s) / time_s)


def _share(cutoff_hz: "float | Values", passed_s: float) -> "Values":
    turn = 2 * math.pi * np.asarray(cutoff_hz, float) * passed_s
    share: Values = turn / (turn + 1)
    return share
