"""From a phone's Opus to the AAC of a publish, without a gap: silence where nothing came.

::

    sounds = SoundTags()
    for tag in sounds.tags(data, at_ns): …
    for tag in sounds.fill(picture_ns): …     # where there is no microphone, or it was lost
"""

from fractions import Fraction

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import Flags

from studio.link.decoding import SoundDecoder
from studio.link.sound_line import Samples, SoundLine
from studio.model.media import (
    BLOCK_FRAMES,
    SAMPLE_RATE_HZ,
    SECOND_NS,
    AudioFormat,
    Codec,
    Packet,
)
from studio.publish import MediaTag, Tag
from studio.rtmp.flv import audio_body, audio_header

KBPS = 128
BEHIND_NS = 500_000_000
"""So far behind the picture sound may be before it is taken for lost."""

_CLOSE_FRAMES = SAMPLE_RATE_HZ // 1000
_MOST_FRAMES = 4 * SAMPLE_RATE_HZ
_TIME_BASE = Fraction(1, SAMPLE_RATE_HZ)
_CHANNELS = 2


class SoundTags:
    """See the module.

    Attributes:
        format: Of the sound.
        silent_frames: Samples of silence that were put in.
    """

    def __init__(self) -> None:
        self.silent_frames = 0
        self._decoder = SoundDecoder()
        self._line = SoundLine()
        self._codec = _encoder()
        self.format = AudioFormat(
            *(Codec.AAC, SAMPLE_RATE_HZ, _CHANNELS, KBPS), bytes(self._codec.extradata or b"")
        )
        self._waiting: Samples = np.zeros((0, _CHANNELS), np.float32)
        self._end: int | None = None

    def header(self, at_ns: int) -> MediaTag:
        """Return what goes before the sound."""
        body = audio_header(self.format)
        return MediaTag(Tag.AUDIO, at_ns // 1_000_000, body, is_header=True)

    def tags(self, data: bytes, at_ns: int) -> list[MediaTag]:
        """Return what a packet becomes; what can't be decoded becomes silence later on."""
        samples = self._decoder.decode(data)
        out: list[MediaTag] = []
        if samples is not None:
            for pts_ns, block in self._line.place(samples, at_ns):
                out += self._put(_frames(pts_ns), block)
        return out

    def fill(self, picture_ns: int) -> list[MediaTag]:
        """Return silence for what should have come by now."""
        due = _frames(picture_ns - BEHIND_NS)
        if self._end is None:
            self._end = max(0, due)
        return self._put(due, self._waiting[:0]) if due - self._end >= BLOCK_FRAMES else []

    def _put(self, at: int, block: Samples) -> list[MediaTag]:
        """Take samples whose first is number ``at`` of the line."""
        if self._end is None or at - self._end > _MOST_FRAMES:
            self._waiting, self._end = self._waiting[:0], at  # the stream jumped
        off = at - self._end
        if off < -_CLOSE_FRAMES:
            block = block[-off:]
        elif off > _CLOSE_FRAMES:
            silence = np.zeros((off, _CHANNELS), np.float32)
            self.silent_frames += off
            block = np.concatenate([silence, block])
        self._waiting = np.concatenate([self._waiting, block])
        self._end += len(block)
        return self._encoded()

    def _encoded(self) -> list[MediaTag]:
        out: list[MediaTag] = []
        assert self._end is not None
        while len(self._waiting) >= BLOCK_FRAMES:
            first = self._end - len(self._waiting)
            block, self._waiting = self._waiting[:BLOCK_FRAMES], self._waiting[BLOCK_FRAMES:]
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(block.T), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, first, _TIME_BASE
            for packet in self._codec.encode(frame):
                if packet.pts is None or packet.pts < 0:
                    continue
                at_ns = packet.pts * SECOND_NS // SAMPLE_RATE_HZ
                body = audio_body(Packet(1, at_ns, at_ns, 0, True, bytes(packet)))
                out.append(MediaTag(Tag.AUDIO, at_ns // 1_000_000, body))
        return out


def _frames(at_ns: int) -> int:
    return at_ns * SAMPLE_RATE_HZ // SECOND_NS


def _encoder() -> AudioCodecContext:
    codec = AudioCodecContext.create("aac", "w")
    codec.sample_rate = SAMPLE_RATE_HZ
    codec.layout = "stereo"
    codec.format = "fltp"
    codec.bit_rate = KBPS * 1000
    codec.time_base = _TIME_BASE
    codec.options = {"aac_coder": "fast"}
    codec.flags |= Flags.global_header
    codec.open()
    return codec
