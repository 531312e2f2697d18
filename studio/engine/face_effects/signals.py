"""What a face or a hand does right now, as strengths from 0 to 1, and when that counts.

A wink is one eye that closes while the other stays open; a blink closes both, but one of
them first, so that a signal must last a little to count::

    strengths = strengths_of(face, hands)
    watch = Watch(trigger)
    is_change = watch.see(strengths, now_ns)      # then watch.is_on
"""

from collections.abc import Mapping, Sequence

from studio.model.face_effect import HAND_SIGNALS, Trigger
from studio.model.tracking import BLENDSHAPES, Face, Hand

MS_NS = 1_000_000
OVER_SHARE = 2 / 3
"""Of the strength that begins it: below that it is over, so that it doesn't flicker."""
_STEADY_MS = {"wink": 110, "blink": 30}
_FACE_STEADY_MS, _HAND_STEADY_MS = 50, 160
_AT = {name: index for index, name in enumerate(BLENDSHAPES)}
_WIDE = 1.35
"""Mouths open to about 0.7 in that measure, and winks to 0.75."""

_SHAPES = {
    "open_mouth": ("jawOpen",),
    "blink": ("eyeBlinkLeft", "eyeBlinkRight"),
    "wink": ("eyeBlinkLeft",),
    "smile": ("mouthSmileLeft", "mouthSmileRight"),
    "brows_up": ("browInnerUp",),
    "kiss": ("mouthPucker",),
    "cheeks_out": ("cheekPuff",),
    "frown": ("browDownLeft", "browDownRight"),
}

Strengths = Mapping[str, float]


def strengths_of(face: Face, hands: Sequence[Hand]) -> Strengths:
    """Return how strong each signal is; those of hands are 0 or 1."""
    shapes = face.blendshapes

    def of(*names: str) -> float:
        return float(sum(shapes[_AT[name]] for name in names)) / len(names)

    left, right = of("eyeBlinkLeft"), of("eyeBlinkRight")
    found = {
        "open_mouth": min(1.0, of("jawOpen") * _WIDE),
        "blink": min(left, right),
        "wink": min(1.0, abs(left - right) * _WIDE),
        "smile": of("mouthSmileLeft", "mouthSmileRight"),
        "brows_up": max(of("browInnerUp"), of("browOuterUpLeft", "browOuterUpRight")),
        "kiss": of("mouthPucker"),
        "cheeks_out": of("cheekPuff"),
        "frown": of("browDownLeft", "browDownRight"),
    }
    seen = {hand.gesture for hand in hands}
    return found | {name: float(name in seen) for name in HAND_SIGNALS}


def shapes_for(signal: str) -> Mapping[str, float]:
    """Return what a face does that gives a signal in full; nothing for a hand's."""
    return dict.fromkeys(_SHAPES.get(signal, ()), 1.0)


class Watch:
    """Says when one trigger's signal comes and goes, on one face."""

    def __init__(self, trigger: Trigger) -> None:
        self.trigger = trigger
        self.is_on = False
        self._since_ns: int | None = None
        usual = _HAND_STEADY_MS if trigger.on in HAND_SIGNALS else _FACE_STEADY_MS
        self._steady_ns = _STEADY_MS.get(trigger.on, usual) * MS_NS

    def see(self, strengths: Strengths, now_ns: int) -> bool:
        """Take what is seen at a time; return whether the signal came or went with it."""
        above = self.trigger.above * (OVER_SHARE if self.is_on else 1.0)
        is_strong = strengths[self.trigger.on] >= above
        if is_strong == self.is_on:
            self._since_ns = None
            return False
        if self._since_ns is None or now_ns < self._since_ns:
            self._since_ns = now_ns
        if now_ns - self._since_ns < self._steady_ns:
            return False
        self.is_on, self._since_ns = is_strong, None
        return True
