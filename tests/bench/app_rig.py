"""A studio with its window on a display of our own, for the benches of the app.

with AppRig(folder, marked_collection(folder)) as rig:
    rig.start()
    took_s = rig.until_picture(60)
"""

import json
import os
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from studio.supervisor.session_file import ListedProcess, find_session
from tests.bench.app_screen import Screen
from tests.bench.processes import end, start
from tests.bench.x_display import x_display

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".venv" / "bin" / "rocket-studio"
SCREEN = (1440, 900)
MARK = (255, 0, 255)
"""A colour that no theme has."""

MARK_PX = 400
LOOK_S = 0.01
NEAR = 24
ENOUGH = 60
"""Pixels of the mark, in the rows that are looked at."""


def marked_collection(folder: Path, height: int = 1080) -> Path:
    """Write the demo's collection with a mark in the middle of its first scene."""
    demo = ROOT / "scenes" / "demo.json"
    collection: dict[str, Any] = json.loads(demo.read_text("utf-8"))
    for each in collection["inputs"]:
        settings = each.get("settings", {})
        for key in ("file", "stand_in"):
            if key in settings:
                settings[key] = str((demo.parent / settings[key]).resolve())
    size = {"width": MARK_PX, "height": MARK_PX, "color": "#ff00ff"}
    collection["inputs"].append({"name": "Mark", "kind": "color", "settings": size})
    place = {"x": 960 - MARK_PX // 2, "y": 540 - MARK_PX // 2}
    collection["scenes"][0]["items"].append({"id": 99, "source": "Mark", "transform": place})
    path = folder / "marked.json"
    path.write_text(json.dumps(collection), "utf-8")
    return path


class AppRig:
    """One studio and its display; ``start`` it once.

    Args:
        folder: Gets logs and settings.
        collection: That is opened, as the last one.
    """

    def __init__(self, folder: Path, collection: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._collection = collection
        self._stack = ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self.run_dir = Path()
        self.display = ""
        self.begun_s = 0.0

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            home = stack.enter_context(tempfile.TemporaryDirectory(prefix="rs-"))
            self.run_dir = Path(home)
            _, self.display = stack.enter_context(x_display(self._folder / "xvfb.log", SCREEN))
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._process is not None:
                end(self._process)
        finally:
            self._stack.__exit__(kind, error, trace)

    def start(self) -> None:
        """Run the command, as a person would who has used it before."""
        config = self._folder / "config"
        config.mkdir(exist_ok=True)
        settings = {"is_set_up": True, "last_collection": str(self._collection)}
        (config / "settings.json").write_text(json.dumps(settings))
        environment = os.environ | {
            "DISPLAY": self.display,
            "ROCKET_STUDIO_RUN_DIR": str(self.run_dir),
            "ROCKET_STUDIO_CONFIG_DIR": str(config),
        }
        environment.pop("QT_QPA_PLATFORM", None)
        self.begun_s = time.monotonic()
        self._process = start([str(PROGRAM)], self._folder / "studio.log", environment=environment)

    @property
    def pid(self) -> int:
        """The command, from which all else was started."""
        assert self._process is not None
        return self._process.pid

    def process(self, kind: str) -> ListedProcess:
        """Return the process of a kind."""
        session = find_session(self.run_dir)
        assert session is not None
        return next(each for each in session.processes if each.kind == kind)

    def until_picture(self, patience_s: float) -> float:
        """Return how many seconds after the command the programme is on the screen."""
        with Screen(self.display, SCREEN) as screen:
            while time.monotonic() - self.begun_s < patience_s:
                picture = screen.rows()
                taken_s = time.monotonic()
                near = np.abs(picture.astype(int) - MARK).max(axis=2) <= NEAR
                if near.sum() >= ENOUGH:
                    return taken_s - self.begun_s
                time.sleep(LOOK_S)
        return float("inf")
