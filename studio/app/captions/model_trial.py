"""Tries a model on this machine before it is taken, in a process of its own.

A loader may end its process without a word, so it is none of ours::

    trial = ModelTrial(self)
    trial.done.connect(lambda: say(trial.result, trial.fault))
    trial.start("own", "zh", "/models/zipformer")
"""

import json
import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from studio.app.words import tr

MOST_LETTERS = 500
LONGEST_MS = 120_000
"""A model of a gigabyte is loaded within that on a slow disk."""
_STOPS_MS = 2000


@dataclass(frozen=True, slots=True)
class Result:
    """What a trial has measured.

    Attributes:
        factor: Seconds of one core for a second of speech.
        load_s: How long it took to load.
        languages: That it knows; empty for all that there are.
        translates_into: Languages that it can translate into.
    """

    factor: float
    load_s: float
    languages: frozenset[str]
    translates_into: frozenset[str]


class ModelTrial(QObject):
    """See the module.

    Attributes:
        result: Of the last one that went well; None while one runs and where it failed.
        fault: Why the last one failed, empty if it didn't.
    """

    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.result: Result | None = None
        self.fault = ""
        self._process = QProcess(self)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)
        self._patience = QTimer(self, interval=LONGEST_MS, singleShot=True)
        self._patience.timeout.connect(self._process.kill)

    @property
    def is_busy(self) -> bool:
        """Whether it tries one."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self, kind: str, language: str, folder: str = "") -> None:
        """Try a model, unless one is being tried."""
        if self.is_busy:
            return
        self.result, self.fault = None, ""
        words = ["-m", "studio.captions.trial", kind, "--language", language]
        self._process.start(sys.executable, [*words, *(["--folder", folder] if folder else [])])
        self._patience.start()

    def stop(self) -> None:
        """End it."""
        if self.is_busy:
            self._process.kill()
            self._process.waitForFinished(_STOPS_MS)

    def _ended(self) -> None:
        self._patience.stop()
        self.result = result_in(bytes(self._process.readAllStandardOutput().data()))
        if self.result is None:
            said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
            lines = said.strip().splitlines()
            self.fault = lines[-1][-MOST_LETTERS:] if lines else tr("The model can't be loaded.")
        self.done.emit()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._patience.stop()
            self.fault = tr("The model can't be loaded.")
            self.done.emit()


def result_in(told: bytes) -> Result | None:
    """Read what a trial says; None if that is no result."""
    lines = told.decode("utf-8", "replace").strip().splitlines()
    try:
        found = json.loads(lines[-1])
        return Result(
            factor=float(found["real_time_factor"]),
            load_s=float(found["load_s"]),
            languages=frozenset(map(str, found["languages"])),
            translates_into=frozenset(map(str, found.get("translates_into", ()))),
        )
    except (IndexError, ValueError, KeyError, TypeError, AttributeError):
        return None
