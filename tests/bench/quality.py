"""What low latency and B-frames are worth, and cost, in picture: SSIM at the same bit rate.

    .venv/bin/python -m tests.bench.quality [--height 1080] [--seconds 10] [--preset veryfast]

The standard scene is drawn once, by ffmpeg, and kept as it is.  Our encoder encodes these
pictures with each setting; ffmpeg decodes what comes out and compares.
"""

import argparse
import re
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.engine.encoders.catalog import X264
from studio.engine.encoders.codec import VideoCodec
from studio.engine.encoders.settings import EncoderSettings, Latency
from studio.model.media import Packet
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.media import make_media
from tests.bench.run_options import RunOptions
from tests.bench.scene_frames import scene_frames
from tests.bench.side_by_side import KBPS

START_CODE = b"\x00\x00\x00\x01"
PEERS_B_FRAMES = 3
ROUNDS = 2
"""The cheaper one counts: in the other the machine did something else."""
HEAD = "| | SSIM | against the default | SSIM dB | kbit/s | CPU-ms a frame |"
COMPARE = "[0:v]settb=1/30,setpts=N[a];[1:v]settb=1/30,setpts=N,format=yuv420p[b];[a][b]ssim"


@dataclass(frozen=True)
class Quality:
    """What came of one setting.

    Attributes:
        ssim: Of all planes; 1 is the same picture.
        ssim_db: The same as ffmpeg tells it, in dB.
    """

    title: str
    ssim: float
    ssim_db: float
    kbps: float
    cpu_ms_per_frame: float


def settings(options: RunOptions, preset: str) -> dict[str, EncoderSettings]:
    """Return the settings that are compared; the first is our default."""
    usual = EncoderSettings(
        *(options.width, options.height, Fraction(options.fps), options.kbps),
        encoder=X264.id,
        preset=preset,
    )
    low = replace(usual, latency=Latency.LOW)
    return {
        "normal latency, no B-frames (default)": usual,
        f"normal latency, {PEERS_B_FRAMES} B-frames": replace(usual, b_frames=PEERS_B_FRAMES),
        "low latency": low,
    }


def measure(title: str, wanted: EncoderSettings, frames: NDArray[np.uint8], work: Path) -> Quality:
    """Encode all frames and compare."""
    cpu_ms = float("inf")
    for _ in range(ROUNDS):
        start_ns = time.process_time_ns()
        codec = VideoCodec(X264, wanted)
        packets: list[Packet] = []
        for index, picture in enumerate(frames):
            packets += codec.encode(index, picture)
        packets += codec.flush()
        cpu_ms = min(cpu_ms, (time.process_time_ns() - start_ns) / 1e6)
    stream = work / "encoded.h264"
    assert codec.format
    with stream.open("wb") as file:
        file.writelines(annex_b(codec.format.config, packets))
    ssim, ssim_db = compare(stream, work / "frames.nv12", wanted)
    seconds = len(frames) / float(wanted.fps)
    size_bits = sum(len(packet.data) for packet in packets) * 8
    return Quality(title, ssim, ssim_db, size_bits / 1000 / seconds, cpu_ms / len(frames))


def annex_b(config: bytes, packets: list[Packet]) -> Iterator[bytes]:
    """Return the parts of a stream that any decoder takes, from packets with lengths."""
    sps_end = 8 + int.from_bytes(config[6:8])
    pps_bytes = int.from_bytes(config[sps_end + 1 : sps_end + 3])
    yield START_CODE + config[8:sps_end]
    yield START_CODE + config[sps_end + 3 : sps_end + 3 + pps_bytes]
    for packet in packets:
        at = 0
        while at < len(packet.data):
            size = int.from_bytes(packet.data[at : at + 4])
            yield START_CODE + packet.data[at + 4 : at + 4 + size]
            at += 4 + size


def compare(stream: Path, raw: Path, wanted: EncoderSettings) -> tuple[float, float]:
    """Return how like the pictures a stream is, by ffmpeg."""
    size = f"{wanted.width}x{wanted.height}"
    reference = ["-f", "rawvideo", "-pix_fmt", "nv12", "-s", size, "-i", str(raw)]
    argv = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(stream), *reference]
    argv += ["-lavfi", COMPARE, "-f", "null", "-"]
    said = subprocess.run(argv, capture_output=True, text=True, check=True).stderr
    found = re.search(r"SSIM .*All:([0-9.]+) \(([0-9.]+)\)", said)
    if found is None:
        raise SystemExit(f"ffmpeg compares nothing:\n{said}")
    return float(found[1]), float(found[2])


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(prog="quality", description=__doc__.split("\n")[0])
    parser.add_argument("--height", type=int, default=1080)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--preset", default="veryfast", choices=X264.presets)
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    options = RunOptions(
        media=asked.work / "media",
        width=asked.height * 16 // 9,
        height=asked.height,
        kbps=KBPS.get(asked.height, 4500),
    )
    make_media(options.media)
    work = asked.work / "runs" / time.strftime("quality-%Y%m%d-%H%M%S")
    work.mkdir(parents=True)
    with the_machine_to_ourselves():
        frames = scene_frames(options, work, round(asked.seconds * options.fps))
        found = [
            measure(title, wanted, frames, work)
            for title, wanted in settings(options, asked.preset).items()
        ]
    (work / "frames.nv12").unlink()
    print(f"{asked.height}p{options.fps}, x264 {asked.preset}, {options.kbps} kbit/s\n")
    print(f"{HEAD}\n{'|---' * (HEAD.count('|') - 1)}|")
    for each in found:
        print(
            f"| {each.title} | {each.ssim:.5f} | {each.ssim - found[0].ssim:+.5f} | "
            f"{each.ssim_db:.2f} | {each.kbps:.0f} | {each.cpu_ms_per_frame:.1f} |"
        )


if __name__ == "__main__":
    main()
