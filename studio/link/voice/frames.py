"""Exact frames of 10 ms, cut from sound that comes in blocks of any length.  Pure.

Places are numbers of samples since the clock began::

    frames = Frames()
    for start, frame in frames.cut(place, samples): …
    far = FarLine()
    far.put(place, samples)
    far.read(start)
"""

from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

FRAME = SAMPLE_RATE_HZ // 100
KEPT = SAMPLE_RATE_HZ
"""A second of what was heard: it is told a tenth of one before it is heard."""
LOST = SAMPLE_RATE_HZ // 10
"""What is so far from its place is not a late stamp: the device was opened anew."""
STEP = SAMPLE_RATE_HZ // 100
LOOKED_AT = 8
"""Blocks: a device takes its sound in pieces, so single stamps jitter by those."""

Mono = NDArray[np.float32]


def place_of(pts_ns: int) -> int:
    """Return the number of the sample that is nearest to a monotonic time."""
    return (pts_ns * SAMPLE_RATE_HZ + SECOND_NS // 2) // SECOND_NS


def time_of(place: int) -> int:
    """Return the monotonic time of a sample, rounded down."""
    return place * SECOND_NS // SAMPLE_RATE_HZ


class Frames:
    """Cuts the near sound.

    Attributes:
        begin: Where the sound began that goes on without a gap since.
    """

    def __init__(self) -> None:
        self.begin = 0
        self._start = 0
        self._held: Mono = np.empty(0, np.float32)

    def cut(self, place: int, samples: Mono) -> Iterator[tuple[int, Mono]]:
        """Take a block; yield the frames that are whole now, each with its place."""
        if abs(place - self._start - len(self._held)) > 1:
            self.begin = self._start = place
            self._held = np.empty(0, np.float32)
        held = np.concatenate((self._held, samples))
        whole = len(held) // FRAME
        start, self._start = self._start, self._start + whole * FRAME
        self._held = held[whole * FRAME :]
        for n in range(whole):
            yield start + n * FRAME, held[n * FRAME : (n + 1) * FRAME]


class FarLine:
    """The far sound, by when it is heard; without a seam, or the echo could not be found.

    Attributes:
        moves: How often it had to be put elsewhere.
    """

    def __init__(self) -> None:
        self.moves = 0
        self._data: Mono = np.zeros(KEPT, np.float32)
        self._end = 0
        self._errors: deque[int] = deque(maxlen=LOOKED_AT)

    def put(self, place: int, samples: Mono) -> None:
        """Append a block, which by its stamp is heard from ``place`` on."""
        error = place - self._end
        if abs(error) > LOST:
            self._data[:] = 0
            self._end = place
            self._errors.clear()
            self.moves += 1
        else:
            self._errors.append(error)
            self._settle()
        count = min(len(samples), KEPT)
        self._data[:-count] = self._data[count:]
        self._data[-count:] = samples[-count:]
        self._end += len(samples)

    def read(self, start: int) -> Mono:
        """Return the frame that is heard from ``start`` on; silence where nothing is known."""
        frame = np.zeros(FRAME, np.float32)
        at = start - (self._end - KEPT)
        first, last = max(0, at), min(KEPT, at + FRAME)
        if first < last:
            frame[first - at : last - at] = self._data[first:last]
        return frame

    def _settle(self) -> None:
        if len(self._errors) < LOOKED_AT:
            return
        mean = round(sum(self._errors) / LOOKED_AT)
        if abs(mean) > STEP:  # it has run dry, and goes on later
            self._end += mean
            self._errors.clear()
            self.moves += 1
