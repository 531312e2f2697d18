"""What is drawn over the programme by those who aren't scenes: nodes that stay and move.

A client opens a canvas, puts nodes on it and says how they move; the engine draws
them at frame rate, so that nobody is asked for sixty pictures a second.  Lengths are
pixels of the canvas, y downwards, and the canvas fills the programme; times are on
the engine's clock, from the frame that first shows the change.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.model.canvas_content import Content, Length, NodeId, Value

MAX_NODES = 500
"""On one canvas."""
MAX_DEPTH = 16
MAX_EDITS = 500
"""In one command."""
MAX_KEYS = 256
MAX_PIXELS = 1 << 24
"""That all nodes of one canvas may have together: eight times a picture of 1920x1080."""
MAX_ALIVE = 10_000
"""Particles of all nodes of one canvas that may be alive at once: five of the dearest effects."""

Easing = Literal["hold", "linear", "in", "out", "in_out", "back_out", "bounce_out", "elastic_out"]
Blend = Literal["normal", "additive", "subtract", "screen", "multiply", "lighten", "darken"]
Property = Literal["x", "y", "scale", "scale_x", "scale_y", "rotation_deg", "opacity"]
"""``scale`` is of both ways, beside ``scale_x`` and ``scale_y``; opacity is 0 to 1."""
STILL: dict[Property, float] = {
    "x": 0.0,
    "y": 0.0,
    "scale": 1.0,
    "scale_x": 1.0,
    "scale_y": 1.0,
    "rotation_deg": 0.0,
    "opacity": 1.0,
}
"""What a property is until it is set."""


class Key(Value):
    """A value at a time; ``easing`` is how it is reached from the key before."""

    at_ms: float = Field(ge=0, le=3_600_000, allow_inf_nan=False)
    value: Length
    easing: Easing = "linear"


class Keys(Value):
    """Values along time, in order; before the first key the first value is held.

    Attributes:
        repeats: How often all of them are gone through; 0 is for ever.
    """

    keys: tuple[Key, ...] = Field(min_length=1, max_length=MAX_KEYS)
    repeats: int = Field(default=1, ge=0, le=1_000_000)

    @model_validator(mode="after")
    def _in_order(self) -> "Keys":
        times = [key.at_ms for key in self.keys]
        if times != sorted(times):
            raise ValueError("the keys must be in the order of their times")
        if self.repeats != 1 and not times[-1]:
            raise ValueError("what repeats must take time")
        return self


class Spring(Value):
    """A pull from wherever it is now towards a value, as by a spring on a unit mass.

    Attributes:
        stiffness: In 1/s².
        damping: In 1/s; below twice the root of the stiffness it swings.
    """

    to: Length
    stiffness: float = Field(default=170.0, ge=1, le=10_000)
    damping: float = Field(default=26.0, ge=1, le=1_000)


Motion = Length | Keys | Spring


class Mask(Value):
    """Where a node is seen.

    Attributes:
        file: A picture laid over the node's whole content: seen where it is white, or where
            it is opaque if it has clear parts.
        name: Or a mask that the studio makes while it runs, such as ``person``; as long as
            nobody makes it, all is seen.
        is_inverted: Seen where it otherwise is not: behind the person.
    """

    file: str = Field(default="", max_length=4096)
    name: str = Field(default="", max_length=64)
    is_inverted: bool = False

    @model_validator(mode="after")
    def _of_one_kind(self) -> "Mask":
        if bool(self.file) == bool(self.name):
            raise ValueError("a mask has a file or a name")
        return self


class Node(Value):
    """One thing on a canvas.

    Attributes:
        parent: A group's id, "" for the canvas itself.
        place: What x and y are counted from: "" for the parent's origin, or a place that the
            studio knows by name, such as ``face.forehead``, which moves, turns and scales the
            node with it.  As long as nobody finds it, it stands still: where it was last, or where
            it usually is if it was not found since something is counted from it.
        order: Among its siblings; the higher one is drawn over the others.
        anchor_x: Which point of the content lies at x, y: 0 is its left edge, 1 its right
            one.  A group has none.
        blend: How it is mixed with what lies below, as for items of scenes.
    """

    id: NodeId
    parent: NodeId | Literal[""] = ""
    place: str = Field(default="", max_length=64)
    content: Content
    mask: Mask | None = None
    order: Length = 0.0
    anchor_x: float = Field(default=0.5, ge=-10, le=10)
    anchor_y: float = Field(default=0.5, ge=-10, le=10)
    blend: Blend = "normal"


class PutNode(Value):
    """Put a node on a canvas, or another content into one that is there; it moves as it did.

    Attributes:
        motions: How it moves from now on.
    """

    do: Literal["put"] = "put"
    node: Node
    motions: dict[Property, Motion] = Field(default_factory=dict)


class MoveNode(Value):
    """Let a node move otherwise from now on."""

    do: Literal["move"] = "move"
    id: NodeId
    motions: dict[Property, Motion]


class RemoveNode(Value):
    """Take a node and all that it holds off a canvas; nothing if it is gone already."""

    do: Literal["remove"] = "remove"
    id: NodeId


CanvasEdit = Annotated[PutNode | MoveNode | RemoveNode, Field(discriminator="do")]
