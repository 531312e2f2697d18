"""What came of something that was told to a room."""

from dataclasses import dataclass

from studio.room.protocol.events import Accepted, Event, Refused
from studio.room.protocol.values import Id
from studio.room.rules.records import Record


@dataclass(frozen=True, slots=True)
class PeerLeft:
    """A peer that is no longer at the stage, and why."""

    peer: Id
    reason: str
    was_accepted: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be told to whoever asked, sent to all, and kept.

    Attributes:
        reply: None where nobody asked, or somebody else answers (a join, a battle).
        events: In order, with offset 0: whoever sends them numbers and stamps them.
        kicked: Whose connections end now.
        left: Who is no longer at the stage.
        is_stage_new: Whether those at the stage are to be told of it now.
    """

    reply: Accepted | Refused | None = None
    events: tuple[Event, ...] = ()
    records: tuple[Record, ...] = ()
    kicked: tuple[Id, ...] = ()
    left: tuple[PeerLeft, ...] = ()
    is_stage_new: bool = False

    def __add__(self, other: "Outcome") -> "Outcome":
        """Return what came of both, one after the other."""
        return Outcome(
            self.reply or other.reply,
            self.events + other.events,
            self.records + other.records,
            self.kicked + other.kicked,
            self.left + other.left,
            self.is_stage_new or other.is_stage_new,
        )
