"""AAC for one bus of the mixer.

The encoder's frames overlap by half, so a decoder's output lags one block behind;
FFmpeg's encoder accounts for that by stamping its first packet one block before
its first sample.  Those stamps are passed on as they are, and a decoder that plays
each packet at its time puts every sample exactly where it was (an impulse through
FLV and Matroska comes back within their rounding to milliseconds).  The first packet
holds only the silence before the first block, and is not sent.

Packet n comes out when block n + 2 goes in, 43 ms later: one block is the overlap,
one is what the psychoacoustic model looks ahead.  A block costs 0.4 to 0.7 CPU-ms
with FFmpeg's default coder ("twoloop"); the "fast" one costs 0.25, and is worse::

    encoder = AudioEncoder(bus=0, kbps=160, track=1)
    for packet in encoder.encode(n, buses[0]): ...
"""

from fractions import Fraction

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import Flags
from numpy.typing import NDArray

from studio.model.media import (
    BLOCK_FRAMES,
    SAMPLE_RATE_HZ,
    SECOND_NS,
    AudioFormat,
    Codec,
    Packet,
)

MAX_FILL_BLOCKS = 10 * SAMPLE_RATE_HZ // BLOCK_FRAMES
"""A longer gap (the machine slept) becomes a step of the time stamps."""

_TIME_BASE = Fraction(1, SAMPLE_RATE_HZ)
_SILENCE: NDArray[np.float32] = np.zeros((BLOCK_FRAMES, 2), np.float32)


class AudioEncoder:
    """Encodes the blocks of one bus.  Not thread-safe: it belongs to the mix thread.

    Args:
        bus: The mixer bus whose blocks it gets.
        kbps: Bit rate.
        track: Track number of its packets.
        coder: FFmpeg's "twoloop" or "fast".

    Attributes:
        silent_blocks: Blocks of silence that were put in where blocks were left out.
    """

    def __init__(self, bus: int, kbps: int, track: int = 1, coder: str = "twoloop") -> None:
        self._track = track
        self._next = -1
        self._is_primed = False
        self.silent_blocks = 0
        self._codec = AudioCodecContext.create("aac", "w")
        self._codec.sample_rate = SAMPLE_RATE_HZ
        self._codec.layout = "stereo"
        self._codec.format = "fltp"
        self._codec.bit_rate = kbps * 1000
        self._codec.time_base = _TIME_BASE
        self._codec.options = {"aac_coder": coder}
        self._codec.flags |= Flags.global_header
        self._codec.open()
        self.format = AudioFormat(
            Codec.AAC, SAMPLE_RATE_HZ, 2, kbps, bytes(self._codec.extradata or b""), bus
        )

    def encode(self, n: int, block: NDArray[np.float32]) -> list[Packet]:
        """Encode block n, and silence for those that were left out before it.

        Args:
            n: Number of the block; one that is not after the last one is ignored.
            block: (1024, 2) float32.
        """
        packets: list[Packet] = []
        if self._next < 0:
            self._next = n
        if n < self._next:
            return packets
        if n - self._next <= MAX_FILL_BLOCKS:
            for missing in range(self._next, n):
                self.silent_blocks += 1
                packets += self._encode(missing, _SILENCE)
        packets += self._encode(n, block)
        self._next = n + 1
        return packets

    def flush(self) -> list[Packet]:
        """Return what the encoder still held; it takes no block after that."""
        return self._packets(None)

    def _encode(self, n: int, block: NDArray[np.float32]) -> list[Packet]:
        planes = np.ascontiguousarray(block.T)
        frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.time_base = _TIME_BASE
        frame.pts = n * BLOCK_FRAMES
        return self._packets(frame)

    def _packets(self, frame: av.AudioFrame | None) -> list[Packet]:
        packets: list[Packet] = []
        for coded in self._codec.encode(frame):
            if not self._is_primed:
                self._is_primed = True
            elif coded.pts is not None:
                pts_ns = coded.pts * SECOND_NS // SAMPLE_RATE_HZ
                end_ns = (coded.pts + BLOCK_FRAMES) * SECOND_NS // SAMPLE_RATE_HZ
                packets.append(
                    Packet(self._track, pts_ns, pts_ns, end_ns - pts_ns, True, bytes(coded))
                )
        return packets
