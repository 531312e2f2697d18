"""Takes the app's own windows off the screen for as long as a picture of it is taken.

Whoever picks a part of the screen wants to see what lies behind the studio, as every tool that
takes screenshots shows it::

    away = OutOfSight()
    QTimer.singleShot(CLEARS_MS, take_picture)     # what lay behind has drawn itself by then
    away.end()
"""

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

CLEARS_MS = 300
"""Others need so long to draw what was hidden; no system says when they have."""


class OutOfSight:
    """See the module; ``end`` brings back what was there."""

    def __init__(self) -> None:
        self._active = QApplication.activeWindow()
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        # Those that belong to others last: a dock that floats comes back above its window.
        self._windows: list[QWidget] = sorted(
            shown, key=lambda each: each.parentWidget() is not None
        )
        for window in reversed(self._windows):
            window.hide()

    def end(self) -> None:
        """Bring them back; safe to call twice."""
        windows, self._windows = self._windows, []
        for window in windows:
            if isValid(window):
                window.show()
        if windows and self._active is not None and isValid(self._active):
            self._active.activateWindow()
