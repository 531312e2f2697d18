"""How often somebody may do something: a bucket that fills steadily and is emptied by acts.

Pure: time is an argument, in nanoseconds of a monotonic clock::

    bucket = TokenBucket(Rate(per_s=10, burst=30), now_ns)
    wait_ns = bucket.take(now_ns)          # 0: go ahead
"""

from dataclasses import dataclass

_SECOND_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second in the long run, and so many at once."""

    per_s: float
    burst: int

    def __post_init__(self) -> None:
        if self.per_s <= 0 or self.burst < 1:
            raise ValueError(f"A rate must let something through, not {self}.")


class TokenBucket:
    """Counts one person's or connection's acts."""

    __slots__ = ("_burst_ns", "_each_ns", "_empty_ns")

    def __init__(self, rate: Rate, now_ns: int) -> None:
        self._each_ns = round(_SECOND_NS / rate.per_s)
        self._burst_ns = self._each_ns * rate.burst
        # When the bucket would have been empty had it filled since: one number is all it takes.
        self._empty_ns = now_ns - self._burst_ns

    def take(self, now_ns: int, weight: int = 1) -> int:
        """Count an act if it may be; return 0, or in how many nanoseconds it may be tried again.

        Args:
            now_ns: Of a monotonic clock.
            weight: Of how many acts it counts as; never more than the burst.
        """
        begun_ns = max(self._empty_ns, now_ns - self._burst_ns)
        wait_ns = begun_ns + self._each_ns * weight - now_ns
        if wait_ns > 0:
            return wait_ns
        self._empty_ns = begun_ns + self._each_ns * weight
        return 0

    def is_full(self, now_ns: int) -> bool:
        """Return whether it holds nothing that must be remembered."""
        return self._empty_ns <= now_ns - self._burst_ns
