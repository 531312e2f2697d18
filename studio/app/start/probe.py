"""Has this machine examined beside the window: what its encoders manage, and what fits then."""

import os

from PySide6.QtCore import QObject, Signal

from studio.app.start.doctor import Doctor
from studio.app.start.proposal import CAREFUL, Proposal, propose


class Probe(QObject):
    """See the module.

    Signals:
        done: With what fits; also where the examination failed.
    """

    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._doctor = Doctor(self)
        self._doctor.reported.connect(self._read)

    def start(self) -> None:
        """Begin."""
        self._doctor.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._doctor.stop()

    def _read(self, report: dict[str, object] | None) -> None:
        cores = os.cpu_count() or 1
        self.done.emit(propose(report, cores) if report is not None else Proposal(CAREFUL))
