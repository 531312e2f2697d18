"""Whether the system is content with motion; asked once, when the window opens.

The programs of desktops that tell take up to 0.3 s: nobody waits for them::

    wish = Motion(app)
    wish.answered.connect(...)     # once, true if things may move
    wish.ask()

Qt 6.12 has it as ``motionPreference``; it can't be used yet (see pyproject.toml).
"""

import ctypes
import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

_SPI_GETCLIENTAREAANIMATION = 0x1042
_ASK_MS = 3000
_QUESTIONS = {
    "linux": ("gsettings", ["get", "org.gnome.desktop.interface", "enable-animations"], "false"),
    "darwin": ("defaults", ["read", "com.apple.universalaccess", "reduceMotion"], "1"),
}


class Motion(QObject):
    """See the module."""

    answered = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = QProcess(self)
        self._no = ""
        self._asked.finished.connect(self._finish)
        self._asked.errorOccurred.connect(self._fail)
        self._late = QTimer(self, singleShot=True, interval=_ASK_MS)
        self._late.timeout.connect(self._asked.kill)

    def ask(self) -> None:
        """Ask what the system's settings say; where they say nothing things may move."""
        if sys.platform == "win32":
            is_on = ctypes.c_int(1)
            ctypes.windll.user32.SystemParametersInfoW(
                _SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(is_on), 0
            )
            self.answered.emit(bool(is_on.value))
        elif sys.platform in _QUESTIONS:
            program, words, self._no = _QUESTIONS[sys.platform]
            self._late.start()
            self._asked.start(program, words)
        else:
            self.answered.emit(True)

    def _finish(self) -> None:
        self._late.stop()
        said = bytes(self._asked.readAllStandardOutput().data()).decode("utf-8", "replace")
        self.answered.emit(said.strip() != self._no)

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # else it finishes too
            self._late.stop()
            self.answered.emit(True)
