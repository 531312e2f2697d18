"""What has come for the UI thread and was not taken yet.  Knows no Qt and no socket.

The UI thread may be blocked for seconds while an engine tells a lot.  What says how
something is (statistics, meters, the collection, an output) replaces what said it before,
so that there is never more here than there are things; answers are all kept, as there
are only as many as were asked for; of notices the latest are::

    inbox = Inbox(wake)              # any thread puts, ``wake`` is called once until it is taken
    inbox.put("meters", message, key="meters")
    for kind, value in inbox.take(): ...
"""

import itertools
import threading
from collections.abc import Callable, Hashable

MAX_UNKEYED = 200
"""Of those without a key: what comes on top costs the oldest."""

Item = tuple[str, object]


class Inbox:
    """Items in the order of coming, the newest of each key only.

    Args:
        wake: Called, in the thread that puts, when there is something to take.
        most: Items without a key that are kept.

    Attributes:
        dropped: Items without a key that nobody will see.
    """

    def __init__(self, wake: Callable[[], None], most: int = MAX_UNKEYED) -> None:
        self._wake = wake
        self._most = most
        self._items: dict[Hashable, Item] = {}
        self._numbers = itertools.count()
        self._unkeyed: dict[int, None] = {}
        self._lock = threading.Lock()
        self._is_woken = False
        self.dropped = 0

    def put(self, kind: str, value: object, *, key: Hashable | None = None) -> None:
        """Add something; with a key it takes the place of what had the same."""
        with self._lock:
            if key is None:
                key = next(self._numbers)
                self._unkeyed[key] = None
                if len(self._unkeyed) > self._most:
                    oldest = next(iter(self._unkeyed))
                    del self._unkeyed[oldest], self._items[oldest]
                    self.dropped += 1
            self._items.pop(key, None)
            self._items[key] = (kind, value)
            must_wake, self._is_woken = not self._is_woken, True
        if must_wake:
            self._wake()

    def forget(self, kind: str) -> None:
        """Drop all of one kind: something that came says it all anew."""
        with self._lock:
            for key in [key for key, item in self._items.items() if item[0] == kind]:
                del self._items[key]
                if isinstance(key, int):
                    self._unkeyed.pop(key, None)

    def take(self) -> list[Item]:
        """Return all there is, in order, and keep nothing."""
        with self._lock:
            items = list(self._items.values())
            self._items.clear()
            self._unkeyed.clear()
            self._is_woken = False
        return items

    def __len__(self) -> int:
        return len(self._items)
