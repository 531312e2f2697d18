"""Makes blocks of 48 kHz stereo out of decoded sound, each stamped with its time.

The samples are counted from one origin, so that stamps never drift; every pass of
a loop starts on the exact sample, and rounding in a container (a millisecond in
Matroska) is not mistaken for a gap.
"""

from collections.abc import Iterator

import av
import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
BLOCK_FRAMES = 1024
SECOND_NS = 1_000_000_000
_JITTER_FRAMES = RATE_HZ // 50
_LONG_FRAMES = RATE_HZ // 2  # of silence; more of it is a hole in the stamps
_AS_AAC_DECODES = ("fltp", "stereo", RATE_HZ)  # the usual: it needs no resampler

Samples = NDArray[np.float32]


class SoundBlocks:
    """Lines up sound on one time line and cuts it into blocks.

    Args:
        origin_ns: Monotonic time of the first sample of the first block.
    """

    def __init__(self, origin_ns: int) -> None:
        self._origin_ns = origin_ns
        self._block = np.zeros((BLOCK_FRAMES, 2), np.float32)
        self._filled = 0
        self._sent = 0  # frames that have left as blocks

    @property
    def due_ns(self) -> int:
        """When the first sample of the block that is being filled is due."""
        return self._origin_ns + self._sent * SECOND_NS // RATE_HZ

    def shift(self, by_ns: int) -> None:
        """All blocks from now on are due so much later."""
        self._origin_ns += by_ns

    def add(
        self, samples: Samples, due_ns: int, *, is_first: bool
    ) -> Iterator[tuple[int, Samples]]:
        """Put sound in its place.

        Args:
            samples: ``(frames, 2) float32``.
            due_ns: Monotonic time of the first of them.
            is_first: Whether a pass begins here, which is placed to the sample.

        Yields:
            Whole blocks with their times; each is valid until the next one.
        """
        off = self._index(due_ns) - self._sent - self._filled
        if off > _LONG_FRAMES:
            yield from self._silence(-self._filled % BLOCK_FRAMES)
            self._origin_ns, self._sent = due_ns, 0
        elif is_first or abs(off) > _JITTER_FRAMES:
            if off > 0:
                yield from self._silence(off)
            elif off < 0:
                samples = samples[-off:]
        yield from self._append(samples)

    def fill(self, until_ns: int) -> Iterator[tuple[int, Samples]]:
        """Add silence up to a time, if that is not long."""
        missing = self._index(until_ns) - self._sent - self._filled
        if missing <= _LONG_FRAMES:
            yield from self._silence(missing)

    def _index(self, time_ns: int) -> int:
        return round((time_ns - self._origin_ns) * RATE_HZ / SECOND_NS)

    def _silence(self, frames: int) -> Iterator[tuple[int, Samples]]:
        while frames > 0:
            part = min(frames, BLOCK_FRAMES)
            yield from self._append(np.zeros((part, 2), np.float32))
            frames -= part

    def _append(self, samples: Samples) -> Iterator[tuple[int, Samples]]:
        while len(samples):
            part = samples[: BLOCK_FRAMES - self._filled]
            self._block[self._filled : self._filled + len(part)] = part
            self._filled += len(part)
            samples = samples[len(part) :]
            if self._filled == BLOCK_FRAMES:
                yield self.due_ns, self._block
                self._sent += BLOCK_FRAMES
                self._filled = 0


class Resampler:
    """Brings decoded frames to float32 stereo at 48 kHz, whatever they are.

    Mono goes to both sides as it is (FFmpeg would make it 3 dB quieter), and
    surround is mixed down so that it can't clip.
    """

    def __init__(self) -> None:
        self._format: tuple[str, str, int] | None = None
        self._is_mono = False
        self._resampler = av.AudioResampler()

    def convert(self, frame: av.AudioFrame) -> Samples:
        """Return ``(frames, 2) float32``; a few samples may come with a later call."""
        if (frame.format.name, frame.layout.name, frame.sample_rate) == _AS_AAC_DECODES:
            return np.ascontiguousarray(frame.to_ndarray().T, np.float32)
        format = (frame.format.name, frame.layout.name, frame.sample_rate)
        if format != self._format:
            self._format = format
            self._is_mono = frame.layout.nb_channels == 1
            layout = "mono" if self._is_mono else "stereo"
            options = {"rematrix_maxval": "1.0"}
            self._resampler = av.AudioResampler("flt", layout, RATE_HZ, options=options)
        channels = 1 if self._is_mono else 2
        parts = [np.zeros((0, channels), np.float32)]
        for part in self._resampler.resample(frame):
            parts.append(np.asarray(part.to_ndarray(), np.float32).reshape(-1, channels))
        samples = np.concatenate(parts)
        return np.repeat(samples, 2, axis=1) if self._is_mono else samples
