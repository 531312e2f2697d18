"""Reads a JSON schema as a list of settings that a form can show.

    for setting in read(ChromaKeySettings.model_json_schema()):
        print(setting.title, setting.look, value_of(setting, {"similarity": 0.2}))

Schemas come from plugins too, so nothing in one is believed: what isn't understood
becomes a field for JSON text, and nothing here raises.  The words beside JSON
Schema's own are told in ``studio.model.kinds``.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from studio.app.forms.conditions import Condition, conditions

MAX_SETTINGS = 300
MAX_DEPTH = 4
MAX_OPTIONS = 500

Schema = Mapping[str, object]


class Look(StrEnum):
    """What a setting is shown as."""

    TEXT = "text"
    MULTILINE = "multiline"
    INTEGER = "integer"
    NUMBER = "number"
    SWITCH = "switch"
    OPTIONS = "options"
    MACHINE = "machine"
    SUGGESTED = "suggested"
    COLOR = "color"
    FILE = "file"
    REGION = "region"
    FACE_EFFECT = "face_effect"
    JSON = "json"


_STRINGS = {
    "multiline": Look.MULTILINE,
    "color": Look.COLOR,
    "file": Look.FILE,
    "face_effect": Look.FACE_EFFECT,
}
"""What a string's format makes of it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as a form shows it.

    Attributes:
        path: Its key, behind those of the objects that it lies in.
        default: Only meant if ``has_default``.
        options: Values to choose from, and what each is called.
        nothing: What 0 or "" means; empty where it means nothing special.
        accept: What kind of file.
        is_opaque: A colour that can't be seen through.
        is_picked: A colour that is taken from the picture.
        when: All must hold, or it has no meaning and isn't shown.
    """

    path: tuple[str, ...]
    title: str
    look: Look
    default: object = None
    has_default: bool = False
    is_nullable: bool = False
    is_whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    options: tuple[tuple[object, str], ...] = ()
    max_length: int | None = None
    unit: str = ""
    group: str = ""
    nothing: str = ""
    accept: str = ""
    description: str = ""
    is_advanced: bool = False
    is_opaque: bool = False
    is_picked: bool = False
    when: tuple[Condition, ...] = ()

    @property
    def key(self) -> str:
        """The path as one word."""
        return ".".join(self.path)


def read(schema: Schema) -> tuple[Setting, ...]:
    """Return the settings of an object's schema, in its order."""
    settings: list[Setting] = []
    for setting in _properties(schema, schema, (), ""):
        settings.append(setting)
        if len(settings) == MAX_SETTINGS:
            break
    return tuple(settings)


def value_of(setting: Setting, values: Mapping[str, object]) -> object:
    """Return what a setting is now: what is said, else its default."""
    at: object = values
    for key in setting.path:
        if not isinstance(at, Mapping) or key not in at:
            return setting.default
        at = at[key]
    return at


def overlay(setting: Setting, values: Mapping[str, object], new: object) -> dict[str, object]:
    """Return the top-level settings that say the new value, what lies beside it kept."""
    head, *rest = setting.path
    if not rest:
        return {head: new}
    inner = values.get(head)
    kept = dict(inner) if isinstance(inner, Mapping) else {}
    below = Setting(tuple(rest), setting.title, setting.look)
    return {head: {**kept, **overlay(below, kept, new)}}


def has_meaning(
    setting: Setting, among: Mapping[str, Setting], values: Mapping[str, object]
) -> bool:
    """Say whether a setting means something beside the others' values.

    Args:
        setting: The one.
        among: All of the form, by their keys; what a condition names beside them is ignored.
        values: As ``value_of`` takes them.
    """
    deciding = ((each, among.get(".".join(each.path))) for each in setting.when)
    return all(other is None or each.holds(value_of(other, values)) for each, other in deciding)


def _properties(
    schema: Schema, root: Schema, path: tuple[str, ...], group: str
) -> Iterator[Setting]:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return
    for key, raw in properties.items():
        if not isinstance(key, str):
            continue
        part, is_nullable = _plain(raw, root)
        inner = part.get("properties")
        if isinstance(inner, Mapping) and inner and not is_nullable and len(path) < MAX_DEPTH:
            yield from _properties(part, root, (*path, key), _title(part, key))
        else:
            yield _setting(part, (*path, key), group, is_nullable)


def _plain(raw: object, root: Schema) -> tuple[dict[str, object], bool]:
    """Return a part with its references and its "or null" taken away, and whether it had one."""
    part = dict(raw) if isinstance(raw, Mapping) else {}
    is_nullable = False
    for _ in range(MAX_DEPTH * 2):
        if isinstance(ref := part.pop("$ref", None), str):
            part = {**_referred(ref, root), **part}
        elif isinstance(whole := part.get("allOf"), list) and len(whole) == 1:
            del part["allOf"]
            part = {**_mapping(whole[0]), **part}
        elif branches := _branches(part):
            others = [each for each in branches if each.get("type") != "null"]
            is_nullable = is_nullable or len(others) < len(branches)
            part = {key: value for key, value in part.items() if key not in ("anyOf", "oneOf")}
            part |= _joined(others, part)
        else:
            break
    kinds = part.get("type")
    if isinstance(kinds, list) and "null" in kinds:
        rest = [kind for kind in kinds if kind != "null"]
        part["type"], is_nullable = rest[0] if len(rest) == 1 else rest, True
    return part, is_nullable


