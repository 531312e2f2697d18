"""One of the two processes, over all its starts.

It says in one line of JSON on its standard output that it listens, and where; the other
end of its standard input is this process, so that nothing is left over if that is killed.

One that takes long to load has a spare: a second process that has loaded all, and begins
when the first has died.
"""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from studio.ipc.backoff import Backoff

_PORT_WORDS = {
    "--port": "http",
    "--http-port": "http",
    "--ws-port": "ws",
    "--https-port": "https",
    "--wss-port": "wss",
    "--rtmp-port": "rtmp",
}
"""What a process says of its ports, by the word that asks for them."""

_SPARE = "--spare"
_SPARE_AFTER_NS = 2_000_000_000
"""So long after a start the spare is made: until then all who come back need the processor."""
_LOG_LIMIT_BYTES = 8 * 1024 * 1024
_MAX_LINE_BYTES = 65_536
_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it


@dataclass(frozen=True, slots=True)
class Ready:
    """A part listens."""

    part: "Part"
    said: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ended:
    """A part's process has ended."""

    part: "Part"
    exit_code: int


@dataclass(frozen=True, slots=True)
class Stop:
    """It is time to end."""


Events = queue.SimpleQueue[Ready | Ended | Stop]


@dataclass
class Part:
    """See the module.

    Attributes:
        was_ready: Whether it has ever listened.
        due_ns: When to start it again, None while it runs.
        has_spare: Whether a spare is kept.
        spare: It, once there is one.
        spare_due_ns: When to make it, None while that is not to be done.
    """

    name: str
    module: str
    words: list[str]
    environment: dict[str, str]
    log: Path
    events: Events
    backoff: Backoff = field(default_factory=Backoff)
    process: "subprocess.Popen[bytes] | None" = None
    was_ready: bool = False
    due_ns: int | None = None
    has_spare: bool = False
    spare: "subprocess.Popen[bytes] | None" = None
    spare_due_ns: int | None = None

    def start(self) -> None:
        """Start it; a thread tells of its ready line and of its end."""
        self.due_ns = None
        self.log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".old"))
        self.process = self._begun_spare() or self._begin(self.words)
        name = f"room {self.name}"
        threading.Thread(target=self._watch, args=[self.process], name=name, daemon=True).start()

    def wants_spare(self, now_ns: int) -> None:
        """Note that it listens: it is time for a spare soon."""
        self.spare_due_ns = now_ns + _SPARE_AFTER_NS if self.has_spare else None

    def make_spare(self) -> None:
        """Make the spare."""
        self.spare_due_ns = None
        if self.spare is None:
            self.spare = self._begin([_SPARE])

    def stay(self, said: Mapping[str, object]) -> None:
        """Have it listen where it does now when it is started again: clients know that place."""
        for index, word in enumerate(self.words):
            port = said.get(_PORT_WORDS.get(word, ""))
            if isinstance(port, int):
                self.words[index + 1] = str(port)

    def terminate(self) -> None:
        """Ask it to end; closing the pipe asks where there are no signals."""
        self.spare_due_ns = None
        for process in (self.spare, self.process):
            if process is not None and process.stdin is not None:
                process.stdin.close()
                process.terminate()

    def wait(self, timeout_s: float) -> None:
        """Wait for its end, and bring it about after that time."""
        ends_s = time.monotonic() + timeout_s
        for process in (self.spare, self.process):
            if process is None:
                continue
            try:
                process.wait(max(0.1, ends_s - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def last_words(self) -> str:
        """Return the last sentence in its log that is for people."""
        lines = self.log.read_text("utf-8", "replace").splitlines() if self.log.exists() else []
        last = next((line for line in reversed(lines) if line.strip()), "")
        return last if last and not last.startswith(("{", " ")) else f"{self.log} says why."

    def _begin(self, words: list[str]) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", self.module, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self.environment,
                bufsize=0,
                start_new_session=True,  # Ctrl-C is ours: it ends both in order
                creationflags=_NEW_GROUP,
            )

    def _begun_spare(self) -> "subprocess.Popen[bytes] | None":
        """Tell the spare to begin; return it, or None if there is none that lives."""
        spare, self.spare, self.spare_due_ns = self.spare, None, None
        if spare is None:
            return None
        assert spare.stdin is not None
        try:
            spare.stdin.write(json.dumps(self.words).encode() + b"\n")
        except OSError:  # it has died
            spare.kill()
            spare.wait()
            return None
        return spare

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        with process.stdout as pipe:
            line = bytearray()
            while (piece := pipe.read(4096)) and len(line) < _MAX_LINE_BYTES:
                line += piece
                if line.endswith(b"\n"):
                    self.events.put(Ready(self, _parsed(bytes(line))))
                    line.clear()
        self.events.put(Ended(self, process.wait()))


def _parsed(line: bytes) -> Mapping[str, object]:
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}
