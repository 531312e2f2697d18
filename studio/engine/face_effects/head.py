"""Where a head is on a picture: how large, how turned, and where each place on it lies.

Fitted anew to the landmarks of each picture, without a memory: whatever a landmark does, what
is worn does at the same time.  Landmarks that move with the mouth and the brows take no
part in the fit.  It sees the head as from afar (no perspective), as a camera does
whose picture is wide compared to a face::

    head = Head.of(face.points)
    x, y = head.anchor("nose") + head.project(offset_cm)
"""

import functools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio.model.canonical_face import SKIN_LANDMARKS, canonical_face
from studio.model.face_effect import Anchor
from studio.model.head_views import Vector, view_turn
from studio.model.tracking import Floats

CM_MM = 10.0
_UPWARDS = np.array([1.0, -1.0, -1.0])
"""From a picture's y downwards and z away to y up and z towards the viewer, and back."""
_STEADY_ABOVE_CM = -2.0
"""The mouth, the chin and the lower cheeks lie below."""
_BROWS = (46, 52, 53, 55, 63, 65, 66, 70, 105, 107)
_OTHER_BROWS = (276, 282, 283, 285, 293, 295, 296, 300, 334, 336)
_LIDS = (145, 153, 154, 155, 157, 158, 159, 160, 161, 163, 246, 7, 33, 144, 173)
_OTHER_LIDS = (374, 380, 381, 382, 384, 385, 386, 387, 388, 390, 466, 249, 373, 398)


@dataclass(frozen=True, slots=True)
class Hold:
    """What carries an anchor.

    Attributes:
        landmarks: Their mean is where it holds on to the skin.
        place_cm: Where the anchor itself is, on the canonical face; None is on the skin.
    """

    landmarks: tuple[int, ...]
    place_cm: tuple[float, float, float] | None = None


_SCALP = (10, 67, 109, 151, 297, 338)
_EARS = ((127, 234, 93), (356, 454, 323))
HOLDS: dict[Anchor, Hold] = {
    "head": Hold((*_SCALP, 168, 6, 197, *_EARS[0], *_EARS[1]), (0.0, 2.4, -2.6)),
    "crown": Hold(_SCALP, (0.0, 12.4, -0.6)),
    "forehead": Hold((151, 108, 337, 9)),
    "eyes": Hold((33, 133, 362, 263, 168, 6)),
    "left_eye": Hold((33, 133, 159, 145, 158, 153)),
    "right_eye": Hold((263, 362, 386, 374, 385, 380)),
    "left_temple": Hold((127, 162, 139)),
    "right_temple": Hold((356, 389, 368)),
    "left_ear": Hold(_EARS[0], (-7.9, 1.0, -3.2)),
    "right_ear": Hold(_EARS[1], (7.9, 1.0, -3.2)),
    "nose": Hold((1, 4, 5)),
    "left_cheek": Hold((50, 101, 205, 187)),
    "right_cheek": Hold((280, 330, 425, 411)),
    "mouth": Hold((61, 291, 13, 14)),
    "chin": Hold((152, 199, 175)),
    "neck": Hold((152, 148, 377), (0.0, -13.0, -1.0)),
}


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A head on a picture.

    Attributes:
        turn: ``(3, 3)``: from the canonical face's axes to x right, y up, z to the viewer.
        px_cm: Pixels for each centimetre of the canonical face.
        points: The face's landmarks, in pixels.
    """

    turn: Vector
    px_cm: float
    points: Floats

    @classmethod
    def of(cls, points: Floats) -> "Head | None":
        """Return the head that landmarks belong to; None if they are none of a face.

        Args:
            points: As ``tracking.Face`` has them.
        """
        steady, moment = _steady()
        seen = points[steady].astype(np.float64) * _UPWARDS
        seen -= seen.mean(axis=0)
        # Umeyama (1991): the turn and scale whose squared errors are the least.
        sides, lengths, ways = np.linalg.svd(seen.T @ moment.centred)
        mirror = np.array([1.0, 1.0, math.copysign(1.0, np.linalg.det(sides @ ways))])
        px_cm = float((lengths * mirror).sum() / moment.spread)
        if not px_cm > 1e-3:
            return None
        return cls((sides * mirror) @ ways, px_cm, points)

    @property
    def yaw_pitch_deg(self) -> tuple[float, float]:
        """How it is turned to the right, and how up (nodding back), before it is tilted."""
        x, y, z = self.turn[2]
        yaw, pitch = math.atan2(-x, z), math.asin(min(1.0, max(-1.0, y)))
        return math.degrees(yaw), -math.degrees(pitch)

    @property
    def tilt(self) -> Vector:
        """``(2, 2)``: how the picture's plane is turned by the tilt alone, y up."""
        away = view_turn(*self.yaw_pitch_deg)
        return np.asarray((self.turn @ away.T)[:2, :2])

    def anchor(self, name: Anchor) -> Vector:
        """Return where a place is, in pixels."""
        hold = HOLDS[name]
        held = self.points[list(hold.landmarks), :2].mean(axis=0)
        away = _away_from_skin(name)
        return np.asarray(held if away is None else held + self.project(away), np.float64)

    def project(self, offsets_cm: Vector) -> Vector:
        """Return what offsets on the canonical face are in pixels, y downwards."""
        return np.asarray((offsets_cm @ self.turn[:2].T) * (self.px_cm, -self.px_cm))

    def facing(self, normal: Vector) -> float:
        """Return how much a direction of the canonical face looks to the viewer: 1 is fully."""
        return float(self.turn[2] @ normal)


@dataclass(frozen=True, slots=True, eq=False)
class _Moment:
    centred: Vector
    spread: float


@functools.cache
def _steady() -> tuple[NDArray[np.intp], _Moment]:
    """Return the landmarks that the fit is of, and where they are on the canonical face."""
    points, _ = canonical_face()
    moving = {*_BROWS, *_OTHER_BROWS, *_LIDS, *_OTHER_LIDS}
    steady = [
        n for n in range(SKIN_LANDMARKS) if points[n, 1] > _STEADY_ABOVE_CM and n not in moving
    ]
    centred = points[steady].astype(np.float64)
    centred -= centred.mean(axis=0)
    return np.array(steady), _Moment(centred, float((centred**2).sum()))


@functools.cache
def place_cm(name: Anchor) -> Vector:
    """Return where an anchor is on the canonical face."""
    hold = HOLDS[name]
    if hold.place_cm is not None:
        return np.array(hold.place_cm)
    return _held_cm(name)


@functools.cache
def _away_from_skin(name: Anchor) -> Vector | None:
    return None if HOLDS[name].place_cm is None else place_cm(name) - _held_cm(name)


def _held_cm(name: Anchor) -> Vector:
    points, _ = canonical_face()
    return np.asarray(points[list(HOLDS[name].landmarks)].mean(axis=0), np.float64)
