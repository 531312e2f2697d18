"""Who needs pictures and sound now; with nobody who does, the engine rests.

Each part says how many of a kind it has; the tick and the mixer look at two flags
and are waked when one of them changes::

    demand = Demand()
    demand.on_change(ticker.wake)
    demand.set(Taker.VIEW, 2)  # the views that run, not those that rest
    demand.needs_pictures
"""

import threading
from collections.abc import Callable
from enum import StrEnum


class Taker(StrEnum):
    """What takes pictures, sound or both."""

    OUTPUT = "output"
    VIEW = "view"
    METERS = "meters"
    MONITOR = "monitor"
    BUS_RING = "bus ring"


TAKE_PICTURES = frozenset({Taker.OUTPUT, Taker.VIEW})
TAKE_SOUND = frozenset({Taker.OUTPUT, Taker.METERS, Taker.MONITOR, Taker.BUS_RING})


class Demand:
    """Counts takers.  May be used from any thread.

    Attributes:
        needs_pictures: Something shows, sends or records pictures.
        needs_sound: Something hears, measures, sends or records sound.
    """

    def __init__(self) -> None:
        self.needs_pictures = False
        self.needs_sound = False
        self._lock = threading.Lock()
        self._counts = dict.fromkeys(Taker, 0)
        self._listeners: list[Callable[[], None]] = []

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call this after each change of a flag, in the thread that made it; must not block."""
        self._listeners.append(listener)

    def count(self, taker: Taker) -> int:
        """Return how many of a kind there are."""
        return self._counts[taker]

    def set(self, taker: Taker, count: int) -> None:
        """Say how many of a kind there are now.

        Raises:
            ValueError: If that is fewer than none.
        """
        if count < 0:
            raise ValueError(f"there can't be {count} of {taker}")
        with self._lock:
            self._counts[taker] = count
            before = self.needs_pictures, self.needs_sound
            self.needs_pictures = any(self._counts[each] for each in TAKE_PICTURES)
            self.needs_sound = any(self._counts[each] for each in TAKE_SOUND)
            has_changed = before != (self.needs_pictures, self.needs_sound)
        if has_changed:
            for listener in self._listeners:
                listener()
