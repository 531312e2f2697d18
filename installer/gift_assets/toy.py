"""A toy: coloured solids on nodes that move, as glTF has them.

::

    wheel = Node("wheel", skins=((tyre, DARK), (rim, STEEL)))
    car = Node("car", children=(replace(wheel, place=(0.8, 0.3, 0.4)),))
    toy = Toy(car, clip="drive", tracks=(Track("wheel", "rotation", times_s, quaternions),))
"""

import math
from dataclasses import dataclass
from typing import Literal

from installer.gift_assets.solid import Axis, Solid

Path = Literal["translation", "rotation", "scale"]


@dataclass(frozen=True)
class Paint:
    """What a surface is like.

    Attributes:
        name: Of the material; a plugin that lays a picture on it says this.
        code: ``#RRGGBB``.
        metal: 0 is plastic, 1 is bare metal.
        rough: 0 is a mirror, 1 is chalk.
        shine: How much of its colour it sends out by itself.
        opacity: 1 hides what is behind.
        is_thin: Seen from both sides: petals, paper.
        is_picture: Has places for a picture: flat, that looks to +z.
    """

    name: str
    code: str
    metal: float = 0.0
    rough: float = 0.45
    shine: float = 0.0
    opacity: float = 1.0
    is_thin: bool = False
    is_picture: bool = False


Skin = tuple[Solid, Paint]


@dataclass(frozen=True)
class Node:
    """Something that may move by itself.

    Attributes:
        skins: Nodes with the very same ones share them in the file.
    """

    name: str
    skins: tuple[Skin, ...] = ()
    children: tuple["Node", ...] = ()
    place: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 1.0)
    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Track:
    """How the nodes of a name move: values at times, with straight ways between."""

    node: str
    path: Path
    times_s: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class Toy:
    """A model: a node with all that it carries, and one animation."""

    root: Node
    clip: str = ""
    tracks: tuple[Track, ...] = ()


def quaternion(axis: Axis, degrees: float) -> tuple[float, float, float, float]:
    """Return a turn around an axis as glTF writes it: x, y, z, w."""
    half = math.radians(degrees) / 2
    place = "xyz".index(axis)
    vector = [0.0, 0.0, 0.0]
    vector[place] = math.sin(half)
    return (vector[0], vector[1], vector[2], math.cos(half))


def spin(node: str, axis: Axis, length_s: float, turns: int = 1) -> Track:
    """Return a track that turns evenly, without a seam."""
    steps = 4 * abs(turns)
    return Track(
        node,
        "rotation",
        tuple(length_s * step / steps for step in range(steps + 1)),
        tuple(quaternion(axis, 360 * turns * step / steps) for step in range(steps + 1)),
    )


def rock(node: str, axis: Axis, length_s: float, degrees: float, steps: int = 12) -> Track:
    """Return a track that rocks from side to side once, without a seam."""
    phases = [step / steps for step in range(steps + 1)]
    return Track(
        node,
        "rotation",
        tuple(length_s * phase for phase in phases),
        tuple(quaternion(axis, degrees * math.sin(math.tau * phase)) for phase in phases),
    )
