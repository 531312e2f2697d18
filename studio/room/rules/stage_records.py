"""What must be kept of a stage, so that it outlives a crash."""

from dataclasses import dataclass

from studio.room.protocol.values import Id


@dataclass(frozen=True, slots=True)
class PeerKept:
    """Somebody was let in to the stage, or moved or muted there; kept until ``PeerGone``."""

    room: Id
    peer: Id
    user: Id
    name: str
    kind: str
    seat: int | None
    muted: bool
    at_ms: int
    link: str = ""
    wants_air: bool = False
    may_air: bool = False


@dataclass(frozen=True, slots=True)
class PeerGone:
    """Somebody who was let in has left the stage."""

    room: Id
    peer: Id


@dataclass(frozen=True, slots=True)
class StageAlive:
    """Somebody is at the stage: a later start knows how long it was away."""

    room: Id
    at_ms: int


@dataclass(frozen=True, slots=True)
class LinkVoid:
    """A phone was removed: nobody comes in any more by its link, nor itself by its own.

    Attributes:
        link: The number of the link that it came with.
    """

    room: Id
    link: str
    user: Id
    at_ms: int


StageRecord = PeerKept | PeerGone | StageAlive | LinkVoid
