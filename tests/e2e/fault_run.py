"""One session, disturbed by a fault or not, in numbers that can be laid side by side.

quiet = run(None, folder / "a", words, seconds=12)
hit = run(FAULTS["push"], folder / "b", words, seconds=12)
hit.missing_kept - quiet.missing_kept
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.bench.subscriber import Arrival
from tests.e2e.fault_stage import FaultStage
from tests.e2e.faults import Fault, mark
from tests.e2e.ffprobe import FRAME_MS, missing_frames, packets

BEFORE_S = 3.0
"""How long all goes well before the fault."""
AFTER_S = 2.0
"""How long the session goes on after all is well again."""
OPENING_MS = 2000.0
"""Of a recording, in which sources open; nobody is held to the frames of it."""


@dataclass(frozen=True)
class FaultRun:
    """What was seen of one session from its first good moment to its end.

    Attributes:
        noticed_s: From the fault to the sentence that tells of it; None if none came.
        sentence: That one.
        back_s: From the end of the fault until all was as before; None if it never was.
        seconds: How long it was watched.
        lagged: Frames that the engine did not hand over in time, by its own count.
        skipped: Frames that the encoder did not take.
        dropped: Frames that each output threw away, by its name.
        missing_recorded: Frames that are not in the recording; 0 where the engine died, whose
            recording ends there, perhaps before its opening is over.
        missing_kept: Frames that the viewer of the other server did not get.
        sound_step_ms: Longest step between the time stamps of two packets of sound there.
        gap_kept_ms: Longest time between two pictures at that viewer.
        gap_struck_ms: The same at the viewer of the server that was struck.
        slip_ms: By how much later pictures came at the end than at the beginning, at that
            viewer, on their own time line and at best.
        went_back: Whether a time stamp there was smaller than the one before.
        connections: That the struck server had from us.
        segments: How often each viewer had to begin anew, the kept one last.
        received: What the viewer of the other server got.
        recording: Its file.
    """

    noticed_s: float | None
    sentence: str
    back_s: float | None
    seconds: float
    lagged: int
    skipped: int
    dropped: dict[str, int]
    missing_recorded: int
    missing_kept: int
    sound_step_ms: int
    gap_kept_ms: float
    gap_struck_ms: float
    slip_ms: float
    went_back: bool
    connections: int
    segments: tuple[int, int]
    received: Path
    recording: Path


def run(
    fault: Fault | None,
    folder: Path,
    words: list[str],
    *,
    seconds: float,
    make_stage: Callable[[Path, list[str]], FaultStage] = FaultStage,
) -> FaultRun:
    """Go live, let the fault strike, and go on for ``seconds`` at least.

    Args:
        fault: None leaves the session alone.
        folder: Gets all files; made here.
        words: The scene and what else follows ``rocket-studio live``.
        seconds: From the first good moment to the end, unless the fault takes longer.
        make_stage: Makes the session and all round it.
    """
    folder.mkdir(parents=True)
    noticed_s, sentence, back_s = None, "", None
    with make_stage(folder, words) as stage:
        begin_ns = time.monotonic_ns()
        lagged, skipped = stage.counts
        stage.wait(BEFORE_S)
        if fault:
            noticed_s, sentence, back_s = _disturb(stage, fault)
            stage.wait(AFTER_S)
        stage.wait(seconds - (time.monotonic_ns() - begin_ns) / 1e9)
        end_ns = time.monotonic_ns()
        lagged, skipped = stage.counts[0] - lagged, stage.counts[1] - skipped
    kept = video_between(stage.kept_viewer.arrivals, begin_ns, end_ns)
    struck = video_between(stage.struck_viewer.arrivals, begin_ns, end_ns)
    missing_recorded = 0
    if not (fault and fault.stops_all):
        recorded = [each for each in packets(stage.recording) if each.pts_ms >= OPENING_MS]
        missing_recorded = missing_frames(recorded)
    return FaultRun(
        noticed_s,
        sentence,
        back_s,
        (end_ns - begin_ns) / 1e9,
        lagged,
        skipped,
        stage.studio.dropped_frames,
        missing_recorded,
        missing(kept),
        _sound_step_ms(stage.kept_viewer.arrivals[0]),
        longest_gap_ms(kept),
        longest_gap_ms(struck),
        _slip_ms(struck),
        any(b.dts_ms < a.dts_ms for a, b in pairwise(struck)),
        len(stage.connections),
        (len(stage.struck_viewer.segments), len(stage.kept_viewer.segments)),
        stage.kept_viewer.segments[0],
        stage.recording,
    )


def _disturb(stage: FaultStage, fault: Fault) -> tuple[float | None, str, float | None]:
    """Let a fault strike and pass; return when and how it was told, and when all was well."""
    since = mark(stage)
    fault.strike(stage)
    sentence = ""

    def is_noticed() -> bool:
        nonlocal sentence
        sentence = fault.noticed(stage, since)
        return bool(sentence)

    stage.until(is_noticed)
    now_ns = time.monotonic_ns()
    noticed_s = (now_ns - (fault.begun_ns(stage) or since.at_ns)) / 1e9
    stage.wait(fault.lasts_s - (now_ns - since.at_ns) / 1e9)
    relieved = mark(stage) if fault.lasts_s else since
    fault.relieve(stage)
    is_back = stage.until(lambda: fault.is_back(stage, relieved)) is not None
    back_s = (time.monotonic_ns() - relieved.at_ns) / 1e9
    return noticed_s if sentence else None, sentence, back_s if is_back else None


def video_between(
    arrivals: Sequence[Sequence[Arrival]], begin_ns: int, end_ns: int
) -> list[Arrival]:
    """Return the pictures of all segments that came in a time, in the order of coming."""
    return [
        each
        for segment in arrivals
        for each in segment
        if each.is_video and begin_ns <= each.at_ns < end_ns
    ]


def missing(video: Sequence[Arrival]) -> int:
    """Return how many pictures are not there between the first and the last."""
    times_ms = sorted(each.pts_ms for each in video)
    return round((times_ms[-1] - times_ms[0]) / FRAME_MS) + 1 - len(times_ms)


def _sound_step_ms(arrivals: Sequence[Arrival]) -> int:
    times_ms = [each.dts_ms for each in arrivals if not each.is_video]
    return max(b - a for a, b in pairwise(times_ms))


def longest_gap_ms(video: Sequence[Arrival]) -> float:
    """Return the longest time in which no picture came."""
    return max((b.at_ns - a.at_ns) / 1e6 for a, b in pairwise(video))


def _slip_ms(video: Sequence[Arrival]) -> float:
    """Compare the least delays of the first and the last seconds; the least is not the load's."""
    first_ns = video[0].at_ns + int(BEFORE_S * 0.9e9)
    last_ns = video[-1].at_ns - int(AFTER_S * 0.9e9)
    before = min(each.at_ns / 1e6 - each.dts_ms for each in video if each.at_ns <= first_ns)
    after = min(each.at_ns / 1e6 - each.dts_ms for each in video if each.at_ns >= last_ns)
    return after - before
