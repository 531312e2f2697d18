"""From the start of the command to the first picture at the server: ffmpeg and us, in turn.

    .venv/bin/python -m tests.bench.start [--heights 1080,720] [--runs 5]

Both stream the standard scene.  The subscriber waits before either starts, so that
what is measured is the subject and one hop through nginx.  Below the medians stands
what our median run spent its time on: when each step was reached, by the logs of the
processes, and how much processor time each process had used at the first picture.
"""

import argparse
import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.bench.machine import the_machine_to_ourselves
from tests.bench.measure import FIRST_VIDEO_TIMEOUT_S, SUBJECTS
from tests.bench.media import make_media
from tests.bench.packages import install_peers
from tests.bench.process_cost import TICKS_PER_S, family
from tests.bench.rig import Rig
from tests.bench.run_options import RunOptions
from tests.bench.side_by_side import KBPS

NAMES = ("ffmpeg", "studio")
SLACK_S = 0.5
"""So much longer than ffmpeg we may take."""
STEPS = (
    ("engine", "The engine starts", "the engine has its libraries and its orders"),
    ("push", "supervisor is here", "the push process listens"),
    ("push", "engine is here", "the engine is connected to it"),
    ("engine", "All parts are open", "encoder, compositor and sound are open"),
    ("push", "live, attempt", "the server takes the stream"),
    ("engine", "is the first", "every layer has a picture: the first one is composed"),
)
"""Process, words of its log, what they mean."""


@dataclass
class Start:
    """One start.

    Attributes:
        seconds: To the first picture; infinite if none came.
        steps: Seconds to each step, by what it means.
        cpu_s: Processor time of each process until then.
    """

    seconds: float
    steps: dict[str, float] = field(default_factory=dict)
    cpu_s: dict[str, float] = field(default_factory=dict)


def start_once(name: str, options: RunOptions, folder: Path) -> Start:
    """Start a subject, wait for its first picture, end it."""
    with Rig(folder, options.stage_hz) as rig:
        subject = SUBJECTS[name](rig, options)
        wall_s, begun_ns = time.time(), time.monotonic_ns()
        pid = subject.start()
        try:
            if not rig.subscriber.first_video.wait(FIRST_VIDEO_TIMEOUT_S):
                return Start(float("inf"))
            cpu_s = _cpu_by_name(pid)
            took_s = (rig.subscriber.first_video_ns - begun_ns) / 1e9
        finally:
            subject.end()
    return Start(took_s, steps(folder / "session" / "log", wall_s), cpu_s)


def steps(
    logs: Path, wall_s: float, wanted: Sequence[tuple[str, str, str]] = STEPS
) -> dict[str, float]:
    """Return when each step was reached, in seconds after ``wall_s``, by the logs in a folder."""
    lines = [
        json.loads(line)
        for path in logs.glob("*.log")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("{")
    ]
    found = {}
    for process, words, meaning in wanted:
        times = [
            datetime.fromisoformat(line["time"]).timestamp() - wall_s
            for line in lines
            if str(line["process"]).startswith(process) and words in line["message"]
        ]
        if times:
            found[meaning] = min(times)
    return found


def _cpu_by_name(pid: int) -> dict[str, float]:
    """Return the processor time of a process and its children by the names that they show."""
    found: dict[str, float] = {}
    for member in family({pid}):
        try:
            stat = Path(f"/proc/{member}/stat").read_text()
            words = Path(f"/proc/{member}/cmdline").read_text("utf-8", "replace")
        except OSError:
            continue
        name = words.partition("\0")[0] or str(member)
        ticks = sum(map(int, stat[stat.rindex(")") + 2 :].split()[11:13]))
        found[name] = found.get(name, 0.0) + ticks / TICKS_PER_S
    return found


def report(height: int, starts: dict[str, list[Start]]) -> bool:
    """Print what one height took; say whether we hold the bar."""
    medians = {name: statistics.median(each.seconds for each in starts[name]) for name in NAMES}
    for name in NAMES:
        each = ", ".join(f"{start.seconds:.2f}" for start in starts[name])
        print(f"{height}p  {name:7} median {medians[name]:.2f} s   ({each})")
    ours = min(starts["studio"], key=lambda start: abs(start.seconds - medians["studio"]))
    for meaning, at_s in sorted(ours.steps.items(), key=lambda step: step[1]):
        print(f"    {at_s:6.2f} s  {meaning}")
    print(f"    {ours.seconds:6.2f} s  the first picture is at the subscriber")
    for process, cpu_s in sorted(ours.cpu_s.items(), key=lambda cost: -cost[1]):
        print(f"    {cpu_s:6.2f} CPU-s  {process}")
    limit_s = medians["ffmpeg"] + SLACK_S
    holds = medians["studio"] <= limit_s
    print(
        f"{height}p  {'holds' if holds else 'FAILS'}: {medians['studio']:.2f} ≤ {limit_s:.2f} s\n"
    )
    return holds


def main() -> int:
    """Measure and print; the status is 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(prog="start", description=__doc__.split("\n")[0])
    parser.add_argument("--heights", default="1080,720")
    parser.add_argument("--runs", type=int, default=5, help="of each, alternating")
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    install_peers(with_obs=False)
    make_media(asked.work / "media")
    folder = asked.work / time.strftime("start-%H%M%S")
    all_hold = True
    for height in map(int, asked.heights.split(",")):
        width, kbps = height * 16 // 9, KBPS.get(height, 4500)
        options = RunOptions(asked.work / "media", width, height, kbps=kbps)
        starts: dict[str, list[Start]] = {name: [] for name in NAMES}
        with the_machine_to_ourselves():
            for run in range(asked.runs):
                for name in NAMES:
                    place = folder / f"{height}-{name}-{run}"
                    starts[name].append(start_once(name, options, place))
        all_hold &= report(height, starts)
    return int(not all_hold)


if __name__ == "__main__":
    raise SystemExit(main())
