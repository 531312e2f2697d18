"""Has danmaku said by a screen reader: one at a time, so many that somebody can listen to.

What comes in between is counted and said with the next one::

    speech = DanmakuSpeech(view)
    speech.hear("Maya", "greetings")
"""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from studio.app.widgets.announcing import announce
from studio.app.words import tr

PAUSE_MS = 3000
"""Between two that are said."""


class DanmakuSpeech:
    """See the module.

    Args:
        view: Where the danmaku are seen; nothing is said while it is not.
    """

    def __init__(self, view: QWidget) -> None:
        self._view = view
        self._waiting = ""
        self._left_out = 0
        self._pause = QTimer(view, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._go_on)

    def hear(self, name: str, text: str) -> None:
        """Say a line, or keep it until the last one has been heard."""
        if not self._view.isVisible():
            return
        if self._waiting:
            self._left_out += 1
        self._waiting = tr("{name} says: {words}", name=name, words=text)
        if not self._pause.isActive():
            self._go_on()

    def _go_on(self) -> None:
        if not self._waiting:
            return
        words, left_out = self._waiting, self._left_out
        self._waiting, self._left_out = "", 0
        if left_out:
            words = tr("%n more. ", left_out) + words
        announce(self._view, words)
        self._pause.start()
