"""What is worn on a face: pictures and models that hold on to it, as a folder that can be shared.

The sister of a gift's effect (``effect``): the same file name, the same words for the
same things.  But lengths are millimetres on a face of average size, counted from a place on
that face, and what moves also waits for what the face does::

    id = "cat"
    name = { zh = "猫耳", en = "Cat Ears" }

    [[part]]
    id = "left_ear"
    content = { kind = "image", file = "ear.webp" }
    on = "crown"
    width_mm = 62
    x = -46
    rotation_deg = [[0, -6], [900, -2, "in_out"], [1800, -6, "in_out"]]
    loop_ms = 1800

    [[part]]
    id = "glasses"
    content = { kind = "model", file = "glasses.glb" }
    on = "eyes"
    width_mm = 146

    [[part]]
    id = "heart"
    content = { kind = "image", file = "heart.webp" }
    on = "left_cheek"
    width_mm = 40
    is_waiting = true

    [[trigger]]
    on = "wink"
    does = "start"
    parts = ["heart"]
    ms = 1500

x is to the right and y downwards, as on a gift's canvas, z towards the viewer, all of them
turned with the head.  Left and right are as they are seen in the camera's picture.
"""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, ValidationError, model_validator

from studio.model.canvas import Blend, Easing, Motion, Property
from studio.model.canvas_content import File, Hue, Image, Share, Value
from studio.model.effect import (
    EFFECT_NAME,
    MAX_EFFECT_BYTES,
    MAX_FILES_BYTES,
    MAX_MS,
    EffectError,
    Frames,
    Ms,
    Name,
    Names,
    motion_of,
)
from studio.model.face_effect_faults import sentences

MAX_FACE_PARTS = 32
MAX_TRIGGERS = 32
MAX_MODELS = 4
"""Each is drawn from over a hundred sides."""
NEW_EFFECTS_FOLDER = "effects"

Anchor = Literal[
    "head",
    "crown",
    "forehead",
    "eyes",
    "left_eye",
    "right_eye",
    "left_temple",
    "right_temple",
    "left_ear",
    "right_ear",
    "nose",
    "left_cheek",
    "right_cheek",
    "mouth",
    "chin",
    "neck",
]
ANCHORS: tuple[Anchor, ...] = get_args(Anchor)
"""Places on a face: ``crown`` is the top of the skull, ``head`` the middle of the skull."""

Signal = Literal[
    "open_mouth",
    "blink",
    "wink",
    "smile",
    "brows_up",
    "kiss",
    "cheeks_out",
    "frown",
    "thumbs_up",
    "thumbs_down",
    "victory",
    "open_palm",
    "fist",
    "point_up",
    "heart",
]
HAND_SIGNALS: tuple[Signal, ...] = get_args(Signal)[8:]
Millimetres = Annotated[float, Field(ge=-1_000, le=1_000, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-360, le=360)]


class Worn(Value):
    """A 3D model in glTF 2.0 (.glb), with light and shine.

    It is as wide as its part says, and lies with its own origin on the part's place; x to
    the right, y up, z towards the viewer when the face looks straight ahead.
    """

    kind: Literal["model"] = "model"
    file: File
    yaw_deg: Degrees = 0.0
    pitch_deg: Degrees = 0.0
    roll_deg: Degrees = 0.0
    light: Hue = "#ffffff"
    glow: Share = 0.0


class FacePart(Value):
    """One thing that is worn.

    Attributes:
        on: The place on the face that carries it; x, y and z are counted from there.
        width_mm: How wide the picture or the model is, on a face of average size.
        anchor: The point of a picture that lies there.
        turn_deg: How far a picture is turned away from the viewer, around an upright axis,
            to the right, and ``tilt_deg`` around a level one, backwards: a cheek looks aside.
        z_order: Larger is nearer to the viewer.
        is_occluded: Whether the head hides what lies behind it; models always are.
        loop_ms: After so long it moves from the beginning again; 0 is never.
        is_waiting: Not there before a trigger starts it; times are counted from then.
    """

    id: Name
    content: Annotated[Image | Worn, Field(discriminator="kind")]
    on: Anchor
    width_mm: float = Field(gt=0, le=1_000)
    anchor: tuple[float, float] = (0.5, 0.5)
    x: Frames = 0.0
    y: Frames = 0.0
    z: Millimetres = 0.0
    turn_deg: float = Field(default=0.0, ge=-90, le=90)
    tilt_deg: float = Field(default=0.0, ge=-90, le=90)
    scale: Frames = 1.0
    scale_x: Frames = 1.0
    scale_y: Frames = 1.0
    rotation_deg: Frames = 0.0
    opacity: Frames = 1.0
    blend: Blend = "normal"
    z_order: int = Field(default=0, ge=-100, le=100)
    is_occluded: bool = False
    loop_ms: int = Field(default=0, ge=0, le=MAX_MS)
    is_waiting: bool = False

    @model_validator(mode="after")
    def _fits(self) -> "FacePart":
        if isinstance(self.content, Worn) and self.blend != "normal":
            raise ValueError("a model can't have a blend; only pictures can")
        if 0 < self.loop_ms < 100:
            raise ValueError("loop_ms must be 0 or at least 100")
        return self

    def motions(self) -> dict[Property, Motion]:
        """Return how it moves from when it begins."""
        names: tuple[Property, ...]
        names = ("x", "y", "scale", "scale_x", "scale_y", "rotation_deg", "opacity")
        return {name: motion_of(getattr(self, name), 0) for name in names}


