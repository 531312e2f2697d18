"""The scene collection: inputs, scenes, groups and sound, as one value.

A collection is one JSON file.  Items are listed bottom first, as in OBS.  Every
model keeps the keys that it does not know, so that a newer file survives an
older studio.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
    field_validator,
    model_validator,
)

from studio.model.kinds import FILTER_KINDS, INPUT_KINDS, Settings
from studio.model.transform import Transform

SCHEMA_VERSION = 1
MIN_SIZE_PX, MAX_SIZE_PX = 16, 8192
MAX_FPS = 240
BUS_COUNT = 6

Blend = Literal["normal", "additive", "subtract", "screen", "multiply", "lighten", "darken"]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Fps = Annotated[Fraction, PlainSerializer(str, return_type=str)]


class Part(BaseModel):
    """A part of a collection: frozen, and unknown keys are kept."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)


class Named(Part):
    """A part that others refer to by its name."""

    name: Name


class Filter(Named):
    """A filter on an input."""

    kind: str
    enabled: bool = True
    settings: dict[str, object] = {}

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        return _known_kind(kind, FILTER_KINDS, "filter")

    @model_validator(mode="after")
    def _settings_fit(self) -> "Filter":
        _check_settings(FILTER_KINDS[self.kind], self.settings)
        return self

    @property
    def typed(self) -> Settings:
        """The settings as the kind's model."""
        return FILTER_KINDS[self.kind].model_validate(self.settings)


class Input(Named):
    """A source of pictures, of sound, or of both.

    Attributes:
        volume_db: -100 (silent) to +26.
        balance: 0 is left, 0.5 the centre, 1 right.
        sync_offset_ms: Later if positive, earlier if negative.
        buses: Which of the six buses hear it, from 1.
    """

    kind: str
    settings: dict[str, object] = {}
    filters: tuple[Filter, ...] = ()
    volume_db: float = Field(default=0.0, ge=-100, le=26)
    muted: bool = False
    balance: float = Field(default=0.5, ge=0, le=1)
    sync_offset_ms: int = Field(default=0, ge=-950, le=20_000)
    buses: tuple[Annotated[int, Field(ge=1, le=BUS_COUNT)], ...] = (1,)

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        return _known_kind(kind, INPUT_KINDS, "input")

    @model_validator(mode="after")
    def _settings_fit(self) -> "Input":
        _check_settings(INPUT_KINDS[self.kind], self.settings)
        return self

    @property
    def typed(self) -> Settings:
        """The settings as the kind's model."""
        return INPUT_KINDS[self.kind].model_validate(self.settings)


class SceneItem(Part):
    """One appearance of an input, a scene or a group in a scene."""

    id: int = Field(default=0, ge=0)
    source: Name
    visible: bool = True
    locked: bool = False
    blend: Blend = "normal"
    opacity: float = Field(default=1.0, ge=0, le=1)
    transform: Transform = Transform()


class Holder(Named):
    """Something that shows items, bottom first.

    Each item has a number of its own; items of a file that have none get one.
    """

    items: tuple[SceneItem, ...] = ()

    @field_validator("items")
    @classmethod
    def _numbered(cls, items: tuple[SceneItem, ...]) -> tuple[SceneItem, ...]:
        taken: set[int] = set()
        numbered = []
        unused = 1 + max((item.id for item in items), default=0)
        for item in items:
            if item.id == 0 or item.id in taken:
                item = item.model_copy(update={"id": unused})
                unused += 1
            taken.add(item.id)
            numbered.append(item)
        return tuple(numbered)


class Scene(Holder):
    """Items on a canvas."""


class Group(Holder):
    """Items that move together; their positions are the group's own."""


class Canvas(Part):
    """Size and rate of the picture."""

    width: int = Field(default=1920, ge=MIN_SIZE_PX, le=MAX_SIZE_PX, multiple_of=2)
    height: int = Field(default=1080, ge=MIN_SIZE_PX, le=MAX_SIZE_PX, multiple_of=2)
    fps: Fps = Fraction(30)

    @field_validator("fps", mode="before")
    @classmethod
    def _fraction(cls, value: object) -> Fraction:
        return parse_fps(value)


class Transition(Part):
    """How one scene becomes the next."""

    kind: Literal["cut", "fade"] = "fade"
    duration_ms: int = Field(default=300, ge=0, le=20_000)


