"""How a process is launched, and launched ahead of time.

Most of what a process of ours needs to start is the loading of its libraries,
most of a second for the engine.  A spare has done that already, and waits for its
boot message; what isn't taken sees the end of its pipe and ends::

    spares = Spares()
    spares.prepare("studio.engine")                      # while others still read files
    process = spares.launch("studio.engine", log_path)   # that one, or a fresh one
    spares.close()

Where it can, a spare is a fork, which has what this process has loaded (see
``studio.ipc.fork``)::

    if spares.prepare("studio.engine"):
        return run_the_engine()                          # we are the fork
"""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import IO, Protocol

from studio.ipc.fork import can_fork, fork

_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it


class Launched(Protocol):
    """A process with pipes, as ``subprocess.Popen`` and ``Forked`` have it."""

    pid: int
    stdin: IO[bytes] | None
    stdout: IO[bytes] | None

    def poll(self) -> int | None:
        """Return its exit code, or minus the signal that ended it; None while it lives."""

    def wait(self) -> int:
        """Return that when it has ended."""

    def send_signal(self, number: int, /) -> None:
        """Send it a signal; nothing happens if it has ended."""

    def kill(self) -> None:
        """End it at once."""


def launch(module: str, log_path: Path | None) -> "subprocess.Popen[bytes]":
    """Start a process with pipes for its boot message and its ready line.

    Args:
        module: What ``python -m`` runs; a path that ends in .py is run as a file.
        log_path: Where its standard error goes, until it has read its boot message.

    Raises:
        OSError: If the system can't start it.
    """
    command = [sys.executable, *([] if module.endswith(".py") else ["-m"]), module]
    log = log_path.open("ab") if log_path else None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log or subprocess.DEVNULL,
            bufsize=0,
            # Ctrl-C and a closed terminal are the supervisor's business.
            start_new_session=True,
            creationflags=_NEW_GROUP,
        )
    finally:
        if log:
            log.close()


class Spares:
    """Processes that were launched before it is known what for."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[Launched]] = defaultdict(list)

    def prepare(self, module: str) -> bool:
        """Have one that waits; return true in that process itself, if it is a fork of this one.

        Args:
            module: As for ``launch``; a file is never forked.

        Raises:
            OSError: If the system can't start it.
        """
        if module.endswith(".py") or not can_fork():
            self._waiting[module].append(launch(module, None))
            return False
        forked = fork(module, let_go=self._let_go)
        if forked is None:
            return True
        self._waiting[module].append(forked)
        return False

    def launch(self, module: str, log_path: Path | None) -> Launched:
        """Return one that waits, or launch one.

        Raises:
            OSError: If the system can't start it.
        """
        while self._waiting[module]:
            spare = self._waiting[module].pop()
            if spare.poll() is None:
                return spare
            _forget(spare)
        return launch(module, log_path)

    def _let_go(self) -> None:
        """In a fork: let go of the pipes of the others, whose end they must see."""
        for waiting in self._waiting.values():
            while waiting:
                _forget(waiting.pop())

    def close(self) -> None:
        """Let those end that nobody took."""
        for waiting in self._waiting.values():
            while waiting:
                spare = waiting.pop()
                _forget(spare)
                spare.kill()
                spare.wait()


def _forget(process: Launched) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
