"""What captions cost the window: 20 partials a second, and an hour of them in memory.

The captions' dock is told through the app's own mirror of what is said, is shown, and scrolls.
Beside it runs a 60 Hz timer in the same thread: a frame is dropped when the loop was busy past
its turn::

    .venv/bin/python -m tests.bench.app_captions --per-second 20 --seconds 20
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from studio.app import theme
from studio.app.captions.dock import CaptionsDock
from studio.app.captions.said import MOST_ROWS
from studio.app.studio import Studio
from studio.model.captions.spoken import Spoken
from studio.model.events import Captioned
from tests.app.lively_talk import words_of
from tests.bench.app_danmaku import Frames, let, rss_mb

TEXT = "今天我们用火箭工作室搭一个绿幕 and then we key it so cleanly that nobody sees a thing"
TELLINGS = 40
"""Of one breath: two seconds at 20 a second."""
HOUR = 20 * 3600


def telling(number: int) -> Captioned:
    """Return what is told as the n-th: a breath grows, and is final at last."""
    breath, step = divmod(number, TELLINGS)
    words = words_of(TEXT, breath * 2_000)
    known = max(1, len(words) * (step + 1) // TELLINGS)
    is_final = step == TELLINGS - 1
    spoken = Spoken(id=f"1.{breath}", speaker="主播", words=words[:known], is_final=is_final)
    return Captioned(spoken=spoken)


def run(per_second: int, seconds: float) -> dict[str, object]:
    """Show the dock for so long, then an hour at once; return the figures."""
    application = QApplication([])
    theme.apply(application, "dark")
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        studio = Studio(Path(folder), Path(folder) / "settings.json")
        dock = CaptionsDock(studio)
        dock.resize(340, 600)
        dock.show()
        studio.start()
        figures = _paced(studio, per_second, seconds) | _hour(studio)
        figures |= {"rows": len(dock.desk.said.rows), "most_rows": MOST_ROWS}
        figures["blocks"] = dock.view.document().blockCount()
        studio.close()
        return figures


def _paced(studio: Studio, per_second: int, seconds: float) -> dict[str, object]:
    for number in range(MOST_ROWS * TELLINGS):  # full from the first, as after an hour
        if number % TELLINGS == TELLINGS - 1:
            studio.link.happened.emit(telling(number))
    told = MOST_ROWS * TELLINGS
    frames, turn, tell = Frames(), _every(16), _every(1000 // per_second)

    def tell_next() -> None:
        nonlocal told
        studio.link.happened.emit(telling(told))
        told += 1

    tell.timeout.connect(tell_next)
    let(0.5)
    turn.timeout.connect(frames.turn)
    before, cpu_s, start_s = told, time.process_time(), time.perf_counter()
    let(seconds)
    took_s, cpu_s = time.perf_counter() - start_s, time.process_time() - cpu_s
    for timer in (turn, tell):
        timer.stop()
    late = sorted(frames.late_ms)
    return {
        "partials_per_second": round((told - before) / took_s, 1),
        "cpu_percent": round(cpu_s / took_s * 100, 1),
        "frames": len(late),
        "frames_dropped": frames.dropped,
        "late_p99_ms": round(late[int(len(late) * 0.99)], 1),
    }


def _hour(studio: Studio) -> dict[str, object]:
    """Tell an hour at once, painted as often as the loop can."""
    memory = [rss_mb()]
    start_s = time.perf_counter()
    for part in range(4):
        for number in range(part * HOUR // 4, (part + 1) * HOUR // 4):
            studio.link.happened.emit(telling(2 * MOST_ROWS * TELLINGS + number))
            if number % 20 == 0:
                QApplication.processEvents()
        memory.append(rss_mb())
    took_s = time.perf_counter() - start_s
    rss = [round(each, 1) for each in memory]
    return {"hour_ms_each": round(took_s / HOUR * 1000, 3), "hour_rss_mb": rss}


def _every(ms: int) -> QTimer:
    timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=ms)
    timer.start()
    return timer


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-second", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    words = parser.parse_args()
    print(json.dumps(run(words.per_second, words.seconds), indent=2))


if __name__ == "__main__":
    main()
