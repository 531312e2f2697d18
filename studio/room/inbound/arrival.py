"""Makes one orderly line of what a platform sends twice and out of order.

Pure: time is an argument.  An item waits ``HOLD_NS`` for older ones that are late; one that
comes later than that is let through at once, since a late gift is better than none.
"""

import heapq
from collections import OrderedDict
from collections.abc import Iterable
from itertools import count

from studio.room.inbound.foreign import Foreign

HOLD_NS = 300_000_000
MAX_WAITING = 2_000
REMEMBERED = 50_000


class Arrival:
    """The line of one room and platform.

    Attributes:
        repeats: Items that had come before.
        late: Items that came after a younger one was taken.
        dropped: Items that were not taken, since too much waited.
    """

    def __init__(self, hold_ns: int = HOLD_NS) -> None:
        self._hold_ns = hold_ns
        self._waiting: list[tuple[int, int, int, Foreign]] = []
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._arrivals = count()
        self._taken_ms = 0
        self.repeats = 0
        self.late = 0
        self.dropped = 0

    def put(self, items: Iterable[Foreign], now_ns: int) -> None:
        """Add what came."""
        for item in items:
            if item.message in self._seen:
                self._seen.move_to_end(item.message)
                self.repeats += 1
            elif len(self._waiting) >= MAX_WAITING:
                self.dropped += 1  # not remembered: a repeat of it may still come in
            else:
                self._remember(item.message)
                self.late += item.at_ms < self._taken_ms
                heapq.heappush(self._waiting, (item.at_ms, next(self._arrivals), now_ns, item))

    def take(self, now_ns: int) -> list[Foreign]:
        """Return what has waited long enough, and all that is older than that."""
        ripe = [
            at_ms for at_ms, _, came_ns, _ in self._waiting if now_ns - came_ns >= self._hold_ns
        ]
        last_ms = max(ripe, default=None)
        taken: list[Foreign] = []
        while last_ms is not None and self._waiting and self._waiting[0][0] <= last_ms:
            taken.append(heapq.heappop(self._waiting)[3])
        if taken:
            self._taken_ms = max(self._taken_ms, taken[-1].at_ms)
        return taken

    def next_due_ns(self) -> int | None:
        """Return when ``take`` has something next, or None."""
        return min((came + self._hold_ns for _, _, came, _ in self._waiting), default=None)

    def _remember(self, message: str) -> None:
        self._seen[message] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
