"""What a fault does to ffmpeg, with two destinations as its manual has it (the tee muxer).

    run = disturb(options, folder, "frozen", 4.0, with_fifo=True)

Two ways: plain ``tee``, which writes to one destination after the other, and with a
``fifo`` before each, which has a thread and a queue of its own and connects anew.
"""

import re
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.ffmpeg_subject import argv
from tests.bench.processes import end, start
from tests.bench.run_options import RunOptions
from tests.bench.subscriber import Subscriber
from tests.e2e.fault_run import AFTER_S, BEFORE_S, longest_gap_ms, missing, video_between
from tests.servers import NginxRtmp

FIRST_VIDEO_TIMEOUT_S = 60.0
BACK_TIMEOUT_S = 10.0
FIFO_OPTIONS = (
    "attempt_recovery=1:recover_any_error=1:recovery_wait_time=1"
    ":drop_pkts_on_overflow=1:restart_with_keyframe=1"
)
TROUBLE = re.compile(r".*(?:muxer .* failed|[Ee]rror|Broken pipe|reset|[Rr]ecover|overflow).*")


@dataclass(frozen=True)
class PeerRun:
    """As far as one can see it from outside.

    Attributes:
        noticed_s: Until it said something.
        back_s: From the end of the fault to the next picture at the server that was struck.
        missing_kept: Frames that the other server's viewer did not get.
        is_alive: It still ran at the end.
    """

    noticed_s: float | None
    sentence: str
    back_s: float | None
    missing_kept: int
    gap_kept_ms: float
    gap_struck_ms: float
    is_alive: bool


def command(options: RunOptions, urls: list[str], *, with_fifo: bool) -> list[str]:
    """Return the words of an ffmpeg that publishes to all addresses."""
    words = argv(options, "", "")[:-3]  # without "-f flv URL"
    grab, display = words.index("-thread_queue_size"), words.index("")
    words[grab : display + 1] = ["-i", str(options.media / "logo.png")]  # no layer shows it
    fifo = ["-use_fifo", "1", "-fifo_options", FIFO_OPTIONS] if with_fifo else []
    targets = "|".join(f"[f=flv:onfail=ignore]{url}" for url in urls)
    return [*words, "-flags", "+global_header", *fifo, "-f", "tee", targets]


def disturb(
    options: RunOptions, folder: Path, fault: str, lasts_s: float, *, with_fifo: bool
) -> PeerRun:
    """Let ffmpeg stream to two servers, of which one is killed or frozen for a while."""
    folder.mkdir(parents=True)
    log = folder / "ffmpeg.log"
    with ExitStack() as stack:
        struck, kept = NginxRtmp(folder / "struck"), NginxRtmp(folder / "kept")
        viewers = [Subscriber(folder / "struck-viewer", struck.url())]
        viewers.append(Subscriber(folder / "kept-viewer", kept.url()))
        for server in (struck, kept):
            stack.enter_context(server)
        for viewer in viewers:
            stack.enter_context(viewer)
        process = start(command(options, [struck.url(), kept.url()], with_fifo=with_fifo), log)
        stack.callback(end, process)
        if not all(viewer.first_video.wait(FIRST_VIDEO_TIMEOUT_S) for viewer in viewers):
            raise SystemExit(f"ffmpeg sends nothing; see {log}")
        time.sleep(BEFORE_S)  # sources settle
        begin_ns = time.monotonic_ns()
        time.sleep(BEFORE_S)
        said, struck_ns = len(log.read_text("utf-8", "replace")), time.monotonic_ns()
        (struck.kill if fault == "server" else struck.freeze)()
        noticed_s, sentence = _trouble(log, said, struck_ns, lasts_s)
        time.sleep(max(0.0, lasts_s - (time.monotonic_ns() - struck_ns) / 1e9))
        relieved_ns = time.monotonic_ns()
        (struck.start if fault == "server" else struck.thaw)()
        back_ns = _next_video_ns(viewers[0], relieved_ns)
        time.sleep(AFTER_S)
        end_ns, is_alive = time.monotonic_ns(), process.poll() is None
    both = [video_between(viewer.arrivals, begin_ns, end_ns) for viewer in viewers]
    return PeerRun(
        noticed_s,
        sentence,
        (back_ns - relieved_ns) / 1e9 if back_ns else None,
        missing(both[1]),
        longest_gap_ms(both[1]),
        longest_gap_ms(both[0]) if back_ns else float("inf"),
        is_alive,
    )


def _trouble(log: Path, said: int, struck_ns: int, patience_s: float) -> tuple[float | None, str]:
    """Wait until the log tells of trouble."""
    while (passed_s := (time.monotonic_ns() - struck_ns) / 1e9) < patience_s:
        if found := TROUBLE.search(log.read_text("utf-8", "replace")[said:]):
            return passed_s, found[0]
        time.sleep(0.05)
    return None, ""


def _next_video_ns(viewer: Subscriber, after_ns: int) -> int | None:
    """Wait for a picture; one that the thawed server still had is not told apart."""
    while time.monotonic_ns() < after_ns + BACK_TIMEOUT_S * 1e9:
        for each in viewer.arrivals[-1][-1:]:
            if each.is_video and each.at_ns > after_ns:
                return each.at_ns
        time.sleep(0.02)
    return None