class Trigger(Value):
    """What the face or a hand does, and what that does to parts.

    Attributes:
        on: The signal.
        does: ``start`` and ``stop`` them, ``toggle`` them each time, or ``hold``: they are
            there as long as the signal is.
        ms: How long what was started or toggled stays; 0 until something stops it.
        fade_ms: How long they take to appear and to go.
        above: How strong the signal must be, where it has strengths; below two thirds of
            that it is over.
    """

    on: Signal
    does: Literal["start", "stop", "toggle", "hold"] = "start"
    parts: tuple[Name, ...] = Field(min_length=1, max_length=MAX_FACE_PARTS)
    ms: Ms = 0
    fade_ms: int = Field(default=150, ge=0, le=5_000)
    easing: Easing = "out"
    above: float = Field(default=0.5, ge=0.05, le=1)

    @model_validator(mode="after")
    def _has_an_end(self) -> "Trigger":
        if self.ms and self.does in ("stop", "hold"):
            raise ValueError(f'"{self.does}" takes no ms: only what starts has an end of its own')
        return self


class FaceEffect(Value):
    """An effect; see the module."""

    id: Name
    name: Names
    part: tuple[FacePart, ...] = Field(min_length=1, max_length=MAX_FACE_PARTS)
    trigger: tuple[Trigger, ...] = Field(default=(), max_length=MAX_TRIGGERS)

    @property
    def uses_hands(self) -> bool:
        """Whether hands must be looked for."""
        return any(each.on in HAND_SIGNALS for each in self.trigger)

    @property
    def models(self) -> tuple[FacePart, ...]:
        """The parts that are models."""
        return tuple(part for part in self.part if isinstance(part.content, Worn))


def read_face_effect(folder: Path) -> FaceEffect:
    """Read an effect from its folder.

    Raises:
        EffectError: With a sentence for each thing that is wrong, and where.
    """
    path = folder / EFFECT_NAME
    try:
        with path.open("rb") as file:
            data = file.read(MAX_EFFECT_BYTES + 1)
        if len(data) > MAX_EFFECT_BYTES:
            raise EffectError(f"{path} is too long: {MAX_EFFECT_BYTES >> 10} KiB at most.")
        told = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise EffectError(f"{path} can't be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise EffectError(f"{path} is not TOML: {error}.") from error
    faults: list[str] = []
    effect: FaceEffect | None = None
    try:
        effect = FaceEffect.model_validate(told)
    except ValidationError as error:
        faults = sentences(told, error)
    else:
        faults = [*_entanglements(effect), *_missing(folder, effect)]
    if effect is None or faults:
        raise EffectError("\n".join(f"{path}: {fault}" for fault in faults))
    return effect


def face_files_of(effect: FaceEffect) -> tuple[str, ...]:
    """Return the files that an effect names, as it names them, each once."""
    return tuple(dict.fromkeys(part.content.file for part in effect.part))


def _entanglements(effect: FaceEffect) -> list[str]:
    """Return what is wrong between parts that are right by themselves."""
    faults = []
    by_id = {}
    for part in effect.part:
        if part.id in by_id:
            faults.append(f'two parts are called "{part.id}"; give one of them another id.')
        by_id[part.id] = part
    started: set[str] = set()
    for number, trigger in enumerate(effect.trigger, 1):
        for name in trigger.parts:
            if name not in by_id:
                known = ", ".join(by_id)
                faults.append(f'trigger {number}: there is no part "{name}", only {known}.')
        if trigger.does != "stop":
            started.update(trigger.parts)
        if trigger.does in ("start", "hold"):
            faults += [
                f'trigger {number}: "{name}" is there from the beginning, so that nothing starts; '
                "give that part is_waiting = true."
                for name in trigger.parts
                if name in by_id and not by_id[name].is_waiting
            ]
    faults += [
        f'part "{part.id}": it is waiting, and no trigger ever starts it.'
        for part in effect.part
        if part.is_waiting and part.id not in started
    ]
    if len(effect.models) > MAX_MODELS:
        faults.append(f"it has {len(effect.models)} models; {MAX_MODELS} are the most.")
    return faults


def _missing(folder: Path, effect: FaceEffect) -> list[str]:
    root, total, faults = folder.resolve(), 0, []
    for part in effect.part:
        name = part.content.file
        path = (folder / name).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            faults.append(f'part "{part.id}": there is no file {name!r:.200} beside effect.toml.')
    for name in face_files_of(effect):
        path = (folder / name).resolve()
        total += path.stat().st_size if path.is_file() else 0
    if total > MAX_FILES_BYTES:
        most = MAX_FILES_BYTES >> 20
        faults.append(f"its files have {total >> 20} MiB; {most} are the most.")
    return faults
