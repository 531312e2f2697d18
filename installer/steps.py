"""Steps with progress: a line for each, its output in a log, a clear end when one fails.

A step that has nothing to do is not shown at all::

    progress = Progress(total=3, log=Path("setup.log"))
    with progress.step("Python packages"):
        progress.call(["uv", "sync"], remedy="Check the network and run this again.")
"""

import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

SHOWN_LINES = 12

NO_NETWORK = (
    "Temporary failure resolving",
    "Could not resolve",
    "Name or service not known",
    "failed to lookup address",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "dns error",
    "NewConnectionError",
    "from versions: none",  # what pip says when it could ask no index
    "Failed to establish a new connection",
)


class StepError(Exception):
    """A step failed; ``str(error)`` says what happened and what to do."""


def last_lines(log: Path, start: int) -> list[str]:
    """Return the last lines that were written to ``log`` after the byte ``start``."""
    with log.open("rb") as file:
        file.seek(start)
        text = file.read().decode("utf-8", "replace")
    return list(deque((line for line in text.splitlines() if line.strip()), SHOWN_LINES))


def is_network_trouble(lines: list[str]) -> bool:
    """Tell whether a command failed because it reached no server."""
    return any(sign.lower() in line.lower() for line in lines for sign in NO_NETWORK)


class Progress:
    """Shows what is being done, as ``[2/3] Python packages … 14.2 s``.

    Args:
        total: The number of steps.
        log: Gets the commands and their output; its folder is made.
        out: Where progress is shown.
    """

    def __init__(self, total: int, log: Path, out: TextIO = sys.stderr) -> None:
        self._total = total
        self._log = log
        self._out = out
        self._number = 0
        log.parent.mkdir(parents=True, exist_ok=True)
        log.touch()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Show one step while its commands run.

        Raises:
            StepError: As its commands raise it, with the name of the step in front.
        """
        self._number += 1
        prefix = f"[{self._number}/{self._total}] {title}"
        self._out.write(f"{prefix} … ")
        self._out.flush()
        start = time.monotonic()
        try:
            yield
        except StepError as error:
            self._out.write("failed\n")
            raise StepError(
                f"Step {self._number} of {self._total} ({title}) failed.\n{error}"
            ) from error
        except BaseException:
            self._out.write("interrupted\n")
            raise
        self._out.write(f"{time.monotonic() - start:.1f} s\n")

    def call(
        self, argv: list[str], *, remedy: str, environment: Mapping[str, str] | None = None
    ) -> None:
        """Run a command with its output in the log.

        Raises:
            StepError: If it can't be started or fails: its last lines, where the log
                is, and the remedy.
        """
        with self._log.open("ab") as log:
            log.write(f"\n$ {' '.join(argv)}\n".encode())
            log.flush()
            start = log.tell()
            try:
                code = subprocess.run(
                    argv, stdout=log, stderr=subprocess.STDOUT, env=environment, check=False
                ).returncode
            except OSError as error:
                raise StepError(f"{argv[0]} could not be started: {error}.\n{remedy}") from error
        if code:
            raise StepError(self._explain(argv, code, start, remedy))

    def _explain(self, argv: list[str], code: int, start: int, remedy: str) -> str:
        lines = last_lines(self._log, start)
        if is_network_trouble(lines):
            remedy = (
                "No server answered: check the network (or the proxy settings) and run this again."
            )
        quoted = "\n".join(f"    {line}" for line in lines)
        return f"{argv[0]} ended with {code}:\n{quoted}\n{remedy}\nThe whole log: {self._log}"
