"""An avatar's performance: what a camera sees, what a microphone hears, what it does by itself.

::

    performer = Performer(model, is_mirrored=True)
    performer.perform(now_s, tracked, level_db)
    performer.palette, performer.morphs             # for the painter
    performer.motion                                # for those who are told by VMC
"""

import math

import numpy as np

from studio.avatar.body_drive import BodyDrive
from studio.avatar.carry import Weights
from studio.avatar.expressions import look_turns, look_weights, morphs_of
from studio.avatar.face_drive import FaceDrive
from studio.avatar.face_words import takes_all, with_sound
from studio.avatar.idle import Idle
from studio.avatar.model import AvatarModel, Doubles
from studio.avatar.motion import Motion
from studio.avatar.skeleton import Skeleton
from studio.avatar.smoothing import eased
from studio.avatar.springs import Springs
from studio.avatar.turns import Turn, inverse, part_of, product
from studio.model.tracking import BLENDSHAPES, Tracked

SILENT_DB = -math.inf
_STILL = 0.25
"""How much of its idling it keeps while it is driven."""
_USUAL_M = 1.6
"""How tall a person's avatar is; smaller ones move less."""
_LEVEL_S = 0.06


class Performer:
    """Belongs to one thread.

    Args:
        model: The avatar.
        is_mirrored: See ``FaceDrive``.

    Attributes:
        skeleton: Its bones, in the newest pose.
        motion: What it does.
        morphs: What its face does, for the painter.
    """

    def __init__(self, model: AvatarModel, *, is_mirrored: bool) -> None:
        self._model = model
        self.skeleton = Skeleton(model)
        self.motion = Motion()
        self.morphs: Weights = {}
        self._springs = Springs(model)
        self._face = FaceDrive(takes_all=takes_all(set(model.expressions)), is_mirrored=is_mirrored)
        self._body = BodyDrive(is_mirrored=is_mirrored)
        self._idle = Idle()
        self._scale = self._height_m() / _USUAL_M
        self._level_db = -80.0
        self._at_s = 0.0

    @property
    def palette(self) -> Doubles:
        """Where its bones are, for the painter."""
        return self.skeleton.palette()

    def perform(
        self,
        now_s: float,
        tracked: Tracked | None = None,
        level_db: float = SILENT_DB,
        remote: Motion | None = None,
    ) -> None:
        """Take the pose of this moment.

        Args:
            now_s: Monotonic.
            tracked: What a camera saw last; None if that is nothing, or too old.
            level_db: How loud the microphone is.
            remote: What another program says, which goes before all that.
        """
        passed_s = min(1.0, max(0.0, now_s - self._at_s)) if self._at_s else 0.0
        self._at_s = now_s
        motion = self._own(now_s, passed_s, tracked, level_db) if remote is None else remote
        weights, turns = dict(motion.weights), dict(motion.turns)
        look = self._model.look
        if look.by_bones:
            turns = look_turns(look, *motion.gaze_deg) | turns
        else:
            weights = look_weights(look, *motion.gaze_deg) | weights
        self.motion = motion
        self.morphs = morphs_of(self._model, weights)
        self.skeleton.pose(turns, motion.moved)
        self._springs.swing(self.skeleton, passed_s)

    def _own(
        self, now_s: float, passed_s: float, tracked: Tracked | None, level_db: float
    ) -> Motion:
        """Return what it does by a camera, a microphone and by itself."""
        faces = tracked.faces if tracked is not None else ()
        face, share = self._face.moved(faces[0] if faces else None, now_s)
        arms = self._body.moved(tracked.body if tracked is not None else None, now_s)
        idle = self._idle.moved(now_s)
        turns = dict(idle.turns)
        for bone, turn in face.turns.items():
            own = part_of(idle.turns[bone], 1 - (1 - _STILL) * share)
            turns[bone] = product(part_of(turn, share), own)
        for bone, (turn, arm_share) in arms.items():
            turns[bone] = _mixed(idle.turns[bone], turn, arm_share)
        self._level_db = eased(self._level_db, max(-80.0, level_db), passed_s, _LEVEL_S)
        weights = _mixed_weights(idle.weights, face.weights, share)
        weights = self._with_sound(weights, now_s, is_seen=share > 0.5)
        gaze = tuple(
            own + (seen - own) * share
            for own, seen in zip(idle.gaze_deg, face.gaze_deg, strict=True)
        )
        moved = (idle.moved + face.moved * share) * self._scale
        return Motion(turns, moved, weights, (gaze[0], gaze[1]))

    def _with_sound(
        self, weights: dict[str, float], now_s: float, *, is_seen: bool
    ) -> dict[str, float]:
        heard = with_sound(weights, self._level_db, now_s, is_seen=is_seen)
        if "jawOpen" in self._model.expressions and not is_seen:  # it may have no vowels
            heard = heard | {"jawOpen": heard.get("aa", 0.0) + 0.5 * heard.get("oh", 0.0)}
        return heard

    def _height_m(self) -> float:
        head = self.skeleton.place("head")
        feet = self.skeleton.place("leftFoot")
        if head is None:
            return _USUAL_M
        return float(np.clip(head[1] - (feet[1] if feet is not None else 0.0), 0.2, 3.0))


def _mixed(a: Turn, b: Turn, share: float) -> Turn:
    return product(a, part_of(product(inverse(a), b), share))


def _mixed_weights(
    idle: dict[str, float], face: dict[str, float], share: float
) -> dict[str, float]:
    """Return weights on their way from one to the other; ARKit's lids idle as well."""
    if any(name in face for name in BLENDSHAPES):
        idle = idle | {"eyeBlinkLeft": idle["blinkLeft"], "eyeBlinkRight": idle["blinkRight"]}
    names = idle.keys() | face.keys()
    return {
        name: idle.get(name, 0.0) * (1 - share) + face.get(name, 0.0) * share
        for name in sorted(names)
    }
