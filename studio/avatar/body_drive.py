"""Drives the arms by the landmarks of a body, where shoulders and elbows are seen."""

import math

import numpy as np
from numpy.typing import NDArray

from studio.avatar.smoothing import Smooth, eased
from studio.avatar.turns import Turn, between, inverse, rotated
from studio.model.tracking import Floats

_SHOULDERS, _ELBOWS, _WRISTS = (11, 12), (13, 14), (15, 16)
"""Of MediaPipe's 33; the person's left, then right."""
_SEEN = 0.6
_DEPTH = 0.5
"""How much of what it says of depth is believed."""
_FADE_S = 0.3


class BodyDrive:
    """Belongs to one thread.

    Args:
        is_mirrored: As in ``FaceDrive``.
    """

    def __init__(self, *, is_mirrored: bool) -> None:
        self._is_mirrored = is_mirrored
        self._smooth = {side: Smooth(1.5, 1.5) for side in ("left", "right")}
        self._shares = {"left": 0.0, "right": 0.0}
        self._turns: dict[str, dict[str, Turn]] = {"left": {}, "right": {}}
        self._at_s = -math.inf

    def moved(self, body: Floats | None, now_s: float) -> dict[str, tuple[Turn, float]]:
        """Return turns of arm bones, and how much of each counts.

        Args:
            body: ``(33, 4)``; None if none is seen.
            now_s: Monotonic.
        """
        passed_s = min(1.0, now_s - self._at_s)
        self._at_s = now_s
        found: dict[str, tuple[Turn, float]] = {}
        for number, side in enumerate(("left", "right")):
            seen = 1 - number if self._is_mirrored else number
            ways = None if body is None else self._ways(np.asarray(body, float), seen)
            if ways is not None:
                steady = self._smooth[side].taken(ways, now_s)
                self._turns[side] = _arm(side, steady.reshape(2, 3))
            goal = 0.0 if ways is None else 1.0
            self._shares[side] = eased(self._shares[side], goal, passed_s, _FADE_S)
            for bone, turn in self._turns[side].items():
                found[bone] = (turn, self._shares[side])
        return found

    def _ways(self, body: NDArray[np.float64], side: int) -> NDArray[np.float64] | None:
        """Return where the upper and the lower arm point, None if that can't be seen."""
        marks = body[[_SHOULDERS[side], _ELBOWS[side], _WRISTS[side]]]
        if not np.isfinite(marks).all() or marks[:2, 3].min() < _SEEN:
            return None
        towards = np.array([1.0, -1.0, -_DEPTH])
        if self._is_mirrored:
            towards[0] = -1.0
        upper = (marks[1, :3] - marks[0, :3]) * towards
        lower = (marks[2, :3] - marks[1, :3]) * towards if marks[2, 3] >= _SEEN else upper
        lengths = np.linalg.norm([upper, lower], axis=1, keepdims=True)
        if lengths.min() < 1.0:
            return None
        ways: NDArray[np.float64] = (np.array([upper, lower]) / lengths).reshape(-1)
        return ways


def _arm(side: str, ways: NDArray[np.float64]) -> dict[str, Turn]:
    """Return the turns of an arm that points that way."""
    ways = ways / np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-6)
    rest = np.array([1.0 if side == "left" else -1.0, 0.0, 0.0])
    upper = between(rest, ways[0])
    lower = between(rest, rotated(inverse(upper), ways[1]))
    return {f"{side}UpperArm": upper, f"{side}LowerArm": lower}
