"""Sets of values for the beauty filter, to begin with: what an anchor clicks first.

A preset says all sliders that it wants different from "off"; the rest of them are 0, so that
one preset after another leaves nothing behind::

    settings = preset("natural").settings
"""

from dataclasses import dataclass
from functools import cache

from studio.model.kinds_ar import BeautySettings

Value = float | str


@dataclass(frozen=True, slots=True)
class BeautyPreset:
    """One of them.

    Attributes:
        name: For files and commands.
        title: What it is called, in English.
        settings: Of the filter, all of them.
    """

    name: str
    title: str
    settings: dict[str, Value]


def _off() -> dict[str, Value]:
    """Return settings that change nothing; colours stay as they are by default."""
    return {
        name: 0.0 if isinstance(field.default, float) else field.default
        for name, field in BeautySettings.model_fields.items()
    }


def _preset(name: str, title: str, **values: Value) -> BeautyPreset:
    return BeautyPreset(name, title, {**_off(), **values})


@cache
def beauty_presets() -> tuple[BeautyPreset, ...]:
    """Return all, the one that changes nothing first."""
    natural: dict[str, Value] = {
        name: field.default for name, field in BeautySettings.model_fields.items()
    }
    return (
        _preset("off", "Untouched"),
        BeautyPreset("natural", "Natural", natural),
        _preset(
            "soft", "Gentle",
            smooth=0.7, whiten=0.45, rosy=0.35, sharpen=0.2, eye_bags=0.4, folds=0.3, contour=0.1,
            slim_face=0.3, small_face=0.1, jaw=0.15, big_eyes=0.3, eye_light=0.3, slim_nose=0.2,
            white_teeth=0.3, lipstick=0.3, lip_color="#d9626c", blush=0.3, brows=0.15,
            look="peach", look_strength=0.4,
        ),
        _preset(
            "porcelain", "Cool white",
            smooth=0.65, whiten=0.75, rosy=0.15, sharpen=0.3, eye_bags=0.4, folds=0.3, contour=0.2,
            slim_face=0.35, jaw=0.2, chin=0.1, big_eyes=0.3, eye_light=0.4, slim_nose=0.25,
            white_teeth=0.4, lipstick=0.4, lip_color="#c23a55", blush=0.15, brows=0.2,
            eyeliner=0.3, look="porcelain", look_strength=0.5,
        ),
        _preset(
            "glam", "Glamour",
            smooth=0.6, whiten=0.35, rosy=0.25, sharpen=0.4, eye_bags=0.5, folds=0.35, contour=0.5,
            slim_face=0.4, small_face=0.15, jaw=0.25, chin=0.1, big_eyes=0.35, eye_light=0.5,
            slim_nose=0.35, plump_lips=0.25, white_teeth=0.5, lipstick=0.75, lip_color="#b3203a",
            blush=0.4, brows=0.45, eyeliner=0.7, eye_shadow=0.5, look="film", look_strength=0.35,
        ),
        _preset(
            "fresh", "Bare-faced",
            smooth=0.35, whiten=0.2, rosy=0.2, sharpen=0.25, eye_bags=0.3, folds=0.1,
            eye_light=0.2, white_teeth=0.2, look="fresh", look_strength=0.3,
        ),
    )  # fmt: skip


def preset(name: str) -> BeautyPreset:
    """Return the one of a name.

    Raises:
        KeyError: There is none.
    """
    return {each.name: each for each in beauty_presets()}[name]
