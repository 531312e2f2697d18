"""Lets a plugin's .zip be dropped on the window: the panel opens and installs it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from studio.app.plugins.panel import SUFFIX, PluginsPanel
from studio.app.studio import Studio
from studio.app.words import tr


class PluginDrop(QObject):
    """See the module.

    Args:
        studio: Whose.
        window: On which is dropped.
    """

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Take a plugin, and nothing else."""
        if isinstance(event, QDragEnterEvent | QDropEvent):
            path = dropped(event.mimeData())
            if path is None:
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent):
                self.install(path)
            return True
        return super().eventFilter(watched, event)

    def install(self, path: Path) -> None:
        """Open the panel, and install what was dropped."""
        studio = self._studio

        def made() -> QWidget:
            panel = PluginsPanel(studio)
            panel.install(path)
            return panel

        studio.panel_wanted.emit(tr("Plugins"), made)


def dropped(data: QMimeData) -> Path | None:
    """Return the one file that is dropped, if it may be a plugin."""
    urls = data.urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() == SUFFIX else None
