"""What a character consists of, whatever file it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from installer.avatar_assets.piece import Piece

Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Bone:
    """A joint.

    Attributes:
        place: Of the joint at rest, in metres.
        human: What VRM calls it, "" if it is none of a person's.
    """

    name: str
    parent: str
    place: Place
    human: str = ""


@dataclass(frozen=True, slots=True)
class Paint:
    """A material, as MToon has it; colours as ``#rrggbb``.

    Attributes:
        shade: Its colour where no light falls.
        outline_m: How thick the line around it is.
        picture: A PNG that colours it.
        is_flat: Drawn without light, as eyes are.
        lies_on: Which of those that lie on one another; the higher is above.
    """

    name: str
    lit: str
    shade: str = ""
    outline_m: float = 0.0
    outline: str = "#5a4252"
    picture: bytes = b""
    is_flat: bool = False
    lies_on: int = 0


@dataclass(frozen=True, slots=True)
class Chain:
    """Bones that swing.

    Attributes:
        bones: By name; the last one is only an end.
        hit_m: How thick they are to what they hit.
    """

    name: str
    bones: tuple[str, ...]
    stiffness: float
    drag: float
    gravity: float = 0.0
    hit_m: float = 0.02


@dataclass(frozen=True, slots=True)
class Ball:
    """What swinging bones do not go through."""

    bone: str
    offset: Place
    radius_m: float


@dataclass(frozen=True, slots=True)
class Character:
    """See the module."""

    name: str
    bones: tuple[Bone, ...]
    paints: tuple[Paint, ...]
    pieces: tuple[Piece, ...]
    expressions: tuple[str, ...]
    chains: tuple[Chain, ...] = ()
    balls: tuple[Ball, ...] = ()
    about: Mapping[str, object] = field(default_factory=dict)
