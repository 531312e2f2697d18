"""Real H.264 and AAC for the tests that push: made by ffmpeg, read by PyAV."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from studio.model.media import SECOND_NS, AudioFormat, Codec, Packet, VideoFormat
from studio.publish.queue import MediaTag
from studio.rtmp import flv
from studio.rtmp.flv import Tag


@dataclass(frozen=True)
class Clip:
    """A short encoded clip, its packets in the order of their decoding times."""

    video: VideoFormat
    audio: AudioFormat
    packets: list[Packet]

    def headers(self, time_ms: int = 0) -> list[MediaTag]:
        """The tags that come before all others."""
        bodies = [
            (Tag.SCRIPT, flv.metadata(self.video, self.audio, "test")),
            (Tag.VIDEO, flv.video_header(self.video)),
            (Tag.AUDIO, flv.audio_header(self.audio)),
        ]
        return [MediaTag(kind, time_ms, body, is_header=True) for kind, body in bodies]

    def tags(self, first_ms: int = 0) -> list[MediaTag]:
        """All packets as tags, from a time on."""
        return [self._tag(packet, first_ms) for packet in self.packets]

    def endless(self, first_ms: int = 0) -> Iterator[MediaTag]:
        """The packets again and again, their times going on."""
        length_ms = (self.packets[-1].dts_ns + SECOND_NS // 60) * 30 // SECOND_NS * 1000 // 30
        while True:
            yield from self.tags(first_ms)
            first_ms += length_ms

    def _tag(self, packet: Packet, first_ms: int) -> MediaTag:
        time_ms = first_ms + flv.tag_time_ms(packet)
        if packet.track:
            return MediaTag(Tag.AUDIO, time_ms, flv.audio_body(packet))
        return MediaTag(Tag.VIDEO, time_ms, flv.video_body(packet, self.video), packet.is_key)


_ENCODERS = {
    Codec.H264: "libx264 -preset ultrafast -x264-params nal-hrd=cbr:bframes=0",
    Codec.HEVC: "libx265 -preset ultrafast -x265-params log-level=none:bframes=3:open-gop=0",
    Codec.AV1: "libaom-av1 -cpu-used 8 -usage realtime",
}


def make_clip(folder: Path, seconds: int = 4, kbps: int = 800, codec: Codec = Codec.H264) -> Clip:
    """Encode a test picture and a tone: 320x180 at 30 fps, a key frame each second.

    Args:
        folder: Where the file goes.
        seconds: How long.
        kbps: The video's bit rate; noise fills it.
        codec: Of the video; HEVC comes with B-frames.
    """
    path = folder / "clip.mp4"
    source = "testsrc2=size=320x180:rate=30,noise=alls=40:allf=t"
    command = f"ffmpeg -v error -y -f lavfi -i {source} -f lavfi -i sine=440:r=48000"
    command += f" -t {seconds} -pix_fmt yuv420p -c:v {_ENCODERS[codec]} -g 30"
    command += f" -b:v {kbps}k -minrate {kbps}k -maxrate {kbps}k -bufsize {kbps}k"
    command += f" -c:a aac -b:a 96k {path}"
    subprocess.run(command.split(), check=True)
    return read_clip(path, kbps)


def read_clip(path: Path, kbps: int) -> Clip:
    """Read a file with one video and one audio stream."""
    packets: list[Packet] = []
    with av.open(str(path)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        for packet in container.demux(video, audio):
            if packet.dts is None or packet.pts is None or packet.time_base is None:
                continue
            unit_ns = packet.time_base * SECOND_NS
            packets.append(
                Packet(
                    track=0 if packet.stream is video else 1,
                    pts_ns=int(packet.pts * unit_ns),
                    dts_ns=int(packet.dts * unit_ns),
                    duration_ns=int((packet.duration or 0) * unit_ns),
                    is_key=packet.is_keyframe,
                    data=bytes(packet),
                )
            )
        picture, sound = video.codec_context, audio.codec_context
        return Clip(
            VideoFormat(
                Codec(picture.codec.canonical_name),
                picture.width,
                picture.height,
                Fraction(30),
                kbps,
                picture.extradata or b"",
            ),
            AudioFormat(Codec.AAC, sound.sample_rate, 2, 96, sound.extradata or b""),
            sorted(packets, key=lambda packet: packet.dts_ns),
        )
