"""Clips of two encoders, their tags in order, and what ffmpeg says of the outcome."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from studio.publish.queue import MediaTag
from studio.rtmp.flv_stream import FILE_HEADER, frame_tag
from tests.media import Clip, read_clip


def make_clip(
    folder: Path,
    profile: str,
    tone_hz: int,
    seconds: int = 4,
    *,
    size: str = "320x180",
    fps: int = 30,
    rate_hz: int = 48_000,
) -> Clip:
    """Encode without B-frames, a key frame each 30 pictures, with a tone in stereo."""
    path = folder / "clip.mp4"
    command = f"ffmpeg -v error -y -f lavfi -i testsrc2=size={size}:rate={fps} -f lavfi"
    command += f" -i sine={tone_hz}:r={rate_hz} -t {seconds} -pix_fmt yuv420p -c:v libx264"
    command += f" -preset ultrafast -profile:v {profile} -x264-params"
    tools = "ref=1" if profile == "baseline" else "ref=3:cabac=1"
    command += f" bframes=0:{tools}:scenecut=0 -g 30 -b:v 400k"
    command += f" -c:a aac -ac 2 -b:a 96k {path}"
    subprocess.run(command.split(), check=True)
    clip = read_clip(path, 400)
    # The encoder's priming lies before 0, which tags can't say.
    return replace(clip, packets=[packet for packet in clip.packets if packet.dts_ns >= 0])


def write_flv(path: Path, tags: Iterable[MediaTag]) -> None:
    """Write tags as an FLV file."""
    data = [frame_tag(tag.kind, tag.time_ms, tag.body) for tag in tags]
    path.write_bytes(FILE_HEADER + b"".join(data))


def strict_errors(path: Path) -> str:
    """Return what ffmpeg says when it decodes a file and forgives nothing."""
    argv = ["ffmpeg", "-v", "error", "-xerror", "-err_detect", "explode", "-i", str(path)]
    argv += ["-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-"]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stderr


@dataclass(frozen=True)
class Steps:
    """The times of one track's packets in a file, and from each to the next, in ms."""

    times_ms: list[int]

    @property
    def steps_ms(self) -> list[int]:
        times = self.times_ms
        return [after - before for before, after in pairwise(times)]


def steps(path: Path, stream: str) -> Steps:
    """Return what ffprobe reads of ``v`` or ``a``."""
    argv = ["ffprobe", "-v", "error", "-select_streams", stream, "-of", "json"]
    argv += ["-show_entries", "packet=dts_time", str(path)]
    found = json.loads(subprocess.run(argv, capture_output=True, check=True).stdout)
    return Steps([round(float(packet["dts_time"]) * 1000) for packet in found["packets"]])
