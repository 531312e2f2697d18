"""The frame clock: says when each video frame is due, and how many were missed.

Every deadline is computed from the session's epoch, so a late frame never
delays the ones after it, the stream does not drift from the audio, and an engine
that was restarted goes on counting where the last one would be.  The clock only
does arithmetic and one sleep; rendering belongs to the caller::

    clock = FrameClock(Fraction(60), epoch_ns)
    while running:
        tick = clock.wait()
        compositor.render(tick.due_ns)
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

SECOND_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Tick:
    """One frame period.

    Attributes:
        index: Frame number since the epoch, from 0, skips included.
        due_ns: Monotonic time at which the frame is due, in nanoseconds.
        missed: Frames that fell due unrendered since the previous tick.
    """

    index: int
    due_ns: int
    missed: int


class FrameClock:
    """Paces one thread at a fixed frame rate.

    Not thread-safe: the thread that renders owns the clock.

    Args:
        fps: Frames per second, exact, e.g. ``Fraction(30000, 1001)``.
        epoch_ns: When frame 0 is due; the first tick is the first one due from now.
        now_ns: Monotonic clock in nanoseconds; tests pass a fake one.
        sleep_ns: Sleeps for about that many nanoseconds.

    Raises:
        ValueError: If ``fps`` is not positive.
    """

    def __init__(
        self,
        fps: Fraction,
        epoch_ns: int | None = None,
        now_ns: Callable[[], int] = time.monotonic_ns,
        sleep_ns: Callable[[int], None] = lambda ns: time.sleep(ns / SECOND_NS),
    ) -> None:
        if fps <= 0:
            raise ValueError(f"fps must be positive, not {fps}")
        # The period as two integers: nothing to round, and quicker than a Fraction.
        self._per_ns, self._per = SECOND_NS * fps.denominator, fps.numerator
        self.now_ns = now_ns
        self._sleep_ns = sleep_ns
        now = now_ns()
        self._start_ns = now if epoch_ns is None else epoch_ns
        self._next = max(0, -((self._start_ns - now) * self._per // self._per_ns))

    def wait(self) -> Tick:
        """Sleep until the next frame is due.

        When the caller is late, frames that are already over are skipped and
        counted, and the frame that is due now is returned without sleeping.
        """
        now_ns = self.now_ns()
        current = (now_ns - self._start_ns) * self._per // self._per_ns
        index = max(self._next, current)
        missed = index - self._next
        self._next = index + 1

        due_ns = self.due_ns(index)
        if due_ns > now_ns:
            self._sleep_ns(due_ns - now_ns)
        return Tick(index, due_ns, missed)

    def skip(self) -> None:
        """Pass over what fell due while nobody wanted it: the next tick misses nothing."""
        self._next = max(self._next, (self.now_ns() - self._start_ns) * self._per // self._per_ns)

    def due_ns(self, index: int) -> int:
        """Return the monotonic time at which a frame is due."""
        return self._start_ns + index * self._per_ns // self._per
