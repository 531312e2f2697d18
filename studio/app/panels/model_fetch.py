"""Fetches the models that see people, in a child process that tells how far it is.

fetch = model_fetch_of(studio)         # one for all panels: closing one stops nothing
fetch.start()
fetch.changed.connect(lambda: say(fetch.told, fetch.fault))
"""

import re
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
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._failed)

    @property
    def is_busy(self) -> bool:
        """Whether it fetches."""
        return self._process.state() is not QProcess.ProcessState.NotRunning

    def start(self) -> None:
        """Fetch what is missing, unless that is being done."""
        if not self.is_busy:
            self._say(tr("The models are being fetched…"))
            self._process.start(sys.executable, ["-m", "studio.weights.command", "fetch", *WORDS])

    def stop(self) -> None:
        """End it; nothing half is kept."""
        if self.is_busy:
            self._process.kill()
            self._process.waitForFinished(2000)

    def _read(self) -> None:
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("utf-8", "replace").strip()
            step = _STEP.match(line)
            if step is not None:
                what = tr(WORDS[step[1]]) if step[1] in WORDS else step[1]
                self._say(
                    tr("What sees {what} is being fetched: {percent} %", what=what, percent=step[2])
                )

    def _ended(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        is_good = self._process.exitStatus() is QProcess.ExitStatus.NormalExit
        if is_good and self._process.exitCode() == 0:
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
    """Return the one of a studio."""
    found = owner.findChild(ModelFetch)
    return found if found is not None else ModelFetch(owner)
