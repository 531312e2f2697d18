"""Drives head, trunk, eyes and expressions by the face that a camera sees.

A lost face fades into idleness, and one that comes back fades in, so nothing ever jumps::

    drive = FaceDrive(takes_all=False, is_mirrored=True)
    motion, share = drive.moved(face, now_s)        # share: how much of it counts now
"""

import math

import numpy as np
from numpy.typing import NDArray

from studio.avatar.face_words import Weights, expressions_of, gaze_deg, mirrored
from studio.avatar.motion import Motion
from studio.avatar.smoothing import Smooth, eased
from studio.avatar.turns import of_matrix, of_vector, to_vector
from studio.model.tracking import BLENDSHAPES, Face

_SHARES = {"head": 0.5, "neck": 0.28, "chest": 0.14, "spine": 0.08}
"""Of the head's turn, by bone."""
_MOST = np.array([0.62, 0.95, 0.55])
"""Radians: nodding, turning, leaning."""
_MOST_MOVED = np.array([0.16, 0.08, 0.14])
_CM_TO_M = 0.01
_HABIT_S = 25.0
"""How long it takes until where one sits is the middle."""
_FIRST_S = 0.5
"""The same for who was not seen before; it grows with the time that he has been seen."""
_FORGETS_S = 10.0
"""Who was away for so long may sit elsewhere now, or be another.  A face is lost for a second
whenever the machine is busy: one that came back by then stood for the middle wherever it was."""
_FADE_S = 0.18
_LEAN = 0.9
"""Radians for a metre to the side."""
_MIRROR_TURN, _MIRROR_PLACE = np.array([1.0, -1, -1]), np.array([-1.0, 1, 1])


class FaceDrive:
    """Belongs to one thread.

    Args:
        takes_all: Whether the avatar has all 52 movements itself.
        is_mirrored: Whether it does with its right what the person does with the left.
    """

    def __init__(self, *, takes_all: bool, is_mirrored: bool) -> None:
        self._takes_all = takes_all
        self._is_mirrored = is_mirrored
        self._turn = Smooth(1.6, 2.2)
        self._place = Smooth(0.9, 3.0)
        self._shapes = Smooth(4.0, 6.0)
        self._gaze = Smooth(2.0, 0.4)
        self._home: NDArray[np.float64] | None = None
        self._seen_s = self._away_s = 0.0
        self._motion = Motion()
        self._share = 0.0
        self._at_s = -math.inf

    def moved(self, face: Face | None, now_s: float) -> tuple[Motion, float]:
        """Return what the face does, and how much of that counts.

        Args:
            face: As it was seen last; None if there is none.
            now_s: Monotonic.
        """
        passed_s = min(1.0, now_s - self._at_s)
        self._at_s = now_s
        goal = min(1.0, max(0.0, float(face.presence))) if face is not None else 0.0
        self._share = eased(self._share, goal, passed_s, _FADE_S)
        if face is not None:
            self._away_s = 0.0
            self._motion = self._taken(face, now_s, passed_s)
        else:
            self._away_s += max(0.0, passed_s)
            if self._away_s > _FORGETS_S:
                self._home = None
        return self._motion, self._share

    def _taken(self, face: Face, now_s: float, passed_s: float) -> Motion:
        matrix = np.nan_to_num(np.asarray(face.matrix, float), posinf=0, neginf=0)
        turn = to_vector(of_matrix(matrix[:3, :3]))
        place = matrix[:3, 3] * _CM_TO_M
        values = np.nan_to_num(np.asarray(face.blendshapes, float), posinf=0, neginf=0)
        shapes = dict(
            zip(BLENDSHAPES, self._shapes.taken(np.clip(values, 0, 1), now_s).tolist(), strict=True)
        )
        if self._is_mirrored:
            turn, place, shapes = turn * _MIRROR_TURN, place * _MIRROR_PLACE, mirrored(shapes)
        turn = _bounded(self._turn.taken(turn, now_s), _MOST)
        moved = self._from_home(self._place.taken(place, now_s), passed_s)
        turns = {bone: of_vector(turn * share) for bone, share in _SHARES.items()}
        lean = np.array([0.6 * moved[2], 0.0, -_LEAN * moved[0]])
        turns["spine"] = of_vector(turn * _SHARES["spine"] + lean)
        gaze = self._gaze.taken(np.array(gaze_deg(shapes)), now_s)
        return Motion(turns, moved, self._weights(shapes), (float(gaze[0]), float(gaze[1])))

    def _from_home(self, place: NDArray[np.float64], passed_s: float) -> NDArray[np.float64]:
        """Return how far the head is from where it usually is.

        Until the time of a habit has passed, that is the mean of all that was seen: who came in
        from the side would else be shown leaning over for the first half minute.
        """
        if self._home is None:
            self._home, self._seen_s = place.copy(), 0.0
        self._seen_s += max(0.0, passed_s)
        habit_s = min(_HABIT_S, max(_FIRST_S, self._seen_s))
        self._home += (place - self._home) * (1 - math.exp(-max(0.0, passed_s) / habit_s))
        return _bounded(place - self._home, _MOST_MOVED)

    def _weights(self, shapes: Weights) -> Weights:
        return shapes if self._takes_all else expressions_of(shapes)


def _bounded(values: NDArray[np.float64], most: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return values that come to their bounds softly."""
    bounded: NDArray[np.float64] = most * np.tanh(values / most)
    return bounded
