"""``rocket-studio plugin run`` on a folder, beside a session of a test.

write_plugin(folder, "…")
with PluginRun(folder, studio.run_dir) as run:
    (process,) = run.plugins()
"""

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self

import psutil

from tests.e2e.live_studio import PATIENCE_S

MANIFEST = """\
id = "tried"
name = "Tried"
version = "0.1.0"
sdk = 1
rights = ["overlay"]
"""


def write_plugin(folder: Path, code: str, rights: str = '"overlay"') -> None:
    """Make a plugin's folder, or another code in one that is there."""
    folder.mkdir(exist_ok=True)
    (folder / "plugin.toml").write_text(MANIFEST.replace('"overlay"', rights))
    (folder / "main.py").write_text(code, "utf-8")


class PluginRun:
    """``rocket-studio plugin run`` on a folder; what is kept is kept beside its log."""

    def __init__(
        self,
        folder: Path,
        run_dir: Path,
        words: tuple[str, ...] = ("run",),
        log: Path | None = None,
    ) -> None:
        own = log or folder.parent
        self._log = own / "plugin.log"
        with self._log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "studio", "plugin", *words, str(folder)],
                stdout=file,
                stderr=subprocess.STDOUT,
                env=os.environ
                | {
                    "ROCKET_STUDIO_RUN_DIR": str(run_dir),
                    "ROCKET_STUDIO_CONFIG_DIR": str(own / "config"),
                },
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(PATIENCE_S)
        finally:
            self.process.kill()

    @property
    def text(self) -> str:
        return self._log.read_text("utf-8")

    def plugins(self) -> list[psutil.Process]:
        """Return the plugin's own processes."""
        found = []
        for each in psutil.Process(self.process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):  # a dead one that waits to be buried
                if "studio.sdk" in each.cmdline():
                    found.append(each)
        return found
