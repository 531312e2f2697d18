"""What arrived, in numbers: rates, gaps, and the age of the captured picture in each frame."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.clock_code import CELL_PX, CELLS, age_ms, read
from tests.bench.standard_scene import Box
from tests.bench.subscriber import Arrival

SAMPLES_PER_CELL = 3
TOO_OLD_MS = 60_000


@dataclass(frozen=True)
class Received:
    """Rates and gaps of a window.

    Attributes:
        speed: Seconds of media for each second that passed; below 1 it falls behind.
    """

    frames: int
    fps: float
    video_kbps: float
    audio_kbps: float
    key_frames: int
    gap_p99_ms: float
    pts_step_max_ms: int
    audio_step_max_ms: int
    speed: float


@dataclass(frozen=True)
class ScreenAge:
    """What the clock in the picture tells about a window.

    Attributes:
        new_fps: How often a second the captured picture really changed.
        unreadable: Frames whose clock could not be read.
    """

    new_fps: float
    latency_p50_ms: float
    latency_p95_ms: float
    unreadable: int


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of all lies; not a number if there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")


def received(arrivals: Sequence[Arrival], start_ns: int, end_ns: int) -> Received:
    """Return the figures of what arrived in a window."""
    window = [each for each in arrivals if start_ns <= each.at_ns < end_ns]
    video = [each for each in window if each.is_video]
    audio = [each for each in window if not each.is_video]
    passed_s = (end_ns - start_ns) / 1e9
    gaps = [(b.at_ns - a.at_ns) / 1e6 for a, b in pairwise(video)]
    shown = sorted(each.pts_ms for each in video)
    span_s = (video[-1].at_ns - video[0].at_ns) / 1e9 if len(video) > 2 else float("nan")
    return Received(
        frames=len(video),
        fps=round(len(video) / passed_s, 2),
        video_kbps=round(sum(each.size_bytes for each in video) / passed_s / 125),
        audio_kbps=round(sum(each.size_bytes for each in audio) / passed_s / 125),
        key_frames=sum(each.is_key for each in video),
        gap_p99_ms=round(quantile(gaps, 0.99), 1),
        pts_step_max_ms=_largest_step(shown),
        audio_step_max_ms=_largest_step([each.dts_ms for each in audio]),
        speed=round((shown[-1] - shown[0]) / 1000 / span_s, 4) if len(video) > 2 else 0.0,
    )


def _largest_step(times_ms: Sequence[int]) -> int:
    return max((b - a for a, b in pairwise(times_ms)), default=0)


def screen_age(
    segment: Path, arrivals: Sequence[Arrival], screen: Box, start_ns: int, end_ns: int
) -> ScreenAge:
    """Decode what was received and read the clock in every frame of a window."""
    rows = _clock_rows(segment, screen)
    video = sorted((each for each in arrivals if each.is_video), key=lambda each: each.pts_ms)
    values: list[int] = []
    ages: list[float] = []
    unreadable = 0
    for row, arrival in zip(rows, video, strict=False):
        if not start_ns <= arrival.at_ns < end_ns:
            continue
        value = read(row)
        age = 0.0 if value is None else age_ms(value, arrival.at_ns / 1e6)
        if value is None or age > TOO_OLD_MS:
            unreadable += 1
            continue
        values.append(value)
        ages.append(age)
    changes = sum(a != b for a, b in pairwise(values))
    return ScreenAge(
        new_fps=round(changes / ((end_ns - start_ns) / 1e9), 2),
        latency_p50_ms=round(quantile(ages, 0.5), 1),
        latency_p95_ms=round(quantile(ages, 0.95), 1),
        unreadable=unreadable,
    )


def _clock_rows(segment: Path, screen: Box) -> list[bytes]:
    """Return the middle grey level of each cell of each frame, in the order of showing."""
    strip = max(4, int(screen.height * CELL_PX / 1080) // 2 * 2)
    columns = CELLS * SAMPLES_PER_CELL
    crop = f"crop={screen.width}:{strip - 4}:{screen.left}:{screen.top + 2}"
    chain = f"{crop},scale={columns}:1:flags=area,format=gray"
    argv = ["ffmpeg", "-v", "error", "-i", str(segment), "-an", "-vf", chain]
    raw = subprocess.run(
        [*argv, "-fps_mode", "passthrough", "-f", "rawvideo", "-"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    middle = SAMPLES_PER_CELL // 2
    return [
        raw[at + middle : at + columns : SAMPLES_PER_CELL] for at in range(0, len(raw), columns)
    ]
