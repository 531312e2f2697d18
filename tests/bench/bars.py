"""The bars that we hold ourselves to, and the table that shows them beside the peers."""

import statistics
from dataclasses import dataclass

from tests.bench.shares import in_words, shares

Figures = dict[str, object]

COLUMNS = (
    ("new pictures/s", ("screen", "new_fps"), 1),
    ("stage/s", ("stage_fps",), 1),
    ("CPU-ms a frame", ("cpu_ms_per_frame",), 1),
    ("CPU-ms a new picture", ("cpu_ms_per_new",), 1),
    ("frames/s", ("received", "fps"), 2),
    ("latency p50 ms", ("screen", "latency_p50_ms"), 0),
    ("p95 ms", ("screen", "latency_p95_ms"), 0),
    ("start s", ("start_s",), 2),
    ("kbit/s", ("received", "video_kbps"), 0),
    ("speed", ("received", "speed"), 3),
    ("lagged", ("says", "frames_lagged"), 0),
    ("cores", ("cores", "subject"), 2),
    ("others' cores", ("foreign_cores",), 2),
    ("MB", ("rss_mb",), 0),
)

GOALS = (
    ("CPU-ms a frame", "cpu_ms_per_frame", 0.65),
    ("CPU-ms a new picture", "cpu_ms_per_new", 0.55),
)

NOTE = (
    "OBS composes with OpenGL: where the machine has no GPU, it runs on a software one (llvmpipe), "
    "and its figures say how it does there, not how it does on a desktop with a graphics card."
)


def figure(figures: Figures, path: tuple[str, ...]) -> float | None:
    """Return a number of a run, or None if it has none of that name."""
    value: object = figures
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def median(runs: list[Figures]) -> Figures:
    """Return the middle of each figure of some runs of the same thing.

    Frames that were late are the most of any run, and a run that failed is returned instead.
    What is no number is as in the first run.
    """
    failed = [run for run in runs if "error" in run]
    return failed[0] if failed else _middles(runs)


def _middles(runs: list[Figures]) -> Figures:
    return {name: _middle(name, [run.get(name) for run in runs]) for name in runs[0]}


def _middle(name: str, values: list[object]) -> object:
    first = values[0]
    if isinstance(first, dict):
        return _middles([value for value in values if isinstance(value, dict)])
    numbers = [value for value in values if isinstance(value, int | float)]
    if len(numbers) != len(values):
        return first
    return max(numbers) if name.startswith("frames_lagged") else statistics.median(numbers)


def table(runs: list[Figures]) -> str:
    """Return the runs as a Markdown table."""
    head = "| subject | " + " | ".join(title for title, _, _ in COLUMNS) + " |"
    lines = [head, "|---" * (len(COLUMNS) + 1) + "|"]
    for run in runs:
        cells = []
        for _, path, digits in COLUMNS:
            value = figure(run, path)
            cells.append("–" if value is None else f"{value:.{digits}f}")
        lines.append(f"| {run['label']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@dataclass(frozen=True)
class Bar:
    """One thing that must hold.

    Attributes:
        limit: The value that must not be passed.
        is_floor: The value must be at least the limit, not at most.
    """

    title: str
    value: float
    limit: float
    is_floor: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether it does."""
        return self.value >= self.limit if self.is_floor else self.value <= self.limit

    def __str__(self) -> str:
        sign = "≥" if self.is_floor else "≤"
        mark = "holds" if self.holds else "FAILS"
        return f"{mark:6} {self.title}: {self.value:.3f} {sign} {self.limit:g}"


def bars(ours: Figures, peers: dict[str, Figures], height: int, fps: int) -> list[Bar]:
    """Return what must hold of our run beside the peers' of the same go."""
    result: list[Bar] = []

    def add(title: str, value: float | None, limit: float, *, is_floor: bool = False) -> None:
        if value is not None:
            result.append(Bar(title, value, limit, is_floor))

    new_fps = figure(ours, ("screen", "new_fps"))
    if fps <= 30:
        add("new pictures/s", new_fps, 0.983 * fps, is_floor=True)
        add("frames lagged after 2 s", figure(ours, ("says", "frames_lagged_after_2s")), 0)
    elif (drawn := figure(ours, ("stage_fps",))) and new_fps:
        add("new pictures of those the stage drew", new_fps / min(drawn, fps), 0.97, is_floor=True)
    if ffmpeg := peers.get("ffmpeg"):
        add("CPU-ms a frame, of ffmpeg's", _ratio(ours, ffmpeg, "cpu_ms_per_frame"), 0.72)
        add("CPU-ms a new picture, of ffmpeg's", _ratio(ours, ffmpeg, "cpu_ms_per_new"), 0.60)
        add("start later than ffmpeg's, s", _later(ours, ffmpeg), 0.5)
    if obs := peers.get("obs"):
        limit = 0.42 if height > 720 else 0.52
        latency = ("screen", "latency_p50_ms")
        add("latency p50, of OBS's", _ratio(ours, obs, *latency), limit)
    return result


def goals(ours: Figures, ffmpeg: Figures) -> list[str]:
    """Say how far we are from where we want to be beside ffmpeg, and what takes how much."""
    lines = []
    for title, name, goal in GOALS:
        mine, theirs = figure(ours, (name,)), figure(ffmpeg, (name,))
        if mine is None or not theirs:
            continue
        missing = mine - goal * theirs
        how = f"{missing:.1f} CPU-ms too many" if missing > 0 else "reached"
        lines.append(f"goal {goal:g} of ffmpeg's {title}: {mine / theirs:.3f}, {how}")
    frames = figure(ours, ("received", "frames"))
    if lines and frames:
        lines.append(f"ours by share, CPU-ms a frame: {in_words(shares(ours, frames))}")
    return lines


def _ratio(ours: Figures, theirs: Figures, *path: str) -> float | None:
    mine, other = figure(ours, path), figure(theirs, path)
    return mine / other if mine is not None and other else None


def _later(ours: Figures, theirs: Figures) -> float | None:
    mine, other = figure(ours, ("start_s",)), figure(theirs, ("start_s",))
    return mine - other if mine is not None and other is not None else None
