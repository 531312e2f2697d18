"""Has this machine examined beside the window: ``rocket-studio doctor --json`` in a process."""

import json
import os
import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from studio.app.start.proposal import CAREFUL, Proposal, propose

LIMIT_MS = 90_000
MAX_BYTES = 1_000_000


class Probe(QObject):
    """See the module.

    Signals:
        done: With what fits; also where the examination failed.
    """

    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setArguments(["-m", "studio.engine.doctor", "--json"])
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._read)
        self._process.errorOccurred.connect(self._failed)
        self._limit = QTimer(self, interval=LIMIT_MS, singleShot=True)
        self._limit.timeout.connect(self._process.kill)
        self._is_done = False

    def start(self) -> None:
        """Begin."""
        self._is_done = False
        self._process.start()
        self._limit.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._is_done = True
        self._limit.stop()
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(2000)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._tell(Proposal(CAREFUL))

    def _read(self) -> None:
        said = bytes(self._process.readAllStandardOutput().data())[:MAX_BYTES]
        try:
            report = json.loads(said)
        except ValueError:
            report = None
        cores = os.cpu_count() or 1
        self._tell(propose(report, cores) if isinstance(report, dict) else Proposal(CAREFUL))

    def _tell(self, proposal: Proposal) -> None:
        self._limit.stop()
        if not self._is_done:
            self._is_done = True
            self.done.emit(proposal)
