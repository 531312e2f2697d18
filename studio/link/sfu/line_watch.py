"""Tells when a guest's direct line has been bad for a while.  Pure.

::

    watch = LineWatch()
    if watch.is_bad(now_s, received=connection.received, missed=connection.missed): …
"""

BAD_SHARE = 0.05
"""Of packets that do not come at first: 2 % is what a busy Wi-Fi loses, and is made up for."""
BAD_S = 4.0
LEAST_PACKETS = 20
"""In one look: fewer say nothing."""


class LineWatch:
    """See the module; asked now and then, for one line."""

    def __init__(self) -> None:
        self._received = self._missed = 0
        self._bad_since_s: float | None = None

    def is_bad(self, now_s: float, received: int, missed: int) -> bool:
        """Return whether more than a bound has been missing for some seconds.

        Args:
            now_s: Monotonic time.
            received: Packets that came, since the beginning.
            missed: Packets that did not come at first, since the beginning.
        """
        came, gone = received - self._received, max(0, missed - self._missed)
        if came < 0:  # another line
            came, gone = received, missed
        if came + gone >= LEAST_PACKETS:
            self._received, self._missed = received, missed
            if gone < BAD_SHARE * (came + gone):
                self._bad_since_s = None
            elif self._bad_since_s is None:
                self._bad_since_s = now_s
        return self._bad_since_s is not None and now_s - self._bad_since_s >= BAD_S
