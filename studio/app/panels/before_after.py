"""Held down, it shows the source as it is without its filters: before and after.

By the pointer, by Space, or by a key of its own from anywhere in the window.  Only the panel's
picture changes: what viewers see keeps its filters, and nothing has to be undone.
"""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from studio.app.panels.live_view import LiveView
from studio.app.studio import Studio
from studio.app.widgets.buttons import PushButton
from studio.app.words import tr

ACTION = "without_filters"
DEFAULT_KEY = "\\"
_LEAVING = (QEvent.Type.ApplicationDeactivate, QEvent.Type.WindowDeactivate)


class BeforeAfter(PushButton):
    """See the module.

    Args:
        studio: Whose keys.
        view: Shows the source.
    """

    def __init__(self, studio: Studio, view: LiveView, parent: QWidget | None = None) -> None:
        super().__init__(tr("Hold to see it unfiltered"), "contrast", parent=parent)
        self._view = view
        self._is_held = False  # by its key
        title = tr("See a source unfiltered while held")
        shortcut = studio.shortcuts.bind(ACTION, title, DEFAULT_KEY, self, self._hold)
        shortcut.setAutoRepeat(False)
        self.set_tip(tr("Viewers see the filters all the while"), studio.shortcuts.key(ACTION))
        self.pressed.connect(lambda: self._view.set_unfiltered(True))
        self.released.connect(lambda: self._view.set_unfiltered(False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Let go when a key is, or when the window is left: its release is never heard then."""
        if event.type() in _LEAVING or (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and not event.isAutoRepeat()
        ):
            self._let_go()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 # Qt's name
        """Hold nothing that can't be seen."""
        super().hideEvent(event)
        self._let_go()

    def _hold(self) -> None:
        application = QApplication.instance()
        if application is None or self._is_held or not self.isVisible():
            return
        self._is_held = True
        application.installEventFilter(self)
        self.setDown(True)
        self._view.set_unfiltered(True)

    def _let_go(self) -> None:
        application = QApplication.instance()
        if application is None or not self._is_held:
            return
        self._is_held = False
        application.removeEventFilter(self)
        self.setDown(False)
        self._view.set_unfiltered(False)
