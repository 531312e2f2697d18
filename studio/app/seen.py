"""Says whether a window can be seen: it is shown, not minimised, not put away.

While it can't, nobody needs pictures or levels, and the engine may rest::

    Seen(window).changed.connect(studio.set_seen)
"""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class Seen(QObject):
    """Watches one window, and belongs to it."""

    changed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_seen = True
        window.installEventFilter(self)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's
        """Look when the window comes or goes."""
        if event.type() == QEvent.Type.Hide:
            self._set(False)
        elif event.type() in (QEvent.Type.Show, QEvent.Type.Expose):
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)  # again is no harm
        is_exposed = handle is None or handle.isExposed()
        self._set(self._window.isVisible() and not self._window.isMinimized() and is_exposed)

    def _set(self, is_seen: bool) -> None:
        if is_seen != self._is_seen:
            self._is_seen = is_seen
            self.changed.emit(is_seen)
