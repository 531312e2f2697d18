"""Real video for the tests of captions, and what FFmpeg reads from it."""

import re
import subprocess
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from studio.engine.encoders.catalog import X264
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.settings import EncoderSettings
from studio.model.media import Packet, VideoFormat
from studio.rtmp import flv

WIDTH, HEIGHT = 64, 48
Video = tuple[VideoFormat, list[Packet]]


def encoded(seconds: int, fps: Fraction, *, b_frames: int = 0) -> Video:
    """Return seconds of grey pictures, in decoding order."""
    settings = EncoderSettings(WIDTH, HEIGHT, fps, 100, "libx264", "ultrafast", b_frames=b_frames)
    codec = VideoCodec(X264, settings)
    packets: list[Packet] = []
    for index in range(int(seconds * fps)):
        picture = np.full((HEIGHT * 3 // 2, WIDTH), 100 + index % 50, np.uint8)
        packets += codec.encode(index, picture)
    packets += codec.flush()
    assert codec.format is not None
    return codec.format, packets


def write_flv(path: Path, format: VideoFormat, packets: list[Packet]) -> None:
    """Write what goes to a platform, as a file."""
    shift_ns = packets[0].pts_ns - packets[0].dts_ns
    with path.open("wb") as file:
        file.write(b"FLV\x01\x01\x00\x00\x00\x09\x00\x00\x00\x00")
        moved = [
            replace(each, pts_ns=each.pts_ns + shift_ns, dts_ns=each.dts_ns + shift_ns)
            for each in packets
        ]
        bodies = [(flv.tag_time_ms(each), flv.video_body(each, format)) for each in moved]
        for time_ms, body in [(0, flv.video_header(format)), *bodies]:
            tag = bytes((flv.Tag.VIDEO,)) + len(body).to_bytes(3)
            tag += (time_ms & 0xFFFFFF).to_bytes(3) + bytes((time_ms >> 24, 0, 0, 0)) + body
            file.write(tag + len(tag).to_bytes(4))


def read_captions(path: Path) -> list[str]:
    """Have FFmpeg decode the captions of a video; return the rows in their order."""
    source = f"movie={path.name}[out+subcc]"
    done = subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", source, "-map", "s", "-f", "srt", "-"],
        cwd=path.parent,
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert not done.stderr
    # Each cue is what was seen when a row was complete, which is the last one of it.
    cues = [block.splitlines()[2:] for block in done.stdout.strip().split("\n\n")]
    return [re.sub(r"<[^>]*>|\{[^}]*\}", "", rows[-1]) for rows in cues if rows]


def cost_bytes(before: list[Packet], after: list[Packet]) -> int:
    """Return how much longer packets became."""
    return sum(len(each.data) for each in after) - sum(len(each.data) for each in before)
