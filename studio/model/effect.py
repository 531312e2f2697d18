"""What a gift's effect is: parts that move along a time line, as a file that can be shared.

An effect is a folder with ``effect.toml`` and the files that it names::

    id = "rocket"
    name = { zh = "火箭", en = "Rocket" }
    ms = 6000

    [when]
    gifts = ["rocket"]

    [[part]]
    id = "hull"
    content = { kind = "model", file = "rocket.glb", width = 480, height = 480, glow = 0.5 }
    x = 960
    y = [[0, 1400], [1800, 560, "out"], [4200, 520], [5600, -500, "in"]]

    [[part]]
    id = "who"
    content = { kind = "text", text = { text = "{by} 送出 {gift}", size_px = 64 } }
    on = "hull"
    y = 320

Lengths are pixels of a canvas of 1920 x 1080, times milliseconds from the effect's
beginning.  Bounded, so that a stranger's effect costs a stream no more than ours do.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from studio.model.canvas import Blend, Easing, Key, Keys, Motion, Property
from studio.model.canvas_content import (
    Content,
    File,
    Length,
    Lottie,
    Model,
    Particles,
    Value,
)
from studio.model.content_files import file_names
from studio.model.errors import StudioError

EFFECT_NAME = "effect.toml"
MAX_EFFECT_BYTES = 65_536
MAX_PARTS = 32
MAX_MS = 20_000
MAX_EFFECT_PIXELS = 1 << 24
MAX_EFFECT_PARTICLES = 2_000
MAX_FILES_BYTES = 16 << 20

Ms = Annotated[int, Field(ge=0, le=MAX_MS)]
Name = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,39}$")]
Frame = tuple[Ms, Length] | tuple[Ms, Length, Easing]
Frames = Length | Annotated[tuple[Frame, ...], Field(min_length=1, max_length=64)]
"""A value that stays, or values along time, each with how it is reached."""


class EffectError(StudioError):
    """An effect that can't be shown; the text says all that is wrong with it."""


class Names(Value):
    """What it is called, for people."""

    zh: str = Field(min_length=1, max_length=40)
    en: str = Field(min_length=1, max_length=40)


class Step(Value):
    """So many gifts of a kind."""

    gift: str = Field(min_length=1, max_length=64)
    count: int = Field(default=1, ge=1, le=10_000)


class When(Value):
    """What begins an effect; it takes no part in the others.

    Attributes:
        gifts: Kinds in the room's catalogue: any of these.
        recipe: Or all of these, given within a time, by anybody or by one.
        is_ordered: In that order.
    """

    gifts: tuple[str, ...] = Field(default=(), max_length=64)
    recipe: tuple[Step, ...] = Field(default=(), max_length=16)
    is_ordered: bool = False
    is_by_one: bool = False
    within_s: float = Field(default=30.0, ge=1, le=3_600)


class Avatar(Value):
    """The giver's picture, or the first letter of the name on a disc."""

    size_px: int = Field(default=160, ge=16, le=640)


class Sound(Value):
    """A sound, and how much lower all else is while it plays."""

    file: File
    volume_db: float = Field(default=-6.0, ge=-60, le=6)
    duck_db: float = Field(default=-8.0, ge=-60, le=0)


class Part(Value):
    """One thing in an effect: what it is, when, where, and how it moves.

    Attributes:
        content: Its texts may hold ``{by}``, ``{gift}``, ``{count}`` and ``{coins}``.
        at_ms: When it comes, and until_ms when it goes; 0 is with the effect.
        on: Another part that carries it: x and y are counted from that one's middle.
        layer: ``behind`` the anchor, where the studio finds one; ``between`` that and what
            is in ``front``, such as banners.
    """

    id: Name
    content: Content | None = None
    avatar: Avatar | None = None
    sound: Sound | None = None
    at_ms: Ms = 0
    until_ms: Ms = 0
    on: Name | Literal[""] = ""
    layer: Literal["behind", "between", "front"] = "between"
    blend: Blend = "normal"
    anchor: tuple[float, float] = (0.5, 0.5)
    x: Frames = 0.0
    y: Frames = 0.0
    scale: Frames = 1.0
    scale_x: Frames = 1.0
    scale_y: Frames = 1.0
    rotation_deg: Frames = 0.0
    opacity: Frames = 1.0

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Part":
        if sum(each is not None for each in (self.content, self.avatar, self.sound)) != 1:
            raise ValueError("a part has a content, an avatar or a sound, one of them")
        if self.until_ms and self.until_ms <= self.at_ms:
            raise ValueError("until_ms must be after at_ms")
        return self

    def motions(self) -> dict[Property, Motion]:
        """Return how it moves from ``at_ms`` on; times are counted from there."""
        names: tuple[Property, ...]
        names = ("x", "y", "scale", "scale_x", "scale_y", "rotation_deg", "opacity")
        return {name: motion_of(getattr(self, name), self.at_ms) for name in names}


