"""What a face does, in an avatar's words: 52 movements of muscles become vowels, lids and moods.

Pure.  What a camera says of a still face is never 0, so each movement counts from a threshold on::

    weights = expressions_of(dict(zip(BLENDSHAPES, face.blendshapes)))
    weights["aa"], weights["blinkLeft"], weights["happy"]
"""

from collections.abc import Mapping

from studio.model.tracking import BLENDSHAPES

Weights = dict[str, float]
VOWELS = ("aa", "ih", "ou", "ee", "oh")
MOODS = ("happy", "angry", "sad", "relaxed", "surprised")
_GAZE_DEG, _GAZE_UP_DEG = 32.0, 24.0
_LOUD_DB, _QUIET_DB = -16.0, -46.0
_ENOUGH = 40
"""So many of the 52 by name, and an avatar takes them as they are (perfect sync)."""


def mirrored(shapes: Mapping[str, float]) -> Weights:
    """Return movements with left and right changed."""
    return {_other_side(name): value for name, value in shapes.items()}


def _other_side(name: str) -> str:
    if name.endswith("Left"):
        return name[:-4] + "Right"
    return name[:-5] + "Left" if name.endswith("Right") else name


def expressions_of(shapes: Mapping[str, float]) -> Weights:
    """Return vowels, lids and moods, each 0 to 1, by their names in VRM 1.0."""
    smile = _ramp(_both(shapes, "mouthSmile"), 0.22, 0.75)
    moods = _moods(shapes, smile)
    return moods | _vowels(shapes, smile) | _lids(shapes, smile)


def _vowels(shapes: Mapping[str, float], smile: float) -> Weights:
    opened = _ramp(shapes.get("jawOpen", 0.0), 0.05, 0.48)
    opened *= 1 - 0.8 * _ramp(shapes.get("mouthClose", 0.0), 0.1, 0.4)
    pucker = _ramp(shapes.get("mouthPucker", 0.0), 0.4, 0.85)
    funnel = _ramp(shapes.get("mouthFunnel", 0.0), 0.12, 0.5)
    stretch = _ramp(_both(shapes, "mouthStretch"), 0.12, 0.45)
    wide = max(0.6 * smile, stretch)
    vowels = {
        "oh": funnel * max(opened, 0.3),
        "ou": pucker * (1 - 0.6 * opened),
        "ee": 0.8 * opened * wide,
        "ih": 0.5 * stretch * (1 - opened),
    }
    vowels["aa"] = opened * (1 - 0.8 * vowels["oh"]) * (1 - 0.6 * wide) * (1 - 0.6 * pucker)
    total = sum(vowels.values())
    return {name: value / max(1.0, total) for name, value in vowels.items()}


def _lids(shapes: Mapping[str, float], smile: float) -> Weights:
    left, right = (
        _ramp(shapes.get(f"eyeBlink{side}", 0.0), 0.3 + 0.08 * smile, 0.62)
        for side in ("Left", "Right")
    )
    if abs(left - right) < 0.35:  # a wink is meant, half a one is trembling
        left = right = max(left, right)
    return {"blinkLeft": left, "blinkRight": right}


def _moods(shapes: Mapping[str, float], smile: float) -> Weights:
    frown = _ramp(_both(shapes, "mouthFrown"), 0.12, 0.5)
    down = _ramp(_both(shapes, "browDown"), 0.32, 0.75)
    inner = _ramp(shapes.get("browInnerUp", 0.0), 0.45, 0.9)
    outer = _ramp(_both(shapes, "browOuterUp"), 0.3, 0.8)
    wide = _ramp(_both(shapes, "eyeWide"), 0.12, 0.5)
    squint = _ramp(_both(shapes, "eyeSquint"), 0.55, 0.85)
    moods = {
        "happy": smile * (1 - 0.5 * squint),
        "relaxed": 0.8 * smile * squint,
        "angry": max(down, 0.5 * _ramp(_both(shapes, "noseSneer"), 0.2, 0.6)) * (1 - smile),
        "sad": min(1.0, 0.8 * frown + 0.4 * inner) * (1 - smile) * (1 - outer),
        "surprised": min(1.0, 0.7 * wide + 0.6 * outer) * (1 - smile) * (1 - down),
    }
    strongest = max(moods, key=lambda name: moods[name])
    rest = 1 - moods[strongest]
    return {
        name: value if name == strongest else value * rest * 0.5 for name, value in moods.items()
    }


def gaze_deg(shapes: Mapping[str, float]) -> tuple[float, float]:
    """Return where eyes look: to the person's left and upwards."""
    out, into = shapes.get("eyeLookOutLeft", 0.0), shapes.get("eyeLookInLeft", 0.0)
    left = out - into + shapes.get("eyeLookInRight", 0.0) - shapes.get("eyeLookOutRight", 0.0)
    up = _both(shapes, "eyeLookUp") - 0.8 * _both(shapes, "eyeLookDown")
    return left / 2 * _GAZE_DEG, up * _GAZE_UP_DEG


def with_sound(weights: Weights, level_db: float, now_s: float, *, is_seen: bool) -> Weights:
    """Return weights with what a microphone says of the mouth, as a second opinion.

    Args:
        weights: As a face was seen, or none was.
        level_db: How loud it is, -inf if there is no microphone.
        now_s: Moves the mouth from vowel to vowel where nothing is known of it.
        is_seen: Whether a face was.
    """
    loud = _ramp(level_db, _QUIET_DB, _LOUD_DB)
    if loud <= 0:
        return weights
    shown = sum(weights.get(name, 0.0) for name in VOWELS)
    if is_seen:
        missing = 0.45 * loud - shown
        return weights | {"aa": weights.get("aa", 0.0) + missing} if missing > 0 else weights
    step = now_s * 5.5
    round_ = 0.5 + 0.5 * _wave(step * 0.37)
    wide = (1 - round_) * (0.5 + 0.5 * _wave(step * 0.61 + 0.3))
    rest = max(0.0, 1 - 0.6 * round_ - 0.6 * wide)
    return weights | {"aa": loud * rest, "oh": 0.6 * loud * round_, "ih": 0.6 * loud * wide}


def takes_all(names: "frozenset[str] | set[str]") -> bool:
    """Tell whether an avatar has the 52 movements themselves."""
    return len(names & set(BLENDSHAPES)) >= _ENOUGH


def _wave(turns: float) -> float:
    """Return a triangle wave of -1 to 1."""
    return 4 * abs(turns % 1 - 0.5) - 1


def _both(shapes: Mapping[str, float], name: str) -> float:
    return (shapes.get(f"{name}Left", 0.0) + shapes.get(f"{name}Right", 0.0)) / 2


def _ramp(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))
