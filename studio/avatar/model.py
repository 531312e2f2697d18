"""An avatar as it was loaded, whatever its file's format: what to draw, and how it can move.

Lengths are metres.  Once its root is turned it looks to +z, its left is +x, and y is up.
Bones and expressions are called as VRM 1.0 calls them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Indices = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class About:
    """What an avatar's author says of it; all lines, "" or empty where he says nothing.

    Attributes:
        format: ``VRM 1.0``, ``VRM 0.x`` or ``glTF``.
        terms: What is allowed, each as a line of ``what: who or how``.
    """

    format: str
    name: str = ""
    version: str = ""
    authors: tuple[str, ...] = ()
    contact: str = ""
    reference: str = ""
    copyright: str = ""
    license: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """A tree of places; each as it is at rest.

    Attributes:
        parents: ``(n,)``, -1 for none.
        levels: The numbers of those of each depth, the roots first.
    """

    names: tuple[str, ...]
    parents: NDArray[np.int64]
    places: Doubles
    turns: Doubles
    scales: Doubles
    levels: tuple[NDArray[np.int64], ...]


@dataclass(frozen=True, slots=True)
class Toon:
    """A material: two tones, a line around it.  Colours are linear.

    Attributes:
        texture: Number of the picture that colours it, -1 for none.
        shade_texture: Likewise where no light falls.
        shift: Of the border between the tones, -1..1.
        toony: How sharp that border is, 0..1.
        cutoff: Alpha below which it isn't there; 0 draws all.
        blends: Whether what is behind shines through.
        outline_m: How thick the line is, 0 for none.
        order: Later ones are drawn over earlier ones.
        uv: Offset and scale of its pictures.
    """

    name: str = ""
    lit: tuple[float, float, float, float] = (1, 1, 1, 1)
    shade: tuple[float, float, float] = (0.75, 0.72, 0.8)
    emission: tuple[float, float, float] = (0, 0, 0)
    rim: tuple[float, float, float] = (0, 0, 0)
    rim_power: float = 5.0
    rim_lift: float = 0.0
    texture: int = -1
    shade_texture: int = -1
    emission_texture: int = -1
    shift: float = 0.0
    toony: float = 0.9
    is_unlit: bool = False
    cutoff: float = 0.0
    blends: bool = False
    is_double_sided: bool = False
    outline_m: float = 0.0
    outline: tuple[float, float, float] = (0, 0, 0)
    order: int = 0
    uv: tuple[float, float, float, float] = (0, 0, 1, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """How a morph moves some of the points.

    Attributes:
        at: Which points.
        points: By how much each of them moves.
        normals: By how much their normals change, None if not.
    """

    at: NDArray[np.int64]
    points: Floats
    normals: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """Points that triangles have; several parts may share them.

    Attributes:
        node: Whose mesh it is.
        joints: ``(n, 4)``, numbers of the palette.
        targets: The mesh's morphs, None for those that move none of them.
    """

    node: int
    points: Floats
    normals: Floats
    uv: Floats
    joints: NDArray[np.uint16]
    weights: Floats
    targets: tuple[Target | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Triangles of one material."""

    corners: int
    indices: Indices
    material: int


@dataclass(frozen=True, slots=True)
class Bind:
    """That an expression moves a morph."""

    node: int
    target: int
    weight: float


@dataclass(frozen=True, slots=True)
class Expression:
    """Something that a face can do.

    Attributes:
        is_binary: Whether it is there or not, and nothing between.
        overrides: Of ``blink``, ``mouth`` and ``look``, which it weakens (``blend``) or
            switches off (``block``).
    """

    binds: tuple[Bind, ...]
    is_binary: bool = False
    overrides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Range:
    """How far a look of so many degrees goes: degrees of a bone, or a weight."""

    input_deg: float = 90.0
    output: float = 10.0


@dataclass(frozen=True, slots=True)
class Look:
    """How eyes look around.

    Attributes:
        by_bones: By bones, else by expressions.
    """

    by_bones: bool = False
    inner: Range = field(default_factory=Range)
    outer: Range = field(default_factory=Range)
    down: Range = field(default_factory=Range)
    up: Range = field(default_factory=Range)


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """A bone that swings.

    Attributes:
        node: Which one.
        tail: Where its end is, in its own space.
        center: The node relative to which it swings, -1 for the world.
        colliders: Numbers of what it does not go through.
    """

    node: int
    tail: tuple[float, float, float]
    stiffness: float
    drag: float
    gravity: tuple[float, float, float]
    hit_m: float
    center: int
    colliders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Collider:
    """A ball, or a capsule between two of its places, on a node."""

    node: int
    offset: tuple[float, float, float]
    tail: tuple[float, float, float]
    radius_m: float


@dataclass(frozen=True, slots=True, eq=False)
class AvatarModel:
    """See the module.

    Attributes:
        palette: For each of its entries a node and, in ``binds``, the matrix that brings points
            to that node's space.
        pictures: Of its materials, as encoded files.
        bones: Nodes by the names of a person's bones.
        is_turned: Whether the file looks to -z.
    """

    about: About
    nodes: Nodes
    palette: NDArray[np.int64]
    palette_binds: Doubles
    corners: tuple[Corners, ...]
    parts: tuple[Part, ...]
    materials: tuple[Toon, ...]
    pictures: tuple[bytes, ...]
    bones: Mapping[str, int]
    expressions: Mapping[str, Expression]
    look: Look
    joints: tuple[Joint, ...]
    colliders: tuple[Collider, ...]
    is_turned: bool = False
