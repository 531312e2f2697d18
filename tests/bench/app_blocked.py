"""A window that is blocked for 5 s while live: what the stream notices of it.

    .venv/bin/python -m tests.bench.app_blocked [--seconds 5]

The window runs in this process, linked to a real session that records the demo and shows
its pictures and meters; its UI thread then sleeps.  Frames that came late or not at all are
counted over that time and over one of the same length in which it works.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # without a display Qt would abort

from PySide6.QtCore import QCoreApplication, QEventLoop

from studio.app.application import Looks, make_application
from studio.app.studio import Studio
from studio.app.window import MainWindow
from studio.model.commands import StartRecord
from tests.app.engine_stage import do, until
from tests.bench.app_rig import PROGRAM, marked_collection

SETTLE_S = 8.0


def counts(studio: Studio) -> tuple[int, int, int]:
    """Return frames lagged, skipped and dropped so far, from statistics that come now."""
    seen = studio.mirror.stats
    until(lambda: studio.mirror.stats is not seen)
    stats = studio.mirror.stats
    assert stats is not None
    return stats.frames_lagged, stats.frames_skipped, stats.frames_dropped


def work(seconds: float) -> None:
    """Let the window do what it does."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)


def lost(before: tuple[int, int, int], after: tuple[int, int, int]) -> dict[str, int]:
    """Return by how much each count has grown."""
    names = ("lagged", "skipped", "dropped")
    return {name: b - a for name, a, b in zip(names, before, after, strict=True)}


def measure(run_dir: Path, folder: Path, seconds: float) -> bool:
    """Measure and print; say whether nothing was late."""
    application = make_application()
    studio = Studio(run_dir, folder / "settings.json")
    studio.settings.change(is_set_up=True)
    looks = Looks(application, studio.settings)
    studio.start()
    window = MainWindow(studio)
    window.show()
    until(lambda: studio.mirror.is_there)
    assert do(studio, StartRecord(path=str(folder / "live.mkv"))).ok
    until(lambda: studio.mirror.is_recording)
    work(SETTLE_S)
    first = counts(studio)
    work(seconds)
    second = counts(studio)
    time.sleep(seconds)  # the UI thread is blocked
    third = counts(studio)
    works, blocked = lost(first, second), lost(second, third)
    print(f"{seconds:.0f} s at work:   frames {works}")
    print(f"{seconds:.0f} s blocked:   frames {blocked}, connected: {studio.link.is_connected}")
    window.hide()
    looks.deleteLater()
    studio.close()
    return studio.mirror.is_there and sum(blocked.values()) <= sum(works.values())


def main() -> int:
    """Measure; the status is 1 if a blocked window cost a frame."""
    parser = argparse.ArgumentParser(prog="app_blocked", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--work", type=Path, default=Path("/tmp/rocket-bench"))
    asked = parser.parse_args()
    folder = asked.work / time.strftime("app-blocked-%H%M%S")
    folder.mkdir(parents=True)
    (folder / "config").mkdir()
    with tempfile.TemporaryDirectory(prefix="rs-") as home:
        environment = {
            "ROCKET_STUDIO_RUN_DIR": home,
            "ROCKET_STUDIO_CONFIG_DIR": str(folder / "config"),
        }
        encoding = {"video_kbps": 3000, "encoder": "libx264", "preset": "superfast"}
        (folder / "config" / "settings.json").write_text(json.dumps({"encoding": encoding}))
        words = [str(PROGRAM), "app", str(marked_collection(folder)), "--no-window"]
        session = subprocess.Popen(words, env=os.environ | environment)
        try:
            holds = measure(Path(home), folder, asked.seconds)
        finally:
            session.terminate()
            session.wait()
    print("holds" if holds else "FAILS", flush=True)
    os._exit(int(not holds))


if __name__ == "__main__":
    main()
