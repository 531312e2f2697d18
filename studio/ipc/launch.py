"""How a process is launched, and launched ahead of time.

Most of what a process of ours needs to start is the loading of its libraries,
a second for the engine.  A spare has done that already, and waits for its boot
message; what isn't taken sees the end of its pipe and ends::

    spares = Spares()
    spares.prepare("studio.engine")                      # while others still read files
    process = spares.launch("studio.engine", log_path)   # that one, or a fresh one
    spares.close()
"""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

_NEW_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # Windows has it


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
        self._waiting: defaultdict[str, list[subprocess.Popen[bytes]]] = defaultdict(list)

    def prepare(self, module: str) -> None:
        """Launch one that waits.

        Raises:
            OSError: If the system can't start it.
        """
        self._waiting[module].append(launch(module, None))

    def launch(self, module: str, log_path: Path | None) -> "subprocess.Popen[bytes]":
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

    def close(self) -> None:
        """Let those end that nobody took."""
        for waiting in self._waiting.values():
            while waiting:
                spare = waiting.pop()
                _forget(spare)
                spare.kill()
                spare.wait()


def _forget(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()
