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
        wanted = q * self.count
        seen = 0
        for bucket, count in enumerate(self._counts):
            seen += count
            if count and seen >= wanted:
                return min(_upper_edge(bucket), self.max_ns) / 1e6
        return 0.0

    @property
    def mean_ms(self) -> float:
        """The mean in milliseconds; 0 while nothing was recorded."""
        return self.total_ns / self.count / 1e6 if self.count else 0.0


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
