"""Takes files that are dropped on a widget, each kind by whoever knows what to do with it.

FileDrop(window, {".gift": show_gift, ".zip": install_plugin})
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """See the module.

    Args:
        target: What is dropped on.
        takers: By the file name's ending, in small letters: gets the file once it is dropped.
    """

    def __init__(self, target: QWidget, takers: Mapping[str, Callable[[Path], object]]) -> None:
        super().__init__(target)
        self._takers = takers
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Take such files; leave all else to whom it is for."""
        if event.type() not in _KINDS:
            return False
        assert isinstance(event, QDropEvent)
        path = file_in(event.mimeData())
        take = self._takers.get(path.suffix.lower()) if path else None
        if path is None or take is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            take(path)
        return True


def file_in(data: QMimeData) -> Path | None:
    """Return the one file of this computer that is dragged, if that is all."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
