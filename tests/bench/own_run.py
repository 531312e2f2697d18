"""Our engine alone, without a server: records a scene for a while, returns its statistics."""

import json
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from tests.bench.processes import favour

PROGRAM = Path(__file__).resolve().parents[2] / ".venv" / "bin" / "rocket-studio"
Json = dict[str, object]
OnLive = Callable[[Path, threading.Event], None]


def run(
    collection: Json,
    words: list[str],
    *,
    seconds: float,
    display: str = "",
    while_live: OnLive | None = None,
) -> Json:
    """Record a collection and return what ``--stats`` says.

    Args:
        collection: The scenes.
        words: More words for ``rocket-studio live``.
        seconds: How long.
        display: Of X, for screen inputs.
        while_live: Called in a thread of its own with the run directory and an event
            that is set at the end.
    """
    ended = threading.Event()
    with tempfile.TemporaryDirectory(prefix="rs-bench-") as name:
        folder = Path(name)
        (folder / "scene.json").write_text(json.dumps(collection))
        environment = os.environ | {"ROCKET_STUDIO_RUN_DIR": name, "DISPLAY": display}
        argv = ["live", str(folder / "scene.json"), "--record", str(folder / "out.mkv")]
        argv += ["--duration", str(seconds), "--stats", str(folder / "stats.json"), *words]
        with (folder / "live.log").open("wb") as log:
            process = subprocess.Popen(
                [PROGRAM, *argv], env=environment, stdout=log, stderr=log, start_new_session=True
            )
        favour(process.pid)
        thread = threading.Thread(target=while_live or _nothing, args=(folder, ended))
        thread.start()
        try:
            process.wait(seconds + 60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGTERM)
            process.wait()
        ended.set()
        thread.join()
        if not (folder / "stats.json").exists():
            raise SystemExit((folder / "live.log").read_text("utf-8", "replace"))
        stats: Json = json.loads((folder / "stats.json").read_text())
        return stats


def _nothing(folder: Path, ended: threading.Event) -> None:
    """Do nothing while it runs."""
