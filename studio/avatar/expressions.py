"""Weights of expressions become weights of morphs, as a file's rules have it.

::

    morphs = morphs_of(model, {"aa": 0.7, "happy": 1.0})
"""

from collections.abc import Mapping

from studio.avatar.carry import Weights
from studio.avatar.face_words import MOODS, VOWELS
from studio.avatar.model import AvatarModel, Look, Range
from studio.avatar.turns import Turn, axis_angle, product

_KINDS = {
    "blink": ("blink", "blinkLeft", "blinkRight"),
    "mouth": VOWELS,
    "look": ("lookUp", "lookDown", "lookLeft", "lookRight"),
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}
_INSTEAD = {"surprised": "happy", "relaxed": "happy", "happy": "relaxed"}
"""What an avatar does that can't do the first."""


def morphs_of(model: AvatarModel, weights: Mapping[str, float]) -> Weights:
    """Return weights of morphs, by node and number, for weights of expressions by name."""
    asked = dict(_possible(model, weights))
    factors = _factors(model, asked)
    found: Weights = {}
    for name, weight in asked.items():
        expression = model.expressions[name]
        if expression.is_binary:
            weight = 1.0 if weight > 0.5 else 0.0
        weight *= factors.get(_KIND_OF.get(name, ""), 1.0)
        if weight <= 0.002:
            continue
        for bind in expression.binds:
            key = bind.node, bind.target
            found[key] = min(1.0, found.get(key, 0.0) + weight * bind.weight)
    return found


def _possible(model: AvatarModel, weights: Mapping[str, float]) -> dict[str, float]:
    """Return weights of those that the avatar has, or of what is next to them."""
    known = model.expressions
    found: dict[str, float] = {}
    for name, weight in weights.items():
        if not weight > 0:
            continue
        if name not in known and name in MOODS:
            name = _INSTEAD.get(name, name)
            weight *= 0.6
        if name in known:
            found[name] = max(found.get(name, 0.0), min(1.0, weight))
    left, right = weights.get("blinkLeft", 0.0), weights.get("blinkRight", 0.0)
    if "blinkLeft" not in known and "blink" in known and min(left, right) > 0:
        found["blink"] = max(found.get("blink", 0.0), min(left, right))
    return found


def _factors(model: AvatarModel, weights: Mapping[str, float]) -> dict[str, float]:
    """Return how much of blinking, the mouth and looks is left by what overrides them."""
    found: dict[str, float] = {}
    for name, weight in weights.items():
        for kind, how in model.expressions[name].overrides.items():
            left = (0.0 if weight > 0 else 1.0) if how == "block" else 1 - weight
            found[kind] = max(0.0, found.get(kind, 1.0) * left)
    return found


def look_weights(look: Look, left_deg: float, up_deg: float) -> dict[str, float]:
    """Return what eyes that look by expressions do."""
    return {
        "lookLeft": _output(look.outer, left_deg),
        "lookRight": _output(look.outer, -left_deg),
        "lookUp": _output(look.up, up_deg),
        "lookDown": _output(look.down, -up_deg),
    }


def look_turns(look: Look, left_deg: float, up_deg: float) -> dict[str, Turn]:
    """Return what eyes that look by bones do."""
    found = {}
    for eye, sign in (("leftEye", 1.0), ("rightEye", -1.0)):
        is_out = left_deg * sign > 0
        across = _output(look.outer if is_out else look.inner, abs(left_deg))
        high = _output(look.up, up_deg) - _output(look.down, -up_deg)
        side = axis_angle((0, 1, 0), _radians(across if left_deg > 0 else -across))
        found[eye] = product(side, axis_angle((1, 0, 0), -_radians(high)))
    return found


def _output(range_: Range, angle_deg: float) -> float:
    return min(1.0, max(0.0, angle_deg / range_.input_deg)) * range_.output


def _radians(degrees: float) -> float:
    return degrees * 3.141592653589793 / 180
