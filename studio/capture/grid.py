"""The session's ticks, so that a file's pictures fall onto them and not between.

A picture that is a nanosecond late for its tick is shown a whole frame later, and
many containers round times to a millisecond.  So a picture belongs to the first
tick that is due a quarter of a period before it, or later::

    grid = TickGrid(epoch_ns, Fraction(10**9, 30))
    pts_ns = grid.due_ns(grid.index_of(media_ns))

All of it is arithmetic of integers: a Fraction costs some microseconds, and these
are asked for a dozen times a picture.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class TickGrid:
    """When ticks are due.

    Attributes:
        epoch_ns: Monotonic time of tick 0.
        period_ns: Nanoseconds from tick to tick, exact.
    """

    epoch_ns: int
    period_ns: Fraction

    def due_ns(self, index: int) -> int:
        """Return the monotonic time of a tick, as the engine's clock computes it."""
        period = self.period_ns
        return self.epoch_ns + index * period.numerator // period.denominator

    def index_at_or_after(self, time_ns: int) -> int:
        """Return the first tick that is not before this monotonic time."""
        period = self.period_ns
        index = -(-(time_ns - self.epoch_ns) * period.denominator // period.numerator)
        return index - 1 if self.due_ns(index - 1) >= time_ns else index

    def index_of(self, time_ns: int) -> int:
        """Return the tick that a picture of this monotonic time belongs to."""
        period = self.period_ns
        quarters = 4 * (time_ns - self.epoch_ns) * period.denominator
        return -((period.numerator - quarters) // (4 * period.numerator))
