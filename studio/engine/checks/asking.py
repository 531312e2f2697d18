"""Asks child processes for facts, each with a time-out.

All can be asked at once::

    questions = [begin("gpu"), begin("sound")]
    facts = [question.answer() for question in questions]

Cameras are known to the capture package, which the engine may not import; its
process is asked instead.
"""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

TIMEOUT_S = 20.0
_CAMERAS = (
    "import dataclasses, json; from studio.capture.devices import list_cameras; "
    "print(json.dumps({'cameras': [dataclasses.asdict(c) for c in list_cameras()]}))"
)

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a child process works on."""

    kind: str
    child: subprocess.Popen[str]
    deadline_s: float

    def answer(self) -> Facts:
        """Wait for the facts; ``{"broken": sentence}`` if the child gives none."""
        try:
            left_s = max(0.0, self.deadline_s - time.monotonic())
            said, _ = self.child.communicate(timeout=left_s)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.communicate()
            return {"broken": "there was no answer in time"}
        try:
            facts = json.loads(said)
        except ValueError:
            return {"broken": f"the question ended with code {self.child.returncode}"}
        return facts if isinstance(facts, dict) else {"broken": "the answer makes no sense"}


def begin(kind: str, timeout_s: float = TIMEOUT_S) -> Question:
    """Ask for one kind of facts: ``cameras``, or a kind of ``inventory``."""
    what = ("-c", _CAMERAS) if kind == "cameras" else ("-m", "studio.engine.checks.inventory", kind)
    return ask(kind, what, timeout_s)


def ask(kind: str, what: Sequence[str], timeout_s: float) -> Question:
    """Ask a Python program, by what follows ``python``, that prints facts as JSON."""
    child = subprocess.Popen(
        [sys.executable, *what],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return Question(kind, child, time.monotonic() + timeout_s)
