"""Sound of a peer, sample after sample on the time line of this machine.  Pure.

The sender's clock runs a little faster or slower than ours, and the lag of a peer changes
with the network.  A few milliseconds are caught up by stretching, a hundredth at most, which
nobody hears; a hole is filled by what was heard last, which fades, and a jump jumps::

    line = SoundLine()
    for pts_ns, block in line.place(samples, due_ns): …
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

JUMP_FRAMES = SAMPLE_RATE_HZ // 20
"""What differs by more is not caught up, but jumped over."""
_CLOSE_FRAMES = SAMPLE_RATE_HZ // 1000
_STRETCH = 100
_FADE_FRAMES = SAMPLE_RATE_HZ // 50
MAX_HOLE_FRAMES = SAMPLE_RATE_HZ // 5

Samples = NDArray[np.float32]


class SoundLine:
    """See the module; belongs to one thread.

    Attributes:
        jumps: How often it jumped.
        filled_frames: What was made up for holes.
    """

    def __init__(self) -> None:
        self.jumps = 0
        self.filled_frames = 0
        self._origin_ns = 0
        self._end = 0
        self._last: Samples | None = None

    def place(self, samples: Samples, due_ns: int) -> Iterator[tuple[int, Samples]]:
        """Put what was received in its place.

        Args:
            samples: ``(frames, 2) float32``.
            due_ns: When the first of them is due.

        Yields:
            Blocks without a gap between them, each with the time of its first sample.
        """
        if self._last is None:
            self._origin_ns, self._end = due_ns, 0
        off = round((due_ns - self._origin_ns) * SAMPLE_RATE_HZ / SECOND_NS) - self._end
        if self._last is not None and _CLOSE_FRAMES < len(samples) // 2 < off <= MAX_HOLE_FRAMES:
            yield self._appended(self._fading(self._last, off))
            self.filled_frames += off
        elif abs(off) > JUMP_FRAMES:
            self.jumps += 1
            self._origin_ns, self._end = due_ns, 0
        elif abs(off) > _CLOSE_FRAMES:
            most = len(samples) // _STRETCH
            samples = _stretched(samples, len(samples) + max(-most, min(most, off)))
        self._last = samples
        yield self._appended(samples)

    def _appended(self, block: Samples) -> tuple[int, Samples]:
        pts_ns = self._origin_ns + self._end * SECOND_NS // SAMPLE_RATE_HZ
        self._end += len(block)
        return pts_ns, block

    @staticmethod
    def _fading(last: Samples, frames: int) -> Samples:
        """Return what was last heard, mirrored so that nothing clicks, ever quieter."""
        period = np.concatenate([last[::-1], last])
        filled: Samples = np.resize(period, (frames, 2)).astype(np.float32)
        fade = np.clip(1 - np.arange(frames) / _FADE_FRAMES, 0, 1).astype(np.float32)
        filled *= fade[:, None]
        return filled


def _stretched(samples: Samples, frames: int) -> Samples:
    places = np.linspace(0, len(samples) - 1, frames, dtype=np.float32)
    whole = np.arange(len(samples), dtype=np.float32)
    parts = [np.interp(places, whole, samples[:, side]) for side in (0, 1)]
    return np.stack(parts, axis=1).astype(np.float32)
