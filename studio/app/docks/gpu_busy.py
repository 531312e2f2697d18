"""How busy the graphics cards are, in percent, asked of their drivers while somebody looks.

NVIDIA's by nvidia-smi, a process that prints a line every two seconds; those of AMD and others
by the file of the kernel.  Where no driver tells, there is no figure.
"""

import shutil
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

ASK_MS = 2000
KEPT = 60
CARDS = Path("/sys/class/drm")
PROGRAM = "nvidia-smi"
QUESTION = ("--query-gpu=utilization.gpu", "--format=csv,noheader,nounits", f"-lms={ASK_MS}")
STALE_TURNS = 3
"""A figure that was not renewed in so many turns is none any more."""


class GpuBusy(QObject):
    """See the module.

    Attributes:
        values: The last ones; of several cards the busiest's.
    """

    def __init__(self, parent: QObject, cards: Path = CARDS) -> None:
        super().__init__(parent)
        self.values: deque[float] = deque(maxlen=KEPT)
        self._files = sorted(cards.glob("card*/device/gpu_busy_percent"))
        self._program = shutil.which(PROGRAM)
        self._process: QProcess | None = None
        self._told: list[float] = []
        self._silent_turns = 0
        self._timer = QTimer(self, interval=ASK_MS)
        self._timer.timeout.connect(self._take)

    @property
    def percent(self) -> float | None:
        """The newest one; None where no driver tells."""
        return self.values[-1] if self.values else None

    def set_looked_at(self, is_looked_at: bool) -> None:
        """Ask only while somebody looks."""
        if not (self._files or self._program) or is_looked_at == self._timer.isActive():
            return
        if is_looked_at:
            self._timer.start()
            self._begin()
            self._take()
        else:
            self._timer.stop()
            self.end()

    def end(self) -> None:
        """End the program that is asked."""
        if self._process is not None:
            process, self._process = self._process, None
            process.kill()
            process.waitForFinished(ASK_MS)
            process.deleteLater()

    def _begin(self) -> None:
        if self._program is not None:
            self._process = QProcess(self)
            self._process.readyReadStandardOutput.connect(self._read)
            self._process.start(self._program, list(QUESTION))

    def _read(self) -> None:
        if self._process is None:
            return
        while self._process.canReadLine():
            line = self._process.readLine().toStdString().strip()
            if line.isdigit():
                self._told.append(min(100.0, float(line)))

    def _take(self) -> None:
        """Keep one value of all that came: a line for each card."""
        found = [*self._told, *(busy for file in self._files if (busy := _busy(file)) is not None)]
        self._told.clear()
        if found:
            self._silent_turns = 0
            self.values.append(max(found))
            return
        self._silent_turns += 1
        if self._silent_turns >= STALE_TURNS:
            self.values.clear()


def _busy(file: Path) -> float | None:
    try:
        return min(100.0, float(file.read_text("ascii")))
    except (OSError, ValueError):
        return None
