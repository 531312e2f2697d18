"""How long to wait before a process that died is started again.

The first time not at all, as most deaths are single ones; then longer, so that
one that can't live does not eat the machine.  Pure: time is an argument.
"""

SECOND_NS = 1_000_000_000

_DELAYS_NS = tuple(int(seconds * SECOND_NS) for seconds in (0, 0.5, 1, 2, 5))
_HEALTHY_NS = 30 * SECOND_NS


class Backoff:
    """The delays of one process."""

    def __init__(self) -> None:
        self.failures = 0
        """Starts in a row that did not come to health."""
        self.false_starts = 0
        """Starts in a row that did not even get ready."""
        self._ready_ns: int | None = None

    def did_get_ready(self, now_ns: int) -> None:
        """Note that it runs."""
        self.false_starts = 0
        self._ready_ns = now_ns

    def did_end(self, now_ns: int) -> int:
        """Note that it died, and return after how many ns to start it again."""
        if self._ready_ns is None:
            self.false_starts += 1
        elif now_ns - self._ready_ns >= _HEALTHY_NS:
            self.failures = 0
        self._ready_ns = None
        delay_ns = _DELAYS_NS[min(self.failures, len(_DELAYS_NS) - 1)]
        self.failures += 1
        return delay_ns
