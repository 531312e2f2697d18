"""Asks ``rocket-studio doctor`` in a process of its own, and hands over what it reports.

doctor = Doctor(parent)
doctor.reported.connect(use)              # the report, or None where there is none
doctor.start("--reach", address, "--only-upload")
"""

import json
import sys

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from studio.app.words import language

LIMIT_MS = 90_000
MAX_BYTES = 1_000_000


class Doctor(QObject):
    """See the module; one question at a time.

    Signals:
        reported: The report as a dict, or None where it failed.
    """

    reported = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.setProgram(sys.executable)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._read)
        self._process.errorOccurred.connect(self._failed)
        self._limit = QTimer(self, interval=LIMIT_MS, singleShot=True)
        self._limit.timeout.connect(self._process.kill)
        self._is_done = True

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return not self._is_done

    def start(self, *words: str) -> None:
        """Ask, unless something is being asked."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            return
        self._is_done = False
        self._process.setArguments(["-m", "studio.engine.doctor", "--json", *words])
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("LC_MESSAGES", "zh_CN.UTF-8" if language() == "zh" else "en_US.UTF-8")
        environment.remove("LC_ALL")  # it would outvote the window's language
        self._process.setProcessEnvironment(environment)
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
            self._tell(None)

    def _read(self) -> None:
        said = bytes(self._process.readAllStandardOutput().data())[:MAX_BYTES]
        try:
            report = json.loads(said)
        except ValueError:
            report = None
        self._tell(report if isinstance(report, dict) else None)

    def _tell(self, report: dict[str, object] | None) -> None:
        self._limit.stop()
        if not self._is_done:
            self._is_done = True
            self.reported.emit(report)
