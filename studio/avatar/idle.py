"""What an avatar does by itself: it breathes, blinks, and looks around a little.

Pure but for its dice: the same seed blinks at the same times::

    idle = Idle(seed=7)
    motion = idle.moved(now_s)
"""

import math
import random

import numpy as np

from studio.avatar.motion import Motion
from studio.avatar.turns import axis_angle, of_vector, product

_ARM_DOWN, _ARM_AHEAD, _ELBOW = 1.16, 0.12, 0.18
"""Radians."""
_BREATH_S = 4.2
_BLINK_S = (2.2, 5.5)
_CLOSES_S, _OPENS_S = 0.07, 0.14
_LOOK_S = (1.5, 4.0)
_LOOK_DEG = (7.0, 3.5)


class Idle:
    """Belongs to one thread."""

    def __init__(self, seed: int = 1) -> None:
        self._dice = random.Random(seed)
        self._blinks_at_s = 0.0
        self._looks_at_s = 0.0
        self._gaze = self._goal = (0.0, 0.0)

    def moved(self, now_s: float) -> Motion:
        """Return what it does now."""
        breath = math.sin(math.tau * now_s / _BREATH_S)
        sway = math.sin(math.tau * now_s / 7.3), math.sin(math.tau * now_s / 5.9 + 1.0)
        turns = {
            "spine": of_vector(np.array([0.008 * breath, 0.012 * sway[0], 0.006 * sway[1]])),
            "chest": of_vector(np.array([-0.014 * breath, 0.0, 0.0])),
            "neck": of_vector(np.array([0.006 * breath, 0.02 * sway[0], 0.0])),
            "head": of_vector(np.array([0.012 * sway[1], 0.03 * sway[0], 0.018 * sway[1]])),
        }
        for side, sign in (("left", 1.0), ("right", -1.0)):
            down = axis_angle((0, 0, 1), -sign * (_ARM_DOWN + 0.015 * breath))
            turns[f"{side}UpperArm"] = product(down, axis_angle((0, 1, 0), -sign * _ARM_AHEAD))
            turns[f"{side}LowerArm"] = axis_angle((0, 1, 0), -sign * _ELBOW)
            turns[f"{side}Shoulder"] = axis_angle((0, 0, 1), sign * 0.012 * breath)
        moved = np.array([0.0, 0.0025 * breath, 0.0])
        closed = self._blink(now_s)
        weights = {"blinkLeft": closed, "blinkRight": closed}
        return Motion(turns, moved, weights, self._look(now_s))

    def _blink(self, now_s: float) -> float:
        """Return how much the eyes are closed."""
        if now_s > self._blinks_at_s + _CLOSES_S + _OPENS_S:
            self._blinks_at_s = now_s + self._dice.uniform(*_BLINK_S)
        since_s = now_s - self._blinks_at_s
        if since_s < 0:
            return 0.0
        if since_s < _CLOSES_S:
            return since_s / _CLOSES_S
        return max(0.0, 1 - (since_s - _CLOSES_S) / _OPENS_S)

    def _look(self, now_s: float) -> tuple[float, float]:
        if now_s > self._looks_at_s:
            self._looks_at_s = now_s + self._dice.uniform(*_LOOK_S)
            wide, high = _LOOK_DEG
            self._goal = self._dice.uniform(-wide, wide), self._dice.uniform(-high, high)
        left, up = (
            value + 0.25 * (goal - value)
            for value, goal in zip(self._gaze, self._goal, strict=True)
        )
        self._gaze = left, up
        return self._gaze
