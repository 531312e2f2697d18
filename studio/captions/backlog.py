"""Sound that waits to be heard: bounded, and what is too much is dropped from its old end.

Who falls behind by twenty seconds will not catch up by hurrying: all but the newest three go, and
are told as a hole.  Less is heard late, as after a restart.  Whoever takes sees a hole, of any
cause, by the position of what comes::

    backlog = Backlog()
    backlog.put(at, samples)
    at, samples = backlog.take()        # None: nothing waits

Pure; positions are samples at 16 kHz on the programme's clock.
"""

from collections import deque

from studio.captions.sound import RATE_HZ, Mono

MOST = 20 * RATE_HZ
KEPT = 3 * RATE_HZ


class Backlog:
    """See the module.

    Args:
        at: What lies before it was heard already.

    Attributes:
        dropped: Samples that nobody heard, in all.
        waiting: Samples that wait.
    """

    def __init__(self, at: int = 0) -> None:
        self.dropped = 0
        self.waiting = 0
        self._end = at
        self._blocks: deque[tuple[int, Mono]] = deque()

    def put(self, at: int, samples: Mono) -> int:
        """Add what was said from a position on; return how many older samples that cost."""
        if at < self._end:  # heard before: a process that was started again reads on from there
            samples, at = samples[self._end - at :], self._end
        if not len(samples):
            return 0
        self._blocks.append((at, samples))
        self._end = at + len(samples)
        self.waiting += len(samples)
        return self._shorten() if self.waiting > MOST else 0

    def take(self) -> tuple[int, Mono] | None:
        """Return the oldest that waits and where it lies."""
        if not self._blocks:
            return None
        at, samples = self._blocks.popleft()
        self.waiting -= len(samples)
        return at, samples

    def _shorten(self) -> int:
        before = self.waiting
        while self.waiting > KEPT and len(self._blocks) > 1:
            self.take()
        self.dropped += before - self.waiting
        return before - self.waiting
