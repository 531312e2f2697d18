"""One run of one subject, and everything that was measured in its window.

run = measure("ffmpeg", options, folder)    # in the_machine_to_ourselves()
figures = finish(run)     # decodes; after the lock is given back
"""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from tests.bench.ffmpeg_subject import FfmpegSubject
from tests.bench.obs_subject import ObsSubject
from tests.bench.process_cost import ProcessCost, machine_busy_s
from tests.bench.received import received, screen_age
from tests.bench.rig import Rig
from tests.bench.run_options import RunOptions
from tests.bench.stage import drawn_between
from tests.bench.studio_subject import StudioSubject
from tests.bench.subscriber import Arrival

FIRST_VIDEO_TIMEOUT_S = 60.0
Figures = dict[str, object]


class Subject(Protocol):
    """A program that streams the standard scene."""

    def start(self) -> int:
        """Start it and return its process id."""

    def counts(self) -> dict[str, float]:
        """Return the counters that it keeps while it runs."""

    def end(self) -> dict[str, object]:
        """End it and return what it says about itself."""


SUBJECTS: dict[str, Callable[[Rig, RunOptions], Subject]] = {
    "obs": ObsSubject,
    "ffmpeg": FfmpegSubject,
    "studio": StudioSubject,
}


@dataclass
class Run:
    """What one run left: figures that are ready, and what is still to be decoded."""

    figures: Figures
    options: RunOptions
    start_ns: int = 0
    end_ns: int = 0
    segment: Path | None = None
    arrivals: list[Arrival] = field(default_factory=list)


def measure(name: str, options: RunOptions, folder: Path) -> Run:
    """Let a subject stream for a while."""
    run = Run({"subject": name, "folder": str(folder)}, options)
    with Rig(folder, options.stage_hz) as rig:
        subject = SUBJECTS[name](rig, options)
        counted: dict[str, object] = {}
        begun_ns = time.monotonic_ns()
        pid = subject.start()
        try:
            if rig.subscriber.first_video.wait(FIRST_VIDEO_TIMEOUT_S):
                start_s = (rig.subscriber.first_video_ns - begun_ns) / 1e9
                run.figures["start_s"] = round(start_s, 2)
                time.sleep(options.warm_up_s)
                before = subject.counts()
                _watch(run, rig, pid)
                counted = {name: value - before[name] for name, value in subject.counts().items()}
            else:
                run.figures["error"] = f"no video within {FIRST_VIDEO_TIMEOUT_S:.0f} s"
        finally:
            run.figures["says"] = counted | subject.end()
        run.segment = rig.subscriber.segments[0] if rig.subscriber.segments else None
        run.arrivals = rig.subscriber.arrivals[0] if rig.subscriber.arrivals else []
    return run


def _watch(run: Run, rig: Rig, pid: int) -> None:
    """Measure during the window."""
    costs = {name: ProcessCost(other) for name, other in rig.processes.items()}
    costs |= {"subject": ProcessCost(pid), "subscriber": ProcessCost(rig.subscriber.pid)}
    for name, cost in costs.items():
        cost.sample(with_threads=name == "subject")
    before = {name: cost.cpu_s for name, cost in costs.items()}
    threads, busy_s, own_s = costs["subject"].threads, machine_busy_s(), sum(os.times()[:2])
    run.start_ns = time.monotonic_ns()
    memory = []
    while time.monotonic_ns() < run.start_ns + run.options.seconds * 1e9:
        time.sleep(1.0)
        costs["subject"].sample()
        memory.append(costs["subject"].rss_bytes)
    run.end_ns = time.monotonic_ns()
    for name, cost in costs.items():
        cost.sample(with_threads=name == "subject")
    passed_s = (run.end_ns - run.start_ns) / 1e9
    cores = {name: (cost.cpu_s - before[name]) / passed_s for name, cost in costs.items()}
    own = (sum(os.times()[:2]) - own_s) / passed_s
    shares = {
        name: round((cpu_s - threads.get(name, 0.0)) / passed_s, 3)
        for name, cpu_s in costs["subject"].threads.items()
    }
    everyone = (machine_busy_s() - busy_s) / passed_s
    run.figures |= {
        "window_s": round(passed_s, 2),
        "cores": {name: round(value, 3) for name, value in cores.items()},
        "foreign_cores": round(everyone - sum(cores.values()) - own, 3),
        "rss_mb": round(statistics.mean(memory) / 2**20),
        "threads": dict(sorted(shares.items(), key=lambda item: -item[1])),
        "stage_fps": round(drawn_between(rig.drawn, run.start_ns, run.end_ns) / passed_s, 2),
        "cpu_s": round(cores["subject"] * passed_s, 3),
    }


def finish(run: Run) -> Figures:
    """Decode what was received and return all figures of the run."""
    figures, options = run.figures, run.options
    if "cpu_s" not in figures or run.segment is None:
        return figures
    came = received(run.arrivals, run.start_ns, run.end_ns)
    figures["received"] = asdict(came)
    cpu_ms = float(str(figures["cpu_s"])) * 1000
    figures["cpu_ms_per_frame"] = round(cpu_ms / max(came.frames, 1), 2)
    if screen := options.layout.screen:
        age = screen_age(run.segment, run.arrivals, screen, run.start_ns, run.end_ns)
        figures["screen"] = asdict(age)
        new = age.new_fps * (run.end_ns - run.start_ns) / 1e9
        figures["cpu_ms_per_new"] = round(cpu_ms / new, 2) if new else float("inf")
    run.segment.unlink()
    return figures
