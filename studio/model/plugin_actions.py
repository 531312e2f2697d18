"""What a plugin may ask for beside drawing: how it is checked, and how much of it; pure.

For the host, which does it, and for plugins' tests, which play the host.

    action = ACTION.validate_python({"what": "say", "text": "你好"})
    sentence = no_right(action.what, granted)
"""

from collections import deque
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError, field_validator

from studio.model.canvas import CanvasEdit
from studio.model.canvas_content import Value
from studio.model.plugin_rights import Right

MAX_SAID = 150
MAX_NAME = 300
NEEDS: dict[str, tuple[Right, str]] = {
    "edit": ("overlay", "draw"),
    "say": ("reply", "speak in the room"),
    "play": ("sound", "play sounds"),
    "scene": ("scenes", "change the scene"),
    "source": ("sources", "change sources"),
    "fetch": ("http", "load from the web"),
}
"""The right to each thing, and what it is to do."""
MOST: dict[str, tuple[int, float]] = {
    "say": (1, 1.0),
    "play": (10, 1.0),
    "scene": (5, 1.0),
    "source": (20, 1.0),
    "fetch": (60, 60.0),
}
"""How often at most, in so many seconds."""
MAX_AT_ONCE = 4
"""So much is loaded from the web at a time; more waits."""
UNSETTABLE = frozenset({"url", "ring", "stand_in"})
"""Settings of sources that lead out of the plugin's folder."""


class Say(Value):
    """A danmaku of the anchor."""

    what: Literal["say"]
    text: str = Field(min_length=1, max_length=MAX_SAID)

    @field_validator("text")
    @classmethod
    def _in_one_line(cls, text: str) -> str:
        if not (line := " ".join(text.split())):
            raise ValueError("it says nothing")
        return line


class Play(Value):
    """A sound of the plugin's folder on the programme."""

    what: Literal["play"]
    file: str = Field(min_length=1, max_length=4096)
    volume_db: float = Field(default=0.0, ge=-60, le=12)
    duck_db: float = Field(default=0.0, ge=-60, le=0)


class ShowScene(Value):
    """Another scene on air."""

    what: Literal["scene"]
    scene: str = Field(min_length=1, max_length=MAX_NAME)


class SetSource(Value):
    """Other settings of a source."""

    what: Literal["source"]
    source: str = Field(min_length=1, max_length=MAX_NAME)
    settings: dict[str, object] = Field(min_length=1, max_length=50)

    @field_validator("settings")
    @classmethod
    def _within(cls, settings: dict[str, object]) -> dict[str, object]:
        for key in settings:
            if key in UNSETTABLE:
                raise ValueError(f'a plugin can\'t set "{key}"')
        return settings


class Fetch(Value):
    """Something from the web; the answer has the same id."""

    what: Literal["fetch"]
    id: int
    url: str = Field(min_length=1, max_length=4096)


Action = Annotated[Say | Play | ShowScene | SetSource | Fetch, Field(discriminator="what")]
ACTION: TypeAdapter[Action] = TypeAdapter(Action)
EDITS: TypeAdapter[list[CanvasEdit]] = TypeAdapter(list[CanvasEdit])


class Allowance:
    """How often something may be done: so many times within any such span."""

    def __init__(self, count: int, span_s: float) -> None:
        self._count, self._span_s = count, span_s
        self._times: deque[float] = deque()

    def take(self, now_s: float) -> bool:
        """Count one time; False if that was one too many, which is not counted."""
        while self._times and self._times[0] <= now_s - self._span_s:
            self._times.popleft()
        if len(self._times) >= self._count:
            return False
        self._times.append(now_s)
        return True


class Allowances:
    """Of each thing that ``MOST`` bounds."""

    def __init__(self) -> None:
        self._each = {what: Allowance(*most) for what, most in MOST.items()}

    def refusal(self, what: str, now_s: float) -> str:
        """Count one time; return why it may not be done now, or "" if it may."""
        if what not in self._each or self._each[what].take(now_s):
            return ""
        count, span_s = MOST[what]
        often = f"{count} times" if count > 1 else "once"
        span = f"{span_s:.0f} seconds" if span_s > 1 else "a second"
        return f"It may {NEEDS[what][1]} {often} in {span} at most."


def no_right(what: str, granted: frozenset[Right]) -> str:
    """Return why a plugin may not do something at all, or "" if it may."""
    right, doing = NEEDS[what]
    return "" if right in granted else f'It may not {doing}: "{right}" is not among its rights.'


def fault_of(error: ValidationError) -> str:
    """Return the first thing that is wrong with what was asked for, as a sentence."""
    fault = error.errors()[0]
    place = ".".join(str(part) for part in fault["loc"])
    return f"{place}: {fault['msg']}."


def marked(plugin: str, text: str) -> str:
    """Return a danmaku with the name of the plugin that says it."""
    return f"【{plugin[:40]}】{text}"


def is_marked(plugin: str, text: str) -> bool:
    """Return whether a danmaku is one that the plugin said."""
    return text.startswith(marked(plugin, ""))
