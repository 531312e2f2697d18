"""Whether a process still answers.  Pure: time is an argument.

A ping that stays unanswered for 3 s means that its process hangs.  What counts
is the oldest one, and only the time in which we ourselves were awake.
"""

from studio.ipc.backoff import SECOND_NS

PING_PERIOD_NS = SECOND_NS
LIMIT_NS = 3 * SECOND_NS


class Heartbeat:
    """The pings of one connection."""

    def __init__(self) -> None:
        self._next_id = 0
        self._oldest: tuple[int, int] | None = None  # its id, when it was sent

    def ping(self, now_ns: int) -> int:
        """Return the id of the ping that is sent now."""
        self._next_id += 1
        if self._oldest is None:
            self._oldest = (self._next_id, now_ns)
        return self._next_id

    def pong(self, ping_id: int) -> None:
        """Note an answer.  Pings are answered in order, so older ones count as answered."""
        if self._oldest is not None and self._oldest[0] <= ping_id <= self._next_id:
            self._oldest = None

    def forgive(self, now_ns: int) -> None:
        """Start waiting anew: we were stopped ourselves and can't tell who answered."""
        if self._oldest is not None:
            self._oldest = (self._oldest[0], now_ns)

    def deadline_ns(self) -> int | None:
        """When the process counts as hung, unless it answers; None if it owes nothing."""
        return None if self._oldest is None else self._oldest[1] + LIMIT_NS
