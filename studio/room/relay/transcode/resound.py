"""Sound of another rate, other channels or another codec, made AAC-LC as the programme's.

Blocks are laid on a line of samples, so that rounded times neither add up nor tear it::

    resound = Resound(header_body, config)
    for time_ms, data in resound.take(data, time_ms): …
"""

import logging
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.resampler import AudioResampler
from av.codec.context import Flags
from numpy.typing import NDArray

from studio.room.relay.tags import AAC_HEAD_BYTES, AacConfig

Samples = NDArray[np.float32]
"""``(channels, frames)``, −1..1."""

BLOCK = 1024
KBPS = 128
_CLOSE_MS = 60
"""Times may be so far from where the samples before end: decoders and resamplers hold some back."""

_MOST_MS = 4000
_AAC, _MP3 = 10, 2
log = logging.getLogger(__name__)


class Resound:
    """See the module; belongs to one thread.

    Args:
        header: Body of the publisher's header, or of any of its tags where its codec has none.
        config: Of the programme's sound.
    """

    def __init__(self, header: bytes, config: AacConfig) -> None:
        self._rate_hz = config.rate_hz
        self._channels = config.channels
        layout = "mono" if config.channels == 1 else "stereo"
        self._decoder = _decoder(header)
        self._resampler = AudioResampler("fltp", layout, config.rate_hz)
        self._encoder = _encoder(config.rate_hz, layout)
        self._layout = layout
        self._waiting: Samples = np.zeros((config.channels, 0), np.float32)
        self._end: int | None = None

    def take(self, data: bytes, time_ms: int) -> list[tuple[int, bytes]]:
        """Return frames of AAC with their times in ms; none for what is broken."""
        if self._decoder is None:
            return []
        try:
            parts = [
                np.asarray(part.to_ndarray(), np.float32)
                for frame in self._decoder.decode(av.Packet(data))
                for part in self._resampler.resample(frame)
            ]
        except av.FFmpegError as error:
            log.warning("a frame of sound can't be decoded: %s", error)
            return []
        if parts:
            self._lay(np.concatenate(parts, axis=1), time_ms * self._rate_hz // 1000)
        return self._encoded()

    def _lay(self, block: Samples, at: int) -> None:
        """Lay samples on the line, whose first is number ``at`` of it."""
        if self._end is None or abs(at - self._end) > _MOST_MS * self._rate_hz // 1000:
            self._waiting, self._end = self._waiting[:, :0], max(at, self._end or 0)
        off = at - self._end
        if off < -_CLOSE_MS * self._rate_hz // 1000:
            block = block[:, -off:]
        elif off > _CLOSE_MS * self._rate_hz // 1000:
            silence = np.zeros((self._channels, off), np.float32)
            block = np.concatenate([silence, block], axis=1)
        self._waiting = np.concatenate([self._waiting, block], axis=1)
        self._end += block.shape[1]

    def _encoded(self) -> list[tuple[int, bytes]]:
        out: list[tuple[int, bytes]] = []
        while self._end is not None and self._waiting.shape[1] >= BLOCK:
            first = self._end - self._waiting.shape[1]
            block, self._waiting = self._waiting[:, :BLOCK], self._waiting[:, BLOCK:]
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block), format="fltp", layout=self._layout
            )
            frame.sample_rate, frame.pts = self._rate_hz, first
            frame.time_base = Fraction(1, self._rate_hz)
            for packet in self._encoder.encode(frame):
                if packet.pts is not None and packet.pts >= 0:
                    out.append((packet.pts * 1000 // self._rate_hz, bytes(packet)))
        return out


def _decoder(header: bytes) -> AudioCodecContext | None:
    kind = header[0] >> 4
    if kind == _AAC:
        codec = av.CodecContext.create("aac", "r")
        codec.extradata = header[AAC_HEAD_BYTES:]
        return codec
    if kind == _MP3:
        return cast(AudioCodecContext, av.CodecContext.create("mp3float", "r"))
    log.error("sound of the kind %d can't be decoded: it is left out", kind)
    return None


def _encoder(rate_hz: int, layout: str) -> AudioCodecContext:
    codec = AudioCodecContext.create("aac", "w")
    codec.sample_rate, codec.layout = rate_hz, layout
    codec.format, codec.bit_rate = av.AudioFormat("fltp"), KBPS * 1000
    codec.time_base = Fraction(1, rate_hz)
    codec.options = {"aac_coder": "fast"}
    codec.flags |= Flags.global_header
    codec.open()
    return codec
