"""Who comes, and how many are here: told so often at most, however fast they come and go."""

from studio.room.protocol.events import Entered, Viewers
from studio.room.protocol.values import Person, Role
from studio.room.rules.members import Members
from studio.room.rules.outcome import Outcome
from studio.room.rules.throttle import Throttle

ENTERED_EVERY_MS = 500


class Audience:
    """The viewers of one room."""

    def __init__(self, members: Members, every_ms: int) -> None:
        self._members = members
        self._throttle = Throttle(every_ms)
        self._told = 0
        self._peak = 0
        self._entered_ms = -ENTERED_EVERY_MS

    def enter(self, person: Person, now_ms: int) -> Outcome:
        """Tell who has come; of those who come at the same time the first."""
        if person.role is Role.ANCHOR or now_ms - self._entered_ms < ENTERED_EVERY_MS:
            return Outcome()
        self._entered_ms = now_ms
        return Outcome(events=(Entered(by=person),))

    def change(self, now_ms: int) -> Outcome:
        """Note that somebody came or left."""
        self._peak = max(self._peak, self._members.viewers)
        self._throttle.change()
        return self.tick(now_ms)

    def begin_anew(self) -> None:
        """Start to look for the most at the same time."""
        self._peak = self._members.viewers

    @property
    def peak(self) -> int:
        """The most that were here at the same time."""
        return self._peak

    def tick(self, now_ms: int) -> Outcome:
        """Tell the number, if it is time and it is another than before."""
        if not self._throttle.is_due(now_ms):
            return Outcome()
        count = self._members.viewers
        if count == self._told:
            self._throttle.drop()
            return Outcome()
        self._throttle.said(now_ms)
        self._told = count
        return Outcome(events=(Viewers(count=count),))

    def due_ms(self) -> int | None:
        """Return when there is something to tell."""
        return self._throttle.due_ms()