class Effect(Value):
    """An effect; see the module."""

    id: Name
    name: Names
    ms: int = Field(ge=200, le=MAX_MS)
    when: When = When()
    part: tuple[Part, ...] = Field(min_length=1, max_length=MAX_PARTS)

    @model_validator(mode="after")
    def _holds_together(self) -> "Effect":
        seen: dict[str, Part] = {}
        for part in self.part:
            if part.id in seen:
                raise ValueError(f'two parts are called "{part.id}"')
            if part.on and part.on not in seen:
                raise ValueError(f'"{part.id}" is on "{part.on}", which is no part above it')
            seen[part.id] = part
        if (pixels := self.pixels) > MAX_EFFECT_PIXELS:
            raise ValueError(f"it has {pixels} pixels in all; {MAX_EFFECT_PIXELS} are the most")
        if (particles := self.particles) > MAX_EFFECT_PARTICLES:
            raise ValueError(f"{particles} particles at once; {MAX_EFFECT_PARTICLES} are the most")
        return self

    @property
    def pixels(self) -> int:
        """Of all pictures of its models and animations; what it costs in memory."""
        contents = (part.content for part in self.part)
        return sum(
            each.width * each.height * max(1, each.pictures_s * _round_ms(each) // 1000)
            for each in contents
            if isinstance(each, Model | Lottie)
        )

    @property
    def particles(self) -> int:
        """How many there are at once, at most."""
        contents = (part.content for part in self.part)
        return sum(each.most_alive for each in contents if isinstance(each, Particles))


def read_effect(folder: Path) -> Effect:
    """Read an effect from its folder.

    Raises:
        EffectError: With a sentence for each thing that is wrong.
    """
    path = folder / EFFECT_NAME
    try:
        with path.open("rb") as file:
            data = file.read(MAX_EFFECT_BYTES + 1)
        if len(data) > MAX_EFFECT_BYTES:
            raise EffectError(f"{path} is too long: {MAX_EFFECT_BYTES >> 10} KiB at most.")
        effect = Effect.model_validate(tomllib.loads(data.decode("utf-8")))
    except OSError as error:
        raise EffectError(f"{path} can't be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EffectError(f"{path} is not TOML: {error}.") from error
    except ValidationError as error:
        faults = (
            ": ".join((str(path), *(_place(fault["loc"])), f"{fault['msg']}."))
            for fault in error.errors()
        )
        raise EffectError("\n".join(faults)) from None
    _check_files(folder, effect)
    return effect


def files_of(effect: Effect) -> tuple[str, ...]:
    """Return the files that an effect names, as it names them, each once."""
    named: dict[str, None] = {}
    for part in effect.part:
        named.update(dict.fromkeys(file_names(part.content) + file_names(part.sound)))
    return tuple(named)


def _check_files(folder: Path, effect: Effect) -> None:
    root, total = folder.resolve(), 0
    for name in files_of(effect):
        path = (folder / name).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise EffectError(f"{folder / EFFECT_NAME}: there is no file {name!r:.200} beside it.")
        total += path.stat().st_size
    if total > MAX_FILES_BYTES:
        raise EffectError(
            f"{folder}: its files have {total >> 20} MiB; {MAX_FILES_BYTES >> 20} are the most."
        )


def _place(keys: tuple[int | str, ...]) -> tuple[str, ...]:
    return (".".join(map(str, keys)),) if keys else ()


def _round_ms(content: Model | Lottie) -> int:
    # How long a Lottie animation lasts is in its file: as long as a model's is by default.
    return content.loop_ms if isinstance(content, Model) else 2_000


def motion_of(frames: Frames, from_ms: int) -> Motion:
    """Return values along time as a canvas takes them, with times counted from one of them."""
    if not isinstance(frames, tuple):
        return frames
    keys = (
        Key(
            at_ms=max(0, frame[0] - from_ms),
            value=frame[1],
            easing=frame[2] if len(frame) == 3 else "linear",
        )
        for frame in frames
    )
    return Keys(keys=tuple(keys))
