"""The time that the rules are told: the wall clock's at the start, then the monotonic one's.

A wall clock that is stepped (NTP, a person, daylight saving gone wrong) must not end
a mute early or a battle twice, so it is looked at once.
"""

import time
from collections.abc import Callable

_MS_NS = 1_000_000


class Clock:
    """Wall time that never jumps."""

    def __init__(
        self,
        wall_ns: Callable[[], int] = time.time_ns,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._monotonic_ns = monotonic_ns
        self._offset_ns = wall_ns() - monotonic_ns()

    def now_ms(self) -> int:
        """Return milliseconds since 1970."""
        return (self._monotonic_ns() + self._offset_ns) // _MS_NS

    def now_s(self) -> int:
        """Return seconds since 1970."""
        return self.now_ms() // 1000