class Ducking(Part):
    """Turns ``target`` down while ``trigger`` is heard."""

    target: Name
    trigger: Name
    threshold_db: float = Field(default=-35.0, ge=-100, le=0)
    amount_db: float = Field(default=-12.0, ge=-60, le=0)
    attack_ms: float = Field(default=30.0, ge=1, le=2000)
    release_ms: float = Field(default=400.0, ge=1, le=5000)


class Audio(Part):
    """What belongs to the mixer and to no input.

    Attributes:
        tracks: The buses that are encoded, from 1; the first goes to destinations,
            all of them into recordings.
        monitor_bus: The bus that is heard on ``monitor_device``; 0 is none.
        effects_db: The volume of all sounds together that plugins play.
    """

    tracks: tuple[Annotated[int, Field(ge=1, le=BUS_COUNT)], ...] = (1,)
    monitor_bus: int = Field(default=0, ge=0, le=BUS_COUNT)
    monitor_device: str = ""
    effects_db: float = Field(default=0.0, ge=-100, le=26)
    effects_muted: bool = False
    ducking: tuple[Ducking, ...] = ()


class Collection(Part):
    """All that an anchor has arranged.

    Raises:
        pydantic.ValidationError: With the place of each thing that is wrong.
    """

    schema_version: Literal[1] = Field(default=1, alias="schema")
    name: Name = "Scenes"
    canvas: Canvas = Canvas()
    current_scene: str = ""
    inputs: tuple[Input, ...] = ()
    scenes: tuple[Scene, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = ()
    transition: Transition = Transition()
    audio: Audio = Audio()

    model_config = ConfigDict(extra="allow", frozen=True, populate_by_name=True, defer_build=True)

    def input(self, name: str) -> Input | None:
        """Return the input of that name."""
        return next((each for each in self.inputs if each.name == name), None)

    def scene(self, name: str) -> Scene | None:
        """Return the scene of that name."""
        return next((each for each in self.scenes if each.name == name), None)

    def group(self, name: str) -> Group | None:
        """Return the group of that name."""
        return next((each for each in self.groups if each.name == name), None)

    @property
    def first_scene(self) -> str:
        """The scene that is shown at first: the current one, else the first."""
        return self.current_scene if self.scene(self.current_scene) else self.scenes[0].name

    def places(self) -> Iterator[tuple[tuple[str | int, ...], SceneItem]]:
        """Yield every item with its path in the file."""
        for i, scene in enumerate(self.scenes):
            for j, item in enumerate(scene.items):
                yield ("scenes", i, "items", j), item
        for i, group in enumerate(self.groups):
            for j, item in enumerate(group.items):
                yield ("groups", i, "items", j), item


def parse_fps(value: object) -> Fraction:
    """Return frames per second from ``30``, ``29.97``, ``"30000/1001"``.

    Raises:
        ValueError: If it is no rate between 1 and 240.
    """
    try:
        if isinstance(value, float) or (isinstance(value, str) and "." in value):
            fps = _decimal_fps(float(value))
        elif isinstance(value, int | str | Fraction):
            fps = Fraction(value)
        else:
            raise ValueError
    except (ValueError, ZeroDivisionError, OverflowError):
        raise ValueError(f"fps must be a number such as 30 or 30000/1001, not {value!r}") from None
    if not 1 <= fps <= MAX_FPS:
        raise ValueError(f"fps must lie between 1 and {MAX_FPS}, not {value}")
    return fps


def _decimal_fps(value: float) -> Fraction:
    """Read 23.976, 29.97 and 59.94 as the rates that they stand for."""
    ntsc = Fraction(round(value * 1.001) * 1000, 1001)
    return ntsc if abs(float(ntsc) - value) < 0.005 else Fraction(value).limit_denominator(1001)


def _check_settings(kind: type[Settings], settings: dict[str, object]) -> None:
    try:
        kind.model_validate(settings)
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(part) for part in fault["loc"])
        raise ValueError(f"settings.{key}: {fault['msg'].removeprefix('Value error, ')}") from None


def _known_kind(kind: str, kinds: dict[str, type[Settings]], what: str) -> str:
    if kind not in kinds:
        raise ValueError(f'"{kind}" is no kind of {what} (known: {", ".join(kinds)})')
    return kind
