"""Applause: collected, and told at most once a second."""

from studio.room.protocol.events import Likes
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import Liked
from studio.room.rules.throttle import Throttle


class Applause:
    """The applause of one show.

    Args:
        total: What there was before the room was started again.
    """

    def __init__(self, room: str, every_ms: int, total: int = 0) -> None:
        self._room = room
        self._throttle = Throttle(every_ms)
        self._untold = 0
        self.total = total

    def add(self, count: int, now_ms: int) -> Outcome:
        """Collect some."""
        self.total += count
        self._untold += count
        self._throttle.change()
        return self.tick(now_ms)

    def begin_anew(self) -> None:
        """Start at 0 with a new show."""
        self.total = 0
        self._untold = 0

    def tick(self, now_ms: int) -> Outcome:
        """Tell what was collected, if it is time."""
        if not self._throttle.take(now_ms):
            return Outcome()
        event = Likes(count=self._untold, total=self.total)
        record = Liked(self._room, self._untold, self.total, now_ms)
        self._untold = 0
        return Outcome(events=(event,), records=(record,))

    def due_ms(self) -> int | None:
        """Return when there is something to tell."""
        return self._throttle.due_ms()
