"""The icon in the system's tray: says whether we are live, and shows, ends or quits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from studio.app.shell.mark import mark
from studio.app.words import tr

if TYPE_CHECKING:
    from studio.app.window import MainWindow


class Tray(QObject):
    """The icon; where the system has no tray there is none.

    Args:
        window: What it shows and closes.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._menu = QMenu()
        self.icon = QSystemTrayIcon(mark(is_live=False), self)
        self.icon.setContextMenu(self._menu)
        self.icon.activated.connect(self._activated)
        window.studio.mirror.outputs_changed.connect(self.draw)
        window.studio.mirror.is_there_changed.connect(self.draw)
        self.draw()
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon.show()

    def draw(self) -> None:
        """Show what is true now."""
        mirror = self._window.studio.mirror
        is_live = mirror.is_live and mirror.is_there
        self.icon.setIcon(mark(is_live=is_live))
        self.icon.setToolTip(tr("Rocket Studio: live") if is_live else tr("Rocket Studio"))
        self._menu.clear()
        self._menu.addAction(tr("Show the window")).triggered.connect(self._window.to_front)
        if self._window.can_go_live:
            words = tr("End the stream…") if is_live else tr("Go live…")
            self._menu.addAction(words).triggered.connect(self._window.go_live_or_end)
        self._menu.addSeparator()
        self._menu.addAction(tr("Quit")).triggered.connect(self._window.close_for_good)

    @property
    def menu(self) -> QMenu:
        """What a click with the other button opens."""
        return self._menu

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self._window.to_front()

    def close(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.icon.setContextMenu(None)  # type: ignore[arg-type] # Qt's own way to take it off
        self._menu.deleteLater()
