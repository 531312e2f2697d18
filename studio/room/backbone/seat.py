"""Who is connected where."""

from dataclasses import dataclass

from studio.room.protocol.values import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """One connection's place in one room.

    Attributes:
        edge: The edge that holds the connection.
        number: Of the connection, never used again by that edge.
    """

    room: str
    edge: str
    number: int


@dataclass(frozen=True, slots=True)
class Guest:
    """Who sits there, as their token says.

    Attributes:
        has_wallet: Whether gifts can be paid; False for those who came by a link.
        kind: As what their link lets them come on stage, a ``PeerKind``; "": as nothing.
        link: Its number.
    """

    user: str
    name: str
    role: Role
    has_wallet: bool
    kind: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a client that comes back has seen last."""

    epoch: str
    offset: int
