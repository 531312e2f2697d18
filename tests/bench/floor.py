"""The floor: what no program could save, and how far above it we are.

Bare decode of the two videos, bare scaling of the captured screen, bare x264, each
alone in this process on the frames of the standard scene, by CPU time, the least of
three rounds.  Then our own run, and the ratio with its shares::

    .venv/bin/python -m tests.bench.floor --height 1080
"""

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from tests.bench.bars import figure
from tests.bench.contest import PEERS
from tests.bench.machine import the_machine_to_ourselves
from tests.bench.measure import finish, measure
from tests.bench.media import make_media
from tests.bench.run_options import RunOptions
from tests.bench.scene_frames import scene_frames
from tests.bench.shares import NOTES, shares
from tests.bench.side_by_side import KBPS
from tests.bench.standard_scene import DISPLAY_SIZE

FRAMES = 120
ROUNDS = 3
BAR = 1.25


@dataclass(frozen=True)
class Floor:
    """CPU-ms an output frame of each thing that must be done."""

    decode: float
    scale: float
    encode: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.decode + self.scale + self.encode


def least_cpu_ms(work: Callable[[], int]) -> float:
    """Return the least CPU time a frame of some rounds of work, which returns its frames."""
    costs = []
    for _ in range(ROUNDS):
        start_ns = time.process_time_ns()
        frames = work()
        costs.append((time.process_time_ns() - start_ns) / 1e6 / frames)
    return min(costs)


def decode(path: Path) -> Callable[[], int]:
    """Return work that decodes the first frames of a video."""

    def work() -> int:
        with av.open(path) as container:
            stream = container.streams.video[0]
            stream.thread_type = "AUTO"
            for count, _ in enumerate(container.decode(stream), 1):
                if count == FRAMES:
                    break
        return FRAMES

    return work


def scale(size: tuple[int, int]) -> Callable[[], int]:
    """Return work that brings captured BGRA pictures to a size and to NV12."""
    width, height = DISPLAY_SIZE
    noise = np.random.default_rng(8).integers(0, 255, (height, width, 4), np.uint8)
    frame = av.VideoFrame.from_ndarray(noise, format="bgra")

    def work() -> int:
        for _ in range(FRAMES):
            frame.reformat(*size, format="nv12", interpolation="BILINEAR")
        return FRAMES

    return work


def encode(frames: NDArray[np.uint8], options: RunOptions) -> Callable[[], int]:
    """Return work that encodes pictures of the scene as the peers do."""
    pictures = []
    for number, planes in enumerate(frames):
        picture = av.VideoFrame.from_ndarray(planes, format="nv12")
        picture.pts = number
        pictures.append(picture)
    rate = f"{options.kbps}k"
    peers = dict(pair.split("=") for pair in PEERS.split(","))

    def work() -> int:
        context = av.CodecContext.create("libx264", "w")
        assert isinstance(context, VideoCodecContext)
        context.width, context.height, context.pix_fmt = options.width, options.height, "nv12"
        context.time_base, context.framerate = Fraction(1, options.fps), Fraction(options.fps)
        context.bit_rate, context.gop_size = options.kbps * 1000, 2 * options.fps
        context.options = {
            "preset": "veryfast",
            "maxrate": rate,
            "bufsize": rate,
            "nal-hrd": "cbr",
            **peers,
        }
        for picture in pictures:
            context.encode(picture)
        context.encode(None)
        return len(pictures)

    return work


def measure_floor(options: RunOptions, work: Path) -> Floor:
    """Measure all three."""
    media, screen = options.media, options.layout.screen
    assert screen
    per_output = 30 / options.fps  # the videos have 30 frames a second, whatever ours is
    videos = [least_cpu_ms(decode(media / name)) for name in ("bg.mp4", "cam.mp4")]
    return Floor(
        decode=sum(videos) * per_output,
        scale=least_cpu_ms(scale((screen.width, screen.height))),
        encode=least_cpu_ms(encode(scene_frames(options, work, FRAMES), options)),
    )


def print_table(floor: Floor, ours: dict[str, float]) -> None:
    """Print what each share costs beside what nobody could save of it."""
    least = {"decode": floor.decode, "screen": floor.scale, "encode": floor.encode}
    print("\n| CPU-ms a frame | floor | ours | above |\n|---|---|---|---|")
    for name, cost in ours.items():
        lowest = least.get(name, 0.0)
        print(f"| {name} | {lowest:.1f} | {cost:.1f} | {cost - lowest:+.1f} |")
    total = sum(ours.values())
    print(f"| all | {floor.total:.1f} | {total:.1f} | {total - floor.total:+.1f} |\n")


def main() -> int:
    """Print floor, ours, ratio and shares; the status is 1 above the bar."""
    parser = argparse.ArgumentParser(prog="floor", description=__doc__.split("\n")[0])
    parser.add_argument("--height", type=int, default=1080)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--compositor", default="array")
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    options = RunOptions(
        media=asked.work / "media",
        width=asked.height * 16 // 9,
        height=asked.height,
        kbps=KBPS.get(asked.height, 4500),
        seconds=asked.seconds,
        compositor=asked.compositor,
    )
    make_media(options.media)
    with the_machine_to_ourselves():
        floor = measure_floor(options, asked.work)
        folder = asked.work / "runs" / time.strftime("floor-%Y%m%d-%H%M%S")
        left = measure("studio", options, folder)
    run = finish(left)
    ours = figure(run, ("cpu_ms_per_frame",))
    frames = figure(run, ("received", "frames"))
    if ours is None or not frames:
        print(f"our run failed: {run}")
        return 1
    says = run["says"]
    assert isinstance(says, dict)
    compositor = str(says.get("compositor"))
    print(f"{asked.height}p{options.fps}, {compositor} on {says.get('adapter')}")
    print_table(floor, shares(run, frames))
    print(NOTES.get(compositor, ""))
    print(f"ratio {ours / floor.total:.2f} (≤ {BAR})")
    return int(ours / floor.total > BAR)


if __name__ == "__main__":
    sys.exit(main())
