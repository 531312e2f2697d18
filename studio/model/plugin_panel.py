"""What a plugin shows in the window: declared controls and hotkeys, and what they may hold.

In plugin.toml::

    [[panel]]
    id = "draw"
    kind = "button"
    title = "开奖 Draw"

    [[hotkeys]]
    id = "draw"
    title = "开奖 Draw"
    keys = "Ctrl+Alt+D"
"""

from collections.abc import Mapping
from math import isfinite
from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.model.canvas_content import Value
from studio.model.errors import StudioError

MAX_CONTROLS = 40
MAX_HOTKEYS = 20
MAX_OPTIONS = 100
MAX_CHARACTERS = 2_000
ControlValue = bool | int | float | str | None
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Keys = Annotated[str, Field(pattern=r"^((Ctrl|Alt|Shift|Meta)\+){0,4}[A-Za-z0-9]{1,12}$")]
"""Such as ``Ctrl+Alt+D`` or ``F8``; "" is none until the user chooses one."""


class ControlError(StudioError):
    """A value that a control can't have; the text says why."""


class Control(Value):
    """One control of a plugin's panel, as it is now.

    Attributes:
        value: What it holds: of a ``switch`` true or false, of a ``slider`` and a ``number`` a
            number, of a ``choice`` one of its options, of a ``text`` and a ``label`` a text;
            a ``button`` holds None.
        min: Of a slider, 0 unless said, or a number; ``max`` likewise, 100 of a slider.
        step: Of a slider or a number; 0 is as fine as can be.
        options: Of a choice.
        is_enabled: Whether it can be used now.
    """

    id: Id
    kind: Literal["button", "switch", "slider", "choice", "text", "number", "label"]
    title: Title
    value: ControlValue = None
    min: float | None = Field(default=None, allow_inf_nan=False)
    max: float | None = Field(default=None, allow_inf_nan=False)
    step: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    options: tuple[Title, ...] = Field(default=(), max_length=MAX_OPTIONS)
    is_enabled: bool = True

    @model_validator(mode="before")
    @classmethod
    def _completed(cls, told: object) -> object:
        if not isinstance(told, dict):
            return told
        if told.get("kind") == "slider":
            told = {"min": 0.0, "max": 100.0, **told}
        return {"value": _first_value(told), **told}

    @model_validator(mode="after")
    def _fits_itself(self) -> "Control":
        if self.kind == "choice" and not self.options:
            raise ValueError("a choice needs options")
        if self.min is not None and self.max is not None and self.min >= self.max:
            raise ValueError("max must be above min")
        if fault := self._fault(self.value):
            raise ValueError(f"value: it {fault}")
        return self

    def holding(self, value: object) -> "Control":
        """Return it with another value.

        Raises:
            ControlError: If it can't have that.
        """
        if fault := self._fault(value):
            raise ControlError(f'The control "{self.id}" can\'t hold {value!r:.60}: it {fault}.')
        return self.model_copy(update={"value": value})

    def _fault(self, value: object) -> str:
        match self.kind:
            case "button":
                return "" if value is None else "holds nothing"
            case "switch":
                return "" if isinstance(value, bool) else "is true or false"
            case "choice":
                return "" if value in self.options else "is one of its options"
            case "text" | "label":
                is_text = isinstance(value, str) and len(value) <= MAX_CHARACTERS
                return "" if is_text else f"is a text of at most {MAX_CHARACTERS} characters"
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return "is a number"
        if self.min is not None and value < self.min:
            return f"is at least {self.min:g}"
        if self.max is not None and value > self.max:
            return f"is at most {self.max:g}"
        return ""


def _first_value(told: Mapping[object, object]) -> object:
    """Return what a control holds until something else is said."""
    options = told.get("options")
    match told.get("kind"):
        case "switch":
            return False
        case "slider" | "number":
            return told.get("min", 0.0)
        case "choice" if isinstance(options, list | tuple) and options:
            return options[0]
        case "text" | "label":
            return ""
    return None


class Hotkey(Value):
    """Something that a plugin does when keys are pressed.

    Attributes:
        keys: What they are until the user chooses others.
    """

    id: Id
    title: Title
    keys: Keys | Literal[""] = ""
