"""A histogram of durations with constant memory and a bounded error.

Buckets grow by powers of two with 32 steps each, so that a quantile is right to
about 3 %, whatever its size (the layout of HdrHistogram).  One thread records;
others may read, and see a count that is at most one record old.
"""

_STEPS_LOG2 = 5
_STEPS = 1 << _STEPS_LOG2
_BUCKETS = 48 * _STEPS  # up to 2**52 ns, 52 days


class Histogram:
    """Durations in nanoseconds."""

    def __init__(self) -> None:
        self._counts = [0] * _BUCKETS
        self.count = 0
        self.total_ns = 0
        self.max_ns = 0

    def record(self, duration_ns: int) -> None:
        """Count one duration; a negative one counts as 0."""
        value = max(0, duration_ns)
        self._counts[min(_bucket(value), _BUCKETS - 1)] += 1
        self.count += 1
        self.total_ns += value
        self.max_ns = max(self.max_ns, value)

    def quantile_ms(self, q: float) -> float:
        """Return the duration that a share ``q`` (0..1) of all does not exceed, in ms.

        0 while nothing was recorded.
        """
        return min(_quantile_ns(self._counts, q), self.max_ns) / 1e6

    def counts(self) -> list[int]:
        """Return how many there are in each bucket, as of now."""
        return self._counts.copy()

    @property
    def mean_ms(self) -> float:
        """The mean in milliseconds; 0 while nothing was recorded."""
        return self.total_ns / self.count / 1e6 if self.count else 0.0


class Recent:
    """Of a histogram that goes on and on, what was recorded since one last asked."""

    def __init__(self) -> None:
        self._of: Histogram | None = None
        self._before: list[int] = []

    def middle_ms(self, times: Histogram) -> float:
        """Return the middle one of the durations since the last call, in ms; 0 for none.

        Args:
            times: Another histogram than last time counts from its beginning.
        """
        counts = times.counts()
        before = self._before if times is self._of else [0] * _BUCKETS
        self._of, self._before = times, counts
        new = [now - then for now, then in zip(counts, before, strict=True)]
        return _quantile_ns(new, 0.5) / 1e6


def _quantile_ns(counts: list[int], q: float) -> int:
    wanted = q * sum(counts)
    seen = 0
    for bucket, count in enumerate(counts):
        seen += count
        if count and seen >= wanted:
            return _upper_edge(bucket)
    return 0


def _bucket(value: int) -> int:
    if value < _STEPS:
        return value
    shift = value.bit_length() - _STEPS_LOG2 - 1
    return (shift + 1) * _STEPS + (value >> shift) - _STEPS


def _upper_edge(bucket: int) -> int:
    if bucket < _STEPS:
        return bucket
    shift, step = bucket // _STEPS - 1, bucket % _STEPS
    return ((step + _STEPS + 1) << shift) - 1