def _referred(ref: str, root: Schema) -> dict[str, object]:
    at: object = root
    for step in ref.removeprefix("#/").split("/"):
        at = at.get(step) if isinstance(at, Mapping) else None
    return _mapping(at)


def _branches(part: Schema) -> list[dict[str, object]]:
    for word in ("anyOf", "oneOf"):
        if isinstance(branches := part.get(word), list) and branches:
            return [_mapping(each) for each in branches[:MAX_OPTIONS]]
    return []


def _joined(branches: list[dict[str, object]], outer: Schema) -> dict[str, object]:
    """Return several branches as one part: a list of constants, or the only one."""
    if len(branches) == 1:
        return {key: value for key, value in branches[0].items() if key not in outer}
    if branches and all("const" in each for each in branches):
        values = [each["const"] for each in branches]
        return {"enum": values, "enumTitles": [_word(each, "title") for each in branches]}
    return {"type": "mixed"}


def _setting(part: Schema, path: tuple[str, ...], group: str, is_nullable: bool) -> Setting:
    options = _options(part)
    look = _look(part, options, is_nullable)
    minimum, maximum = _bounds(part)
    is_whole = part.get("type") == "integer"
    return Setting(
        path=path,
        title=_title(part, path[-1]),
        look=look,
        default=part.get("default"),
        has_default="default" in part,
        is_nullable=is_nullable,
        is_whole=is_whole,
        minimum=minimum,
        maximum=maximum,
        step=_step(part, is_whole),
        options=options,
        max_length=_length(part),
        unit=_word(part, "unit"),
        group=_word(part, "group") or group,
        nothing=_word(part, "nothing"),
        accept=_word(part, "accept"),
        description=_word(part, "description"),
        is_advanced=part.get("advanced") is True,
        is_opaque=part.get("opaque") is True,
        is_picked=part.get("picked") is True,
        when=conditions(part.get("when"), path),
    )


def _look(part: Schema, options: tuple[tuple[object, str], ...], is_nullable: bool) -> Look:
    kind, form = part.get("type"), part.get("format")
    if options:
        return Look.OPTIONS
    if form == "region" and kind == "array":
        return Look.REGION
    if is_nullable:
        return Look.JSON
    if part.get("choices") is True and kind in ("string", "integer"):
        is_typed = part.get("typed") is True and kind == "string"
        return Look.SUGGESTED if is_typed else Look.MACHINE
    if kind == "string":
        return _STRINGS.get(form, Look.TEXT) if isinstance(form, str) else Look.TEXT
    plain = {"integer": Look.INTEGER, "number": Look.NUMBER, "boolean": Look.SWITCH}
    return plain.get(kind, Look.JSON) if isinstance(kind, str) else Look.JSON


def _options(part: Schema) -> tuple[tuple[object, str], ...]:
    values = part.get("enum")
    if not isinstance(values, list) or not values:
        values = [part["const"]] if "const" in part else []
    titles = part.get("enumTitles")
    told = titles if isinstance(titles, list) else []
    return tuple(
        (value, str(told[index]) if index < len(told) and told[index] else _spoken(value))
        for index, value in enumerate(values[:MAX_OPTIONS])
    )


def _spoken(value: object) -> str:
    """``scale_inner`` as "Scale inner"; anything else as it is."""
    text = str(value).replace("_", " ").strip()
    return text[:1].upper() + text[1:] if isinstance(value, str) else text


def _bounds(part: Schema) -> tuple[float | None, float | None]:
    low, high = _number(part.get("minimum")), _number(part.get("maximum"))
    above, below = _number(part.get("exclusiveMinimum")), _number(part.get("exclusiveMaximum"))
    nudge = 1 if part.get("type") == "integer" else 1e-6
    if above is not None and (low is None or above >= low):
        low = above + nudge
    if below is not None and (high is None or below <= high):
        high = below - nudge
    if low is not None and high is not None and low > high:
        return None, None
    return low, high


def _step(part: Schema, is_whole: bool) -> float | None:
    step = _number(part.get("step")) or _number(part.get("multipleOf"))
    if step is None or step <= 0 or (is_whole and step != int(step)):
        return 1 if is_whole else None
    return step


def _length(part: Schema) -> int | None:
    length = part.get("maxLength")
    return length if isinstance(length, int) and length > 0 else None


def _number(value: object) -> float | None:
    """Return a finite number, or None; True is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value) if math.isfinite(value) else None
    except OverflowError:
        return None


def _title(part: Schema, key: str) -> str:
    title = part.get("title")
    # What can't be seen can't be read out either, and a NUL would end the word within Qt.
    seen = "".join(filter(str.isprintable, title)).strip() if isinstance(title, str) else ""
    return seen or _spoken(key) or "…"


def _word(part: Schema, key: str) -> str:
    word = part.get(key)
    return word if isinstance(word, str) else ""


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, Mapping) else {}
