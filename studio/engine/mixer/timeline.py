"""The sound of one input, by the sample of session time to which it belongs.

A ring of samples that is addressed by absolute sample number (session time times
48000).  What was never written is silence.  Not thread-safe: it belongs to the
mix thread::

    timeline = Timeline(48_000)
    timeline.write(96_000, samples)
    missing = timeline.read(96_512, out)  # out is filled, with silence where needed
"""

import numpy as np
from numpy.typing import NDArray

from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ, SECOND_NS

Samples = NDArray[np.float32]
"""(frames, 2) float32, full scale 1.0."""


def sample_at(session_ns: int) -> int:
    """Return the number of the sample that is nearest to a session time."""
    return (session_ns * SAMPLE_RATE_HZ + SECOND_NS // 2) // SECOND_NS


def time_of(sample: int) -> int:
    """Return the session time of a sample in nanoseconds, rounded down."""
    return sample * SECOND_NS // SAMPLE_RATE_HZ


def block_start_ns(block: int) -> int:
    """Return the session time at which a block starts, rounded down."""
    return time_of(block * BLOCK_FRAMES)


class Timeline:
    """A sliding window of samples; the newest ``capacity`` frames are kept.

    Attributes:
        begin: First sample that is held.
        end: One after the last sample that is held; writing goes on here.
        mixed_to: One after the last sample that was mixed; the reader keeps it.
        gap_frames: Frames between two writes that nobody wrote: silence.
    """

    def __init__(self, capacity: int) -> None:
        self._data: Samples = np.zeros((capacity, 2), np.float32)
        self.begin = 0
        self.end = 0
        self.mixed_to = 0
        self.gap_frames = 0

    @property
    def capacity(self) -> int:
        """How many frames are kept."""
        return len(self._data)

    @property
    def is_empty(self) -> bool:
        """True until something is written."""
        return self.begin == self.end

    def write(self, start: int, samples: Samples) -> None:
        """Put samples at their place.

        A write behind the end throws away what was held from ``start`` on: the
        writer was moved (a seek, a restart), and what it had said before is void.
        """
        if self.is_empty or start - self.end >= self.capacity:
            self.begin = self.end = start
        if start > self.end:
            self.gap_frames += start - self.end
            self._put(self.end, np.zeros((start - self.end, 2), np.float32))
        kept = samples[-self.capacity :]
        self._put(start + len(samples) - len(kept), kept)
        self.end = start + len(samples)
        self.begin = max(min(self.begin, start), self.end - self.capacity)

    def read(self, start: int, out: Samples) -> int:
        """Fill ``out`` from ``start`` on; return how many of its frames were missing."""
        if start >= self.end or start + len(out) <= self.begin:
            out.fill(0)
            return len(out)
        first = min(max(start, self.begin), start + len(out))
        last = max(min(start + len(out), self.end), first)
        out[: first - start] = 0
        out[last - start :] = 0
        self._get(first, out[first - start : last - start])
        return len(out) - (last - first)

    def resize(self, capacity: int) -> None:
        """Keep more or fewer frames from now on; the newest stay."""
        kept = np.empty((min(capacity, self.end - self.begin), 2), np.float32)
        start = self.end - len(kept)
        self._get(start, kept)
        self._data = np.zeros((capacity, 2), np.float32)
        self.begin = start
        self._put(start, kept)

    def _put(self, start: int, samples: Samples) -> None:
        at = start % self.capacity
        head = min(len(samples), self.capacity - at)
        self._data[at : at + head] = samples[:head]
        self._data[: len(samples) - head] = samples[head:]

    def _get(self, start: int, out: Samples) -> None:
        at = start % self.capacity
        head = min(len(out), self.capacity - at)
        out[:head] = self._data[at : at + head]
        out[head:] = self._data[: len(out) - head]
