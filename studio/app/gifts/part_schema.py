"""The JSON schema of a part's small form: what the model says, with words for anchors.

Only what an anchor would look for is in it; all the rest stays as the file has it.  What
moves along time is left out, as one number can't say it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from studio.app.gifts.part_kinds import kind_of
from studio.app.words import later
from studio.model.canvas_content import Box, Lottie, Model, Particles
from studio.model.effect import MAX_MS, Avatar, Sound
from studio.model.kinds import TextSettings

Schema = dict[str, Any]
_LOOK, _TIME = later("How it looks"), later("When and where")
_LAYERS = (
    ("behind", later("Behind the anchor")),
    ("between", later("Before the anchor")),
    ("front", later("Before all else")),
)
_BLENDS = (
    ("normal", later("Normal")),
    ("additive", later("Shines (adds light)")),
    ("screen", later("Screen")),
    ("multiply", later("Multiply")),
    ("lighten", later("Lighten")),
    ("darken", later("Darken")),
    ("subtract", later("Subtract")),
)
_FIELDS: dict[str, tuple[type[BaseModel], tuple[tuple[str, str, str], ...]]] = {
    "model": (
        Model,
        (
            ("width", later("Width"), "px"),
            ("height", later("Height"), "px"),
            ("turns", later("Turns in a round"), ""),
            ("sway_deg", later("Rocks to and fro"), "°"),
            ("loop_ms", later("A round lasts"), "ms"),
            ("yaw_deg", later("Seen from the side"), "°"),
            ("pitch_deg", later("Seen from above"), "°"),
            ("glow", later("Glow"), ""),
            ("pictures_s", later("Pictures a second"), ""),
        ),
    ),
    "lottie": (
        Lottie,
        (("width", later("Width"), "px"), ("height", later("Height"), "px")),
    ),
    "particles": (
        Particles,
        (
            ("rate_s", later("New ones a second"), ""),
            ("burst", later("At once, at the beginning"), ""),
            ("emits_ms", later("New ones for"), "ms"),
            ("direction_deg", later("Fly to"), "°"),
            ("spread_deg", later("Spread over"), "°"),
            ("size_end", later("Grow to, times"), ""),
            ("drag_s", later("Slow down"), ""),
            ("fade_in", later("Fade in"), ""),
            ("fade_out", later("Fade out"), ""),
            ("size_px", later("Size, from and to"), "px"),
            ("speed_px_s", later("Speed, from and to"), ""),
            ("life_ms", later("Live for, from and to"), "ms"),
            ("gravity_px_s2", later("Pull, to the right and down"), ""),
            ("colors", later("Colours"), ""),
        ),
    ),
    "box": (
        Box,
        (
            ("width", later("Width"), "px"),
            ("height", later("Height"), "px"),
            ("color", later("Colour"), ""),
            ("radius_px", later("Round corners"), "px"),
        ),
    ),
}
_TEXT = (
    ("text", later("Words"), ""),
    ("size_px", later("Size"), "px"),
    ("color", later("Colour"), ""),
    ("outline_px", later("Outline"), "px"),
    ("outline_color", later("Outline's colour"), ""),
)
_LISTS = ("size_px", "speed_px_s", "life_ms", "gravity_px_s2", "colors")
_MOVING: tuple[tuple[str, str, Schema], ...] = (
    (
        "scale",
        later("Scale"),
        {"type": "number", "minimum": 0.05, "maximum": 10, "step": 0.05, "default": 1.0},
    ),
    (
        "rotation_deg",
        later("Turned by"),
        {"type": "number", "minimum": -360, "maximum": 360, "step": 1, "unit": "°", "default": 0.0},
    ),
    (
        "opacity",
        later("Opacity"),
        {"type": "number", "minimum": 0, "maximum": 1, "step": 0.05, "default": 1.0},
    ),
)


def schema_of(part: Mapping[str, Any], carriers: list[str], ms: int) -> Schema:
    """Return the schema of a part's form.

    Args:
        part: What it is now.
        carriers: Parts that it may ride on.
        ms: How long the effect is.
    """
    kind = kind_of(part).kind
    properties: Schema = {}
    if kind == "avatar":
        size = _field(Avatar, "size_px", later("Size"), "px")
        properties["avatar"] = _nested({"size_px": size})
    elif kind == "sound":
        properties["sound"] = _nested(
            {
                "volume_db": _field(Sound, "volume_db", later("Volume"), "dB"),
                "duck_db": _field(Sound, "duck_db", later("All else quieter by"), "dB"),
            }
        )
    elif kind == "text":
        words = {key: _field(TextSettings, key, title, unit) for key, title, unit in _TEXT}
        words["text"]["description"] = later("{by}, {gift}, {count} and {coins} are filled in.")
        properties["content"] = _nested({"text": _nested(words)})
    elif kind in _FIELDS:
        model, fields = _FIELDS[kind]
        properties["content"] = _nested(
            {key: _field(model, key, title, unit) for key, title, unit in fields}
        )
    return {"type": "object", "properties": properties | _common(part, kind, carriers, ms)}


def _common(part: Mapping[str, Any], kind: str, carriers: list[str], ms: int) -> Schema:
    longest = min(ms, MAX_MS)
    time: Schema = {"type": "integer", "minimum": 0, "maximum": longest, "step": 50, "unit": "ms"}
    found: Schema = {"at_ms": time | {"title": later("From"), "default": 0, "group": _TIME}}
    if kind == "sound":
        return found
    until = {"title": later("Until"), "default": 0, "nothing": later("The end")}
    found["until_ms"] = time | until | {"group": _TIME}
    found["layer"] = _choice(later("Layer"), "between", _LAYERS)
    if kind not in ("avatar", "group"):
        found["blend"] = _choice(later("Mixed as"), "normal", _BLENDS)
    if carriers:
        options = (("", later("The picture")), *((each, each) for each in carriers))
        found["on"] = _choice(later("Rides on"), "", options)
    for key, title, schema in _MOVING:
        if not isinstance(part.get(key), list):
            found[key] = schema | {"title": title, "group": _TIME}
    return found


def _choice(title: str, default: str, options: tuple[tuple[str, str], ...]) -> Schema:
    return {
        "title": title,
        "default": default,
        "enum": [value for value, _ in options],
        "enumTitles": [words for _, words in options],
        "group": _TIME,
    }


def _nested(properties: Schema) -> Schema:
    return {"type": "object", "title": _LOOK, "properties": properties}


def _field(model: type[BaseModel], key: str, title: str, unit: str) -> Schema:
    """Return a field as the model has it, with words."""
    told = model.model_json_schema()["properties"].get(key, {})
    field: Schema = {**told, "title": title, "group": _LOOK}
    if unit:
        field["unit"] = unit
    if key in _LISTS:
        field = {"title": title, "group": _LOOK, "advanced": True, "default": told.get("default")}
    if "color" in key and key not in _LISTS:
        field = {"type": "string", "format": "color", "title": title, "group": _LOOK}
        field["default"] = told.get("default")
    return field
