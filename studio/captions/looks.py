"""When what goes on is listened to again: as often as the machine allows.

Each look costs more the longer the segment is, and more on a slow or busy machine.  So looks take
at most a part of one core of real time, whatever they cost, and finals count too; they come no
oftener than three times a second, which nobody reads faster::

    looks = Looks()
    if looks.is_due(now_ns):
        begin_ns = …
        looks.looked(begin_ns, end_ns)

Pure; all lines of a process share it.
"""

SHARE = 0.28
"""Of a core that looks may take: with all else it stays below 0.35."""
GAP_NS = 320_000_000
_MOST_GAP_NS = 4_000_000_000


class Looks:
    """See the module."""

    def __init__(self) -> None:
        self._next_ns = 0

    def is_due(self, now_ns: int) -> bool:
        """Say whether there may be one now."""
        return now_ns >= self._next_ns

    def looked(self, begin_ns: int, end_ns: int) -> None:
        """Take note of what a look, or a final, took."""
        cost_ns = round((end_ns - begin_ns) / SHARE)
        gap_ns = min(max(cost_ns, GAP_NS), _MOST_GAP_NS)
        self._next_ns = max(self._next_ns, begin_ns + gap_ns)
