"""A ``rocket-studio live`` of a test, run as a person would run it, in a folder of its own.

with LiveStudio(folder, ["scenes/demo.json", "--record", "a.mkv"]) as studio:
    studio.wait_for("record recording")
    studio.kill("engine")
studio.stats["frames_lagged"]
"""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from studio.supervisor.session_file import ListedProcess, find_session

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".venv" / "bin" / "rocket-studio"
PATIENCE_S = 90.0
"""How long a busy machine may take for anything at all."""

LOOK_S = 0.05


class LiveStudio:
    """One session.

    Args:
        folder: Gets the words of the program, its statistics.
        words: What follows ``rocket-studio live``.
        verb: Another one than that.
    """

    def __init__(self, folder: Path, words: list[str], verb: str = "live") -> None:
        # A socket's path may have about 100 bytes, and pytest's folders are deep.
        self._home = tempfile.TemporaryDirectory(prefix="rs-")
        self.run_dir = Path(self._home.name)
        self._verb = verb
        self._log = folder / "live.log"
        self._stats = folder / "stats.json"
        self._words = [*words, "--stats", str(self._stats)]
        self.environment = os.environ | {"ROCKET_STUDIO_RUN_DIR": str(self.run_dir)}
        self.environment.pop("DISPLAY", None)

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [PROGRAM, self._verb, *self._words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if find_session(self.run_dir):
                self.command("end")
            self.wait()
        finally:
            for left in self.processes:
                os.kill(left.pid, signal.SIGKILL)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self._home.cleanup()

    @property
    def text(self) -> str:
        """Everything that was shown so far."""
        return self._log.read_text("utf-8", "replace")

    @property
    def stats(self) -> dict[str, object]:
        """What ``--stats`` wrote at the end."""
        stats: dict[str, object] = json.loads(self._stats.read_text())
        return stats

    @property
    def lost_frames(self) -> int:
        """Frames that the engine itself says it did not make; a busy machine costs some."""
        lost = [self.stats["frames_lagged"], self.stats["frames_skipped"]]
        return sum(number for number in lost if isinstance(number, int))

    @property
    def dropped_frames(self) -> dict[str, int]:
        """Frames that each output says it threw away."""
        dropped = self.stats["frames_dropped"]
        assert isinstance(dropped, dict)
        return dropped

    @property
    def processes(self) -> list[ListedProcess]:
        """The living processes of the session."""
        session = find_session(self.run_dir)
        return [each for each in session.processes if each.is_alive] if session else []

    def pid(self, name: str) -> int:
        """Return the process of a name, or of a kind if it is the only one of it."""
        found = [each.pid for each in self.processes if name in (each.name, each.kind)]
        assert len(found) == 1, f"{name}: {found}"
        return found[0]

    def kill(self, name: str) -> int:
        """End a process as a crash would, and return which it was."""
        pid = self.pid(name)
        os.kill(pid, signal.SIGKILL)
        return pid

    def wait_for(self, pattern: str, after: int = 0, patience_s: float = PATIENCE_S) -> float:
        """Wait until something is shown; return how long that took, in seconds.

        Args:
            pattern: A regular expression.
            after: Only look behind so many characters of ``text``.
            patience_s: How long it may take.
        """
        start_s = time.monotonic()
        while not re.search(pattern, self.text[after:]):
            passed_s = time.monotonic() - start_s
            assert passed_s < patience_s, f"no {pattern!r} within {patience_s} s in\n{self.text}"
            assert self.process.poll() is None or self.processes, f"ended early:\n{self.text}"
            time.sleep(LOOK_S)
        return time.monotonic() - start_s

    def command(self, *words: str) -> str:
        """Run another ``rocket-studio`` beside the session and return what it shows."""
        result = subprocess.run(
            [PROGRAM, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def wait(self) -> int:
        """Wait for the end; return the exit code."""
        return self.process.wait(PATIENCE_S)
