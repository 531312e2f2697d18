"""When a camera's pictures were taken, by its own clock and by when they came.

On a busy machine pictures are read now early, now late, and never before they were there.  The
camera's driver has noted evenly when it took them, on some clock of its own; that clock's
beginning on ours is where the picture lies that came soonest, of those of the last seconds.
What is carried on from some pictures to others then moves evenly.  Drivers that note nothing,
or whose clock jumps, are believed nothing::

    arrival = Arrival()
    pts_ns = arrival.pts_ns(taken_ns, time.monotonic_ns())
"""

from collections import deque

_KEPT = 90
_JUMP_NS = 500_000_000
"""The camera's clock and ours can't differ by so much more than before."""


class Arrival:
    """See the module; belongs to one thread."""

    def __init__(self) -> None:
        self._begins_ns: deque[int] = deque(maxlen=_KEPT)
        self._pts_ns = 0

    def pts_ns(self, taken_ns: int | None, now_ns: int) -> int:
        """Return when a picture was taken that has come now; never later than now.

        Args:
            taken_ns: When, by the camera's clock, if it says so.
            now_ns: By ours.
        """
        pts_ns = now_ns
        if taken_ns is not None:
            begin_ns = now_ns - taken_ns
            if self._begins_ns and abs(begin_ns - self._begins_ns[-1]) > _JUMP_NS:
                self._begins_ns.clear()
            self._begins_ns.append(begin_ns)
            pts_ns = taken_ns + min(self._begins_ns)
        self._pts_ns = min(now_ns, max(self._pts_ns + 1, pts_ns))
        return self._pts_ns
