"""What can be set of a plugin: the words of JSON Schema that a form is made of, and a check.

In plugin.toml each setting is a table, in the words that ``studio.model.kinds`` lists::

    [settings.greeting]
    type = "string"
    title = "问候 Greeting"
    default = "你好!"
    maxLength = 40

Every setting has a default, so that each always has a value.
"""

import math
import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.model.canvas_content import Value
from studio.model.errors import StudioError

MAX_SETTINGS = 60
MAX_CHARACTERS = 20_000
"""Of a text, where the setting does not say less."""
Scalar = bool | int | float | str
Short = Annotated[str, Field(max_length=200)]
_COLOR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})")


class SettingsError(StudioError):
    """Values that do not fit their settings; the text says each with its place."""


class Setting(Value):
    """One setting: its type, its default, and how it is shown and bounded.

    Attributes:
        enum: The values that there are, and ``enumTitles`` what each is called.
        format: Of a string: how it is entered.
        nothing: What 0 or "" means.
        advanced: Folded away until asked for.
        when: Shown only where others have one of these values, by their keys.
    """

    type: Literal["string", "integer", "number", "boolean"]
    default: Scalar
    title: Short = ""
    description: Annotated[str, Field(max_length=1000)] = ""
    minimum: float | None = None
    maximum: float | None = None
    maxLength: int | None = Field(default=None, ge=1, le=MAX_CHARACTERS)  # noqa: N815
    enum: tuple[Scalar, ...] | None = Field(default=None, min_length=1, max_length=100)
    enumTitles: tuple[Short, ...] | None = None  # noqa: N815
    format: Literal["multiline", "color", "file"] | None = None
    accept: Literal["video", "image", "sound", "text", "media"] | None = None
    opaque: bool = False
    unit: Short = ""
    step: float | None = Field(default=None, gt=0)
    group: Short = ""
    nothing: Short = ""
    advanced: bool = False
    when: dict[Short, tuple[Scalar, ...]] = Field(default_factory=dict, max_length=20)

    @model_validator(mode="after")
    def _fits_itself(self) -> "Setting":
        if self.format and self.type != "string":
            raise ValueError(f"format is for strings, and this is of type {self.type}")
        if (self.minimum, self.maximum) != (None, None) and self.type not in ("integer", "number"):
            raise ValueError(f"minimum and maximum are for numbers, not for type {self.type}")
        if self.enumTitles is not None and len(self.enumTitles) != len(self.enum or ()):
            raise ValueError("enumTitles must have a title for each of enum")
        for each in self.enum or ():
            if fault := self._fault(each):
                raise ValueError(f"enum: {each!r} {fault}")
        if fault := self.fault(self.default):
            raise ValueError(f"default: it {fault}")
        return self

    def fault(self, value: object) -> str:
        """Return what is wrong with a value, as the end of a sentence; empty if it fits."""
        if self.enum is not None and value not in self.enum:
            return f"must be one of {', '.join(str(each) for each in self.enum)}"
        return self._fault(value)

    def _fault(self, value: object) -> str:
        match self.type:
            case "boolean":
                return "" if isinstance(value, bool) else "must be true or false"
            case "string":
                return self._text_fault(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "must be a number"
        if self.type == "integer" and not isinstance(value, int):
            return "must be a whole number"
        if not math.isfinite(value):
            return "must be a finite number"
        if self.minimum is not None and value < self.minimum:
            return f"must be at least {self.minimum:g}"
        if self.maximum is not None and value > self.maximum:
            return f"must be at most {self.maximum:g}"
        return ""

    def _text_fault(self, value: object) -> str:
        if not isinstance(value, str):
            return "must be a text"
        most = self.maxLength or MAX_CHARACTERS
        if len(value) > most:
            return f"must have at most {most} characters"
        if self.format == "color" and not _COLOR.fullmatch(value):
            return "must be a colour: #rrggbb or #rrggbbaa"
        return ""


def schema_of(settings: Mapping[str, Setting]) -> dict[str, object]:
    """Return settings as one JSON Schema, which a form can be made of."""
    properties = {
        key: setting.model_dump(mode="json", exclude_unset=True)
        for key, setting in settings.items()
    }
    return {"type": "object", "properties": properties}


def checked(settings: Mapping[str, Setting], values: Mapping[str, object]) -> dict[str, Scalar]:
    """Return values with the defaults of those that are not said.

    Raises:
        SettingsError: If some do not fit, with a sentence for each.
    """
    faults = [
        f"{settings[key].title or key}: it {fault}." if key in settings else fault
        for key, value in values.items()
        if (fault := _fault_of(settings, key, value))
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    return kept(settings, values)


def kept(settings: Mapping[str, Setting], values: Mapping[str, object]) -> dict[str, Scalar]:
    """Return values of before, as far as they still fit, with the defaults of all others."""
    found: dict[str, Scalar] = {}
    for key, setting in settings.items():
        value = values.get(key, setting.default)
        is_good = isinstance(value, bool | int | float | str) and not setting.fault(value)
        found[key] = value if is_good and isinstance(value, Scalar) else setting.default
    return found


def _fault_of(settings: Mapping[str, Setting], key: str, value: object) -> str:
    setting = settings.get(key)
    return setting.fault(value) if setting else f"There is no setting {key!r:.60}."
