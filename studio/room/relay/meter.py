"""Bytes a second over the last seconds, with constant memory.

meter = Meter()
meter.note(len(data), now_ms)
meter.bytes_per_s(now_ms)
"""

from collections import deque

_SLOT_MS = 250
_SLOTS = 16
_LEAST_SLOTS = 4


class Meter:
    """A mean over the last four seconds, or over all, at least one, if there were fewer."""

    def __init__(self) -> None:
        self.total_bytes = 0
        self._slots: deque[tuple[int, int]] = deque(maxlen=_SLOTS)

    def note(self, count: int, now_ms: int) -> None:
        """Count bytes."""
        self.total_bytes += count
        slot = now_ms // _SLOT_MS
        if self._slots and self._slots[-1][0] == slot:
            count += self._slots.pop()[1]
        self._slots.append((slot, count))

    def bytes_per_s(self, now_ms: int) -> float:
        """Return the mean."""
        slot = now_ms // _SLOT_MS
        recent = [(when, count) for when, count in self._slots if slot - when < _SLOTS]
        if not recent:
            return 0.0
        span = max(_LEAST_SLOTS, slot - recent[0][0] + 1)
        return sum(count for _, count in recent) * 1000 / (span * _SLOT_MS)
