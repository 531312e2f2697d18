"""Fetches models, in a child process that tells how far it is: those that see people, if no others.

fetch = model_fetch_of(studio)         # one for all panels: closing one stops nothing
fetch.start()
fetch.changed.connect(lambda: say(fetch.told, fetch.fault))
"""

import os
import re
import signal
import sys

from PySide6.QtCore import QObject, QProcess, Signal

from studio.app.words import later, tr

WORDS = {
    "face": later("faces"),
    "person": later("people's outlines"),
    "hands": later("hands"),
    "body": later("bodies"),
}
MOST_LETTERS = 500
_STEP = re.compile(r"^(\w{1,40}) (\d{1,3}) %$")
_STOPS_MS = 2000


class ModelFetch(QObject):
    """See the module.

    Attributes:
        told: How far it is, in words; empty unless it runs.
        fault: Why the last one failed, empty if it didn't.
        changed: One of them did.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told = self.fault = ""
        self._is_stopped = False
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)

    @property
    def is_busy(self) -> bool:
        """Whether it fetches."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self, *names: str) -> None:
        """Fetch what is missing of these, unless that is being done.

        Args:
            names: Of models; those that see people if there are none.
        """
        if not self.is_busy:
            self._is_stopped = False
            self._say(tr("The models are being fetched…"))
            words = ["-m", "studio.weights.command", "fetch", *(names or WORDS)]
            self._process.start(sys.executable, words)

    def stop(self) -> None:
        """End it; nothing half is kept."""
        if not self.is_busy:
            return
        self._is_stopped = True
        if os.name == "posix" and self._process.processId():
            # As by Ctrl-C: it ends what fetches for it, and takes its half files away.
            os.kill(self._process.processId(), signal.SIGINT)
            self._process.waitForFinished(_STOPS_MS)
        if self.is_busy:
            self._process.kill()
            self._process.waitForFinished(_STOPS_MS)

    def _words(self, name: str, percent: str) -> str:
        """Return how far it is with a model, in words."""
        what = tr(WORDS[name]) if name in WORDS else name
        return tr("What sees {what} is being fetched: {percent} %", what=what, percent=percent)

    def _read(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("utf-8", "replace").strip()
            step = _STEP.match(line)
            if step is not None:
                self._say(self._words(step[1], step[2]))

    def _ended(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        is_good = self._process.exitStatus() is QProcess.ExitStatus.NormalExit
        if self._is_stopped or (is_good and self._process.exitCode() == 0):
            self._say("")
        else:
            self._say("", said.strip()[-MOST_LETTERS:] or tr("The models could not be fetched."))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._say("", tr("The models could not be fetched."))

    def _say(self, told: str, fault: str = "") -> None:
        self.told, self.fault = told, fault
        self.changed.emit()


def model_fetch_of(owner: QObject) -> ModelFetch:
    """Return the one of a studio that fetches what sees people."""
    found = (each for each in owner.findChildren(ModelFetch) if type(each) is ModelFetch)
    return next(found, None) or ModelFetch(owner)
