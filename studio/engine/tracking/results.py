"""The newest results of an AR process, as the tick finds them by the time of a picture.

results = Results()
results.take("rs-ar-1a2b3c4d-…")        # in the thread of the channel
results.read()                          # in the tick, and all that follows
found = results.find(picture.pts_ns, (picture.width, picture.height))
"""

import threading
from bisect import insort
from dataclasses import dataclass
from enum import IntEnum

from studio.engine.tracking.carrying import carried
from studio.ipc.ring import RingFormat, RingReader
from studio.model.tracking import MOST_AGE_NS, Tracked, TrackingError, unpack

MOST_KEPT = 12
"""Of files that are looked at ahead 3 lie in the future; the rest is to carry on from."""


class Fit(IntEnum):
    """How well a result fits a picture; the better, the higher."""

    NONE = 0
    CARRIED = 1
    BETWEEN = 2
    OWN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A result for a picture, and how well it fits."""

    tracked: Tracked | None
    fit: Fit


NOT_FOUND = Found(None, Fit.NONE)


class Results:
    """See the module.

    Attributes:
        version: Grows with each result that was read.
        damaged: How many could not be read, or were overwritten before.
    """

    def __init__(self) -> None:
        self.version = 0
        self.damaged = 0
        self._lock = threading.Lock()  # of the reader
        self._reader: RingReader | None = None
        self._kept: list[Tracked] = []

    @property
    def newest_ns(self) -> int:
        """The time of the latest picture of which there is a result; 0 if there is none."""
        return self._kept[-1].pts_ns if self._kept else 0

    def take(self, ring_name: str) -> None:
        """Read another ring from now on; from any thread.

        Raises:
            RingError: If there is none.
        """
        self._exchange(RingReader.attach(ring_name))

    def close(self) -> None:
        """Let go of the ring; what was read is carried on from until it is too old."""
        self._exchange(None)

    def read(self) -> None:
        """Take what is new."""
        with self._lock:
            reader = self._reader
            if reader is None:
                return
            before = reader.overruns
            while (slot := reader.next()) is not None:
                if slot.format is not RingFormat.TRACKED:
                    self.damaged += 1
                    continue
                try:
                    tracked = unpack(slot.data)
                except TrackingError:
                    self.damaged += 1
                    continue
                if reader.is_whole(slot):
                    self._keep(tracked)
                else:
                    self.damaged += 1
            self.damaged += reader.overruns - before

    def find(self, pts_ns: int, size: tuple[int, int]) -> Found:
        """Return what is seen on the picture of a time and a natural size."""
        kept = self._kept
        if not kept or pts_ns - kept[-1].pts_ns > MOST_AGE_NS:
            return NOT_FOUND
        known = [each for each in kept if (each.width, each.height) == size]
        tracked = carried(known, pts_ns)
        if tracked is None:
            return NOT_FOUND
        if any(each is tracked for each in known):
            return Found(tracked, Fit.OWN)
        is_between = known[-1].pts_ns > pts_ns
        return Found(tracked, Fit.BETWEEN if is_between else Fit.CARRIED)

    def _keep(self, tracked: Tracked) -> None:
        self.version += 1
        if self._kept and tracked.pts_ns < self._kept[-1].pts_ns - MOST_AGE_NS:
            self._kept.clear()  # the media was wound back, or the clock is another one
        self._kept = [each for each in self._kept if each.pts_ns != tracked.pts_ns]
        insort(self._kept, tracked, key=lambda each: each.pts_ns)
        del self._kept[:-MOST_KEPT]

    def _exchange(self, reader: RingReader | None) -> None:
        with self._lock:
            old, self._reader = self._reader, reader
        if old is not None:
            old.close()
