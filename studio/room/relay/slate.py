"""The slate: a picture and silence, encoded beforehand, for when the publisher is gone.

It has the programme's size, frame rate and sound, so that players go on as if it
were another publisher.  Making one takes a second of a core, so it is made in a
thread as soon as the programme is seen, not when it is needed::

    slate = await asyncio.to_thread(make_slate, SlateFormat.of(source))
    for tag in slate.endless(slate.silence_for(header)): ...
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
from av.audio.codeccontext import AudioCodecContext
from av.codec.context import Flags
from av.video.codeccontext import VideoCodecContext

from studio.publish.queue import MediaTag
from studio.room.relay.source import Source
from studio.room.relay.tags import AacConfig, AvcConfig
from studio.rtmp.flv import Tag
from studio.rtmp.nal import H264_DELIMITER, H264_PPS, H264_SPS, avcc, length_prefixed, split_annexb

PICTURE = Path(__file__).parent / "slate.png"
LOOP_S = 2
_LEAST_FPS, _MOST_FPS = 5, 60
_SILENT_FRAMES = 8
_AAC_LC = 2
_SMALLEST_PX = 16


@dataclass(frozen=True, slots=True)
class SlateFormat:
    """What a slate must be like.

    Attributes:
        sound: The body of the sound's header on air; empty without sound.
    """

    width: int
    height: int
    fps: int
    sound: bytes

    @classmethod
    def of(cls, source: Source) -> "SlateFormat | None":
        """Return what fits a publisher; None where there can't be one (HEVC, AV1)."""
        if source.video_header is None or source.video_header.body[0] & 0x80:
            return None
        config = AvcConfig.read(source.video_header.body)
        fps = min(_MOST_FPS, max(_LEAST_FPS, round(1000 / source.step_ms)))
        sound = source.audio_header.body if source.audio_header else b""
        return cls(config.width, config.height, fps, sound)

    def is_close_to(self, other: "SlateFormat | None") -> bool:
        """Whether a slate for one is as good for the other; a measured rate varies."""
        if other is None or abs(self.fps - other.fps) > 4:
            return False
        return (self.width, self.height, self.sound) == (other.width, other.height, other.sound)


@dataclass(frozen=True, slots=True)
class Slate:
    """An encoded slate.

    Attributes:
        pictures: The bodies of LOOP_S; the first is the only key frame.
        silence: The body of one frame of silence; empty without sound.
    """

    format: SlateFormat
    header: bytes
    pictures: tuple[bytes, ...]
    silence: bytes

    @property
    def step_ms(self) -> int:
        """From one picture to the next."""
        return round(1000 / self.format.fps)

    def headers(self, sound: MediaTag | None) -> list[MediaTag]:
        """Return its headers; that of the sound is the one on air, which its silence fits."""
        tags = [MediaTag(Tag.VIDEO, 0, self.header, is_key=True, is_header=True)]
        return tags + ([sound] if sound is not None and self.silence_for(sound) else [])

    def silence_for(self, header: MediaTag) -> bytes | None:
        """Return a frame of silence for a decoder that was set up by ``header``."""
        return self.silence or None if header.body == self.format.sound else None

    def endless(self, silence: bytes | None) -> Iterator[MediaTag]:
        """Pictures and silence in the order of their times, from 0 on, for ever."""
        number = frame = 0
        frame_ms = AacConfig.read(self.format.sound).frame_ms if silence else 0.0
        while True:
            time_ms = number * 1000 // self.format.fps
            while silence and frame * frame_ms < time_ms:
                yield MediaTag(Tag.AUDIO, int(frame * frame_ms), silence)
                frame += 1
            place = number % len(self.pictures)
            yield MediaTag(Tag.VIDEO, time_ms, self.pictures[place], is_key=place == 0)
            number += 1


@lru_cache(maxsize=16)
def make_slate(format: SlateFormat) -> Slate:
    """Encode a slate; takes about a second of a core at 1080p."""
    header, pictures = _encode_pictures(format)
    return Slate(format, header, pictures, encode_silence(format.sound))


def _encode_pictures(format: SlateFormat) -> tuple[bytes, tuple[bytes, ...]]:
    codec = VideoCodecContext.create("libx264", "w")
    codec.width, codec.height, codec.pix_fmt = format.width, format.height, "yuv420p"
    codec.framerate, codec.time_base = Fraction(format.fps), Fraction(1, format.fps)
    count = LOOP_S * format.fps
    codec.gop_size = count
    codec.options = {
        "preset": "veryfast",
        "tune": "zerolatency,stillimage",
        "crf": "24",
        "maxrate": "2M",
        "bufsize": "2M",
        "threads": "1",
    }
    picture = _picture(format.width, format.height)
    units: list[list[bytes]] = []
    for number in range(count):
        picture.pts = number
        units += [split_annexb(bytes(packet)) for packet in codec.encode(picture)]
    units += [split_annexb(bytes(packet)) for packet in codec.encode(None)]
    sets = {unit[0] & 31: unit for unit in units[0]}
    header = b"\x17\0\0\0\0" + avcc(sets[H264_SPS], sets[H264_PPS])
    bodies = []
    for number, parts in enumerate(units):
        kept = [u for u in parts if u[0] & 31 not in (H264_SPS, H264_PPS, H264_DELIMITER)]
        bodies.append((b"\x27" if number else b"\x17") + b"\1\0\0\0" + length_prefixed(kept))
    return header, tuple(bodies)


def _picture(width: int, height: int) -> av.VideoFrame:
    """The slate's picture in the middle of a frame of its own ground colour."""
    with av.open(str(PICTURE)) as container:
        whole = next(container.decode(video=0))
    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=whole.width, height=whole.height, format=whole.format, time_base=Fraction(1, 30)
    )
    fit = f"{width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    steps = [
        graph.add("scale", f"{fit}:out_color_matrix=bt709:out_range=tv"),
        graph.add("format", "yuv420p"),
        graph.add("pad", f"{width}:{height}:-1:-1:color=0x0E1014"),
        graph.add("buffersink"),
    ]
    for one, following in zip([source, *steps], steps, strict=False):
        one.link_to(following)
    graph.configure()
    source.push(whole)
    frame = steps[-1].pull()
    assert isinstance(frame, av.VideoFrame)
    return frame


def encode_silence(sound: bytes) -> bytes:
    """One frame of AAC silence for a header; empty where our encoder has none that fits."""
    if not sound or sound[0] >> 4 != 10:
        return b""
    config = AacConfig.read(sound)
    if config.object_type != _AAC_LC or config.channels > 2:
        return b""
    codec = AudioCodecContext.create("aac", "w")
    codec.sample_rate, codec.layout = config.rate_hz, "mono" if config.channels == 1 else "stereo"
    codec.format, codec.bit_rate = av.AudioFormat("fltp"), 64_000
    codec.time_base = Fraction(1, config.rate_hz)
    codec.flags |= Flags.global_header
    bodies: list[bytes] = []
    for number in range(_SILENT_FRAMES):
        frame = av.AudioFrame(format="fltp", layout=codec.layout.name, samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = (
            config.rate_hz,
            number * 1024,
            codec.time_base,
        )
        bodies += [bytes(packet) for packet in codec.encode(frame)]
    return sound[:1] + b"\1" + bodies[-1]
