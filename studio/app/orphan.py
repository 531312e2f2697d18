"""Notices when all that stands behind the window is gone, and nobody is left to start it again.

Engine and supervisor look after each other; only when both die at once, as when memory
runs out, is there no session any more.  The window then says so and offers a new one::

    orphan = Orphan(studio.link)
    orphan.found.connect(show_the_bar)      # whose button calls ``start_again``
"""

import subprocess
import sys

from PySide6.QtCore import QObject, QTimer, Signal

from studio.app.link.engine_link import EngineLink
from studio.supervisor.session_file import find_session

LOOK_MS = 1000
LOOKS = 10
"""So often in a row there must be nothing: another supervisor may just be coming."""


class Orphan(QObject):
    """See the module.

    Attributes:
        looks: How often in a row there was no session.
    """

    found = Signal()

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looks = 0
        self._link = link
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        link.lost.connect(self._timer.start)
        link.connected.connect(self._calm)

    def look(self) -> None:
        """See whether there still is a session that somebody keeps."""
        session = find_session(self._link.run_dir)
        self.looks = 0 if session is not None else self.looks + 1
        if self.looks == LOOKS:
            self.found.emit()

    def _calm(self) -> None:
        self._timer.stop()
        self.looks = 0


def start_again() -> None:
    """Start the studio anew, apart from this process."""
    subprocess.Popen(
        [sys.executable, "-m", "studio"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
