"""What a node of a canvas can show.

Sizes are pixels of the canvas.  Files are paths within a plugin's folder until the host
passes them on; the engine gets them as a whole.  A box, a text, a picture and a
nine-slice are painted once.  A model and a Lottie animation are drawn once, as the
pictures of one round, and played; particles, shaders and videos are drawn as they go,
in a process of their own.
"""

import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from studio.model.kinds import TextSettings

MAX_NODE_PIXELS = 1 << 23
"""Of all pictures of one node."""
MAX_PARTICLES = 2_000

NodeId = Annotated[str, Field(min_length=1, max_length=64)]
Length = Annotated[float, Field(ge=-100_000, le=100_000, allow_inf_nan=False)]
File = Annotated[str, Field(min_length=1, max_length=4096)]
Side = Annotated[int, Field(ge=1, le=8192)]
DrawnSide = Annotated[int, Field(ge=2, le=2048)]
"""Of what is drawn by an effects process."""
Hue = Annotated[str, Field(pattern="^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")]
Share = Annotated[float, Field(ge=0, le=1)]
Span = tuple[Length, Length]
"""From the first to the second, each value as likely."""


class Value(BaseModel):
    """Something that doesn't change and knows what it consists of."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(Value):
    """Holds other nodes, and moves, turns, scales and fades them as one."""

    kind: Literal["group"] = "group"


class Text(Value):
    """Words."""

    kind: Literal["text"] = "text"
    text: TextSettings

    @model_validator(mode="after")
    def _of_no_file(self) -> "Text":
        if self.text.file:
            raise ValueError("a text on a canvas can't come from a file")
        return self


class Box(Value):
    """A filled rectangle with round corners."""

    kind: Literal["box"] = "box"
    width: Side
    height: Side
    color: Hue = "#ffffff"
    radius_px: int = Field(default=0, ge=0, le=4096)


class Image(Value):
    """A picture from a file, or several in turn: PNG, JPEG, WebP, GIF and the like."""

    kind: Literal["image"] = "image"
    file: File


class NineSlice(Value):
    """A picture whose corners keep their size, and whose middle is stretched to fit.

    Attributes:
        width: Of the whole, as it is shown; at least what its corners take.
        left: How much of the picture's left side keeps its width; and so on.
    """

    kind: Literal["nine_slice"] = "nine_slice"
    file: File
    width: Side
    height: Side
    left: int = Field(ge=0, le=4096)
    top: int = Field(ge=0, le=4096)
    right: int = Field(ge=0, le=4096)
    bottom: int = Field(ge=0, le=4096)


class Model(Value):
    """A 3D model, seen by a camera that looks at its middle, with light and shine.

    Attributes:
        file: glTF 2.0 in one file (.glb).
        width: Of the picture; the model fills it at zoom 1.
        clip: Which of its animations; "" is the first one, if it has any.
        loop_ms: How long one round of pictures lasts, then it begins again.  An animation
            is played as often as fits best.
        pictures_s: Pictures a second; loop, rate and size together have a most: see
            ``MAX_NODE_PIXELS``.
        yaw_deg: From where it is seen: around it, and pitch_deg from above.
        turns: How often it turns around itself in a round.
        sway_deg: How far it rocks from side to side in a round.
        glow: How much its bright parts shine over their edges.
        textures: A picture for a material, by the material's name: an avatar on a rocket.
    """

    kind: Literal["model"] = "model"
    file: File
    width: DrawnSide
    height: DrawnSide
    clip: str = Field(default="", max_length=100)
    loop_ms: int = Field(default=2_000, ge=100, le=20_000)
    pictures_s: int = Field(default=30, ge=1, le=60)
    yaw_deg: float = Field(default=25.0, ge=-360, le=360)
    pitch_deg: float = Field(default=15.0, ge=-90, le=90)
    roll_deg: float = Field(default=0.0, ge=-360, le=360)
    turns: int = Field(default=0, ge=-20, le=20)
    sway_deg: float = Field(default=0.0, ge=0, le=90)
    zoom: float = Field(default=1.0, ge=0.1, le=10)
    light: Hue = "#ffffff"
    glow: Share = 0.0
    textures: dict[str, File] = Field(default_factory=dict, max_length=8)


class Lottie(Value):
    """A Lottie animation, played again and again."""

    kind: Literal["lottie"] = "lottie"
    file: File
    width: DrawnSide
    height: DrawnSide
    pictures_s: int = Field(default=30, ge=1, le=60)


class Emitter(Value):
    """Many small pictures that are born, fly and go: confetti, sparks, petals, snow, smoke.

    Attributes:
        file: What each of them looks like; "" is a soft round spot.
        rate_s: How many are born a second.
        burst: How many are born at once, at the beginning.
        emits_ms: For how long they are born; 0 is for ever.
        from_x: Where they are born: a rectangle, from the field's upper left corner.
        direction_deg: Where they fly to: 0 is right, 90 down.
        spread_deg: Over how wide an angle around that.
        gravity_px_s2: How they are pulled: to the right, and down.
        drag_s: By what part they lose speed in a second: v(t) = v e^(-drag t).
        size_px: Of a new one; ``size_end`` times that when it goes.
        colors: Each has one of these, at random; a file is tinted with it.
        fade_in: Over which part of its life it appears, and ``fade_out`` disappears.
        seed: Another one gives others; the same one the same.
    """

    file: File | Literal[""] = ""
    rate_s: float = Field(default=40.0, ge=0, le=2_000)
    burst: int = Field(default=0, ge=0, le=MAX_PARTICLES)
    emits_ms: int = Field(default=0, ge=0, le=3_600_000)
    life_ms: Span = (800.0, 1_600.0)
    from_x: Length = 0.0
    from_y: Length = 0.0
    from_width: float = Field(default=0.0, ge=0, le=8192)
    from_height: float = Field(default=0.0, ge=0, le=8192)
    direction_deg: float = Field(default=-90.0, ge=-360, le=360)
    spread_deg: float = Field(default=30.0, ge=0, le=360)
    speed_px_s: Span = (100.0, 300.0)
    gravity_px_s2: tuple[Length, Length] = (0.0, 0.0)
    drag_s: float = Field(default=0.0, ge=0, le=100)
    spin_deg_s: Span = (0.0, 0.0)
    size_px: Span = (12.0, 24.0)
    size_end: float = Field(default=1.0, ge=0, le=10)
    colors: tuple[Hue, ...] = Field(default=("#ffffff",), min_length=1, max_length=16)
    fade_in: Share = 0.1
    fade_out: Share = 0.4
    seed: int = Field(default=0, ge=0, le=1 << 31)

    @model_validator(mode="after")
    def _lives(self) -> "Emitter":
        if not 0 < self.life_ms[0] <= self.life_ms[1] <= 60_000:
            raise ValueError("life_ms must go from a smaller to a larger one, up to 60,000")
        return self


class Particles(Emitter):
    """A field of particles: of its own emitter, and of others.

    Attributes:
        width: Of the field in which they are seen.
        more: Emitters whose particles lie in front of its own, and of one another.  What belongs
            together, as a burst and its glitter, costs little more in one field than one of them.
    """

    kind: Literal["particles"] = "particles"
    width: DrawnSide
    height: DrawnSide
    more: tuple[Emitter, ...] = Field(default=(), max_length=8)

    @property
    def emitters(self) -> tuple[Emitter, ...]:
        """All of them, those in front last; the first one is the field itself."""
        return (self, *self.more)

    @property
    def most_alive(self) -> int:
        """How many may be alive at once."""
        return sum(
            math.ceil(each.burst + each.rate_s * each.life_ms[1] / 1000) for each in self.emitters
        )

    @model_validator(mode="after")
    def _bounded(self) -> "Particles":
        if self.most_alive > MAX_PARTICLES:
            raise ValueError(
                f"{self.most_alive} would be alive at once, {MAX_PARTICLES} at most: "
                "lower rate_s, burst or life_ms"
            )
        return self


class Shader(Value):
    """What a WGSL function paints.

    Attributes:
        code: Defines ``fn paint(place: vec2f, time_s: f32) -> vec4f``: place from 0 to 1,
            y downwards; a colour with alpha, not premultiplied.  ``numbers`` are the
            constants that it may use by their names.
    """

    kind: Literal["shader"] = "shader"
    code: str = Field(min_length=1, max_length=20_000)
    width: DrawnSide
    height: DrawnSide
    numbers: dict[str, Length] = Field(default_factory=dict, max_length=32)


class Video(Value):
    """A video, clear where its alpha says so.

    Attributes:
        alpha: Where that is: ``own`` in the file, if it has any (VP9, ProRes 4444); or in
            grey in a half of the picture: ``right``, ``left``, ``below`` or ``above``.
        loops: Whether it begins again; else it is gone after its end.
    """

    kind: Literal["video"] = "video"
    file: File
    alpha: Literal["own", "right", "left", "below", "above"] = "own"
    loops: bool = True


class Painted(Value):
    """What a plugin paints itself, picture by picture.

    Attributes:
        memory: Into what: the plugin's descriptor of it, which ``Canvas.put`` sets; the
            engine is told by the host in whose process that is.
    """

    kind: Literal["painted"] = "painted"
    width: DrawnSide
    height: DrawnSide
    memory: str = Field(default="", max_length=40)


Content = Annotated[
    Group | Text | Box | Image | NineSlice | Model | Lottie | Particles | Shader | Video | Painted,
    Field(discriminator="kind"),
]
