"""What came of something that was told to a room."""

from dataclasses import dataclass

from studio.room.protocol.events import Accepted, Event, Refused
from studio.room.protocol.values import Id
from studio.room.rules.records import Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is to be told to whoever asked, sent to all, and kept.

    Attributes:
        reply: None where nobody asked, or somebody else answers (a join, a battle).
        events: In order, with offset 0: whoever sends them numbers and stamps them.
        kicked: Whose connections end now.
    """

    reply: Accepted | Refused | None = None
    events: tuple[Event, ...] = ()
    records: tuple[Record, ...] = ()
    kicked: tuple[Id, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        """Return what came of both, one after the other."""
        return Outcome(
            self.reply or other.reply,
            self.events + other.events,
            self.records + other.records,
            self.kicked + other.kicked,
        )
