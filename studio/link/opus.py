"""Encodes what a peer hears: blocks of a bus as packets of Opus, 20 ms each.

libopus in its mode of low delay, which looks 2.5 ms ahead and not 6.5.  Pure but for FFmpeg::

    encoder = OpusEncoder()
    for data, timestamp in encoder.encode(block, pts_ns): …
"""

from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np

from studio.link.sound_line import Samples
from studio.model.media import SAMPLE_RATE_HZ, SECOND_NS

FRAMES = SAMPLE_RATE_HZ // 50
KBPS = 96
_JUMP_FRAMES = FRAMES // 2


class OpusEncoder:
    """See the module; belongs to one thread."""

    def __init__(self) -> None:
        self._codec = av.CodecContext.create("libopus", "w")
        self._codec.sample_rate = SAMPLE_RATE_HZ
        self._codec.layout = "stereo"
        self._codec.format = "flt"
        self._codec.bit_rate = KBPS * 1000
        self._codec.time_base = Fraction(1, SAMPLE_RATE_HZ)
        self._codec.options = {"application": "lowdelay", "frame_duration": "20"}
        self._rest: Samples = np.zeros((0, 2), np.float32)
        self._at: int | None = None

    def encode(self, block: Samples, pts_ns: int) -> Iterator[tuple[bytes, int]]:
        """Encode a block.

        Args:
            block: ``(frames, 2) float32``.
            pts_ns: Of its first sample, on any clock; where it jumps, so do timestamps.

        Yields:
            Packets, each with the number of its first sample.
        """
        begin = pts_ns * SAMPLE_RATE_HZ // SECOND_NS
        if self._at is None or abs(begin - self._at - len(self._rest)) > _JUMP_FRAMES:
            self._rest, self._at = self._rest[:0], begin
        samples = np.concatenate([self._rest, block])
        whole = len(samples) // FRAMES * FRAMES
        for first in range(0, whole, FRAMES):
            yield from self._encoded(samples[first : first + FRAMES], self._at)
            self._at += FRAMES
        self._rest = samples[whole:]

    def _encoded(self, samples: Samples, at: int) -> Iterator[tuple[bytes, int]]:
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "flt", "stereo")
        frame.sample_rate, frame.pts = SAMPLE_RATE_HZ, at
        for packet in self._codec.encode(frame):
            yield bytes(packet), at
