"""What 200 danmaku a second cost the window: CPU, late frames, memory.

A process of its own speaks as the room client does; the danmaku dock reads it through the
app's real link, is shown, and scrolls.  Beside it runs a 60 Hz timer in the same thread: a
frame is dropped when the loop was busy past its turn::

    .venv/bin/python -m tests.bench.app_danmaku --per-second 200 --seconds 30
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from studio.app import theme
from studio.app.docks.danmaku import DanmakuDock
from studio.app.docks.danmaku_view import MAX_ROWS
from studio.app.studio import Studio
from tests.app.link.peer import Peer

FRAME_S = 0.016
"""Of a timer: Qt takes whole milliseconds."""
WARM_UP_S = 12.0
"""After so long the list is full, and memory should grow no more."""
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
TEXTS = (
    "来了来了！",
    "主播今天状态真好 😍",
    "this is a longer danmaku that has to be broken into more than one line of the dock",
    "请问这个键盘是什么牌子的？听起来声音好好听，想买一个",
    "666666",
    "مرحبا كيف حالك",
)


@dataclass
class Frames:
    """The turns of a 60 Hz timer.

    Attributes:
        late_ms: How late each was.
    """

    late_ms: list[float] = field(default_factory=list)
    dropped: int = 0
    _due_s: float = 0.0

    def turn(self) -> None:
        """Note one."""
        now_s = time.perf_counter()
        if self._due_s:
            late_s = now_s - self._due_s
            self.late_ms.append(max(0.0, late_s) * 1000)
            missed = max(0, int(late_s / FRAME_S))
            self.dropped += missed
            self._due_s += FRAME_S * (1 + missed)
        else:
            self._due_s = now_s + FRAME_S


def feed(run_dir: Path, per_second: int) -> None:
    """Speak as a room client does until killed."""
    peer = Peer(run_dir, "room_client")
    state = {"type": "room_state", "connection": "connected", "why": "", "you": {"role": "anchor"}}
    peer.greeting = [{**state, "room": {"viewers": 1}}]
    print("ready", flush=True)
    start_s = time.perf_counter()
    for number in itertools.count(1):
        wait_s = start_s + number / per_second - time.perf_counter()
        if wait_s > 0:
            time.sleep(wait_s)
        by = {"user": f"u{number % 997}", "name": f"观众{number % 997}", "level": number % 40}
        if number % 3 == 0:
            by["badge"] = {"club": "火箭团", "level": number % 20 + 1, "anchor": "1"}
        event = {
            "type": "danmaku",
            "danmaku": number,
            "by": by,
            "text": TEXTS[number % len(TEXTS)],
            "at_ms": int(time.time() * 1000),
        }
        peer.tell({"type": "room_event", "event": event})


def rss_mb() -> float:
    """Return how much memory this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES / 1e6


def run(per_second: int, seconds: float) -> dict[str, object]:
    """Show the dock for so long, and return the figures."""
    application = QApplication([])
    theme.apply(application, "dark")
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        run_dir = Path(folder)
        words = [sys.executable, "-m", __spec__.name, "--feed", folder]
        feeder = subprocess.Popen(
            [*words, "--per-second", str(per_second)], stdout=subprocess.PIPE, text=True
        )
        try:
            assert feeder.stdout is not None
            feeder.stdout.readline()
            return _watch(Studio(run_dir, run_dir / "settings.json"), seconds)
        finally:
            feeder.kill()
            feeder.wait()


def _watch(studio: Studio, seconds: float) -> dict[str, object]:
    heard = itertools.count()
    count = 0

    def hear(_event: object) -> None:
        nonlocal count
        count = next(heard) + 1

    studio.room.happened.connect(hear)
    dock = DanmakuDock(studio)
    dock.resize(340, 600)
    dock.show()
    studio.start()
    let(WARM_UP_S)
    frames, timer = Frames(), QTimer(timerType=Qt.TimerType.PreciseTimer, interval=16)
    timer.timeout.connect(frames.turn)
    memory = [rss_mb()]
    before, cpu_s, start_s = count, time.process_time(), time.perf_counter()
    timer.start()
    for _ in range(5):
        let(seconds / 5)
        memory.append(rss_mb())
    took_s = time.perf_counter() - start_s
    cpu_percent = (time.process_time() - cpu_s) / took_s * 100
    timer.stop()
    late = sorted(frames.late_ms)
    result: dict[str, object] = {
        "danmaku_per_second": round((count - before) / took_s, 1),
        "cpu_percent": round(cpu_percent, 1),
        "frames": len(late),
        "frames_dropped": frames.dropped,
        "late_p99_ms": round(late[int(len(late) * 0.99)], 1),
        "late_max_ms": round(late[-1], 1),
        "rows": len(dock.view.rows),
        "most_rows": MAX_ROWS,
        "lost": studio.room.dropped,
        "rss_mb": [round(each, 1) for each in memory],
    }
    studio.close()
    return result


def let(seconds: float) -> None:
    """Let Qt work for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-second", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--feed", type=Path, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.feed is not None:
        feed(words.feed, words.per_second)
        return
    print(json.dumps(run(words.per_second, words.seconds), indent=2))


if __name__ == "__main__":
    main()
