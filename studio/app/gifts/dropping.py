"""Takes a .gift that is dropped on the window: what it is is shown before it is installed.

GiftDrop(studio, window)
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from studio.app.studio import Studio

SUFFIX = ".gift"
_KINDS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class GiftDrop(QObject):
    """See the module.

    Args:
        studio: Whose.
        window: What is dropped on.
    """

    def __init__(self, studio: Studio, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Take gifts; leave all else to whom it is for."""
        if event.type() not in _KINDS:
            return False
        assert isinstance(event, QDropEvent)
        path = gift_in(event)
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            from studio.app.gifts.install_panel import open_install  # not for the first picture

            open_install(self._studio, path)
        return True


def gift_in(event: QDropEvent) -> Path | None:
    """Return the gift that is dragged, if it is one."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() == SUFFIX else None
