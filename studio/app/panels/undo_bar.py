"""Says what was removed, with the way back, until something else is done.

Example::

    bar = UndoBar(studio)
    bar.say(tr("{name} removed.", name=name), lambda c: c.scene(name) is None)
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.app.studio import Studio
from studio.app.widgets.bar import Bar
from studio.app.words import tr
from studio.model.commands import Undo
from studio.model.scene import Collection

SHOWN_MS = 15_000


class UndoBar(QWidget):
    """Nothing, or one bar.

    Args:
        studio: Whose edits are undone.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio = studio
        self._is_done: Callable[[Collection], bool] = lambda collection: True
        self._was_done = False
        self.bar: Bar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.put_away)
        studio.mirror.collection_changed.connect(self._check)
        self.hide()

    def say(self, text: str, is_done: Callable[[Collection], bool]) -> None:
        """Say what was done, and offer to take it back.

        Args:
            text: What was done.
            is_done: Tells a collection in which it is; it may come after this.
        """
        self.put_away()
        self._is_done, self._was_done = is_done, False
        self.bar = Bar("info", text, tr("&Undo"), self._undo, closable=False)
        self.bar.closed.connect(self.put_away)
        self._column.addWidget(self.bar)
        self.show()
        self._timer.start()
        self._check()

    def put_away(self) -> None:
        """Say nothing."""
        self._timer.stop()
        if self.bar is not None:
            self.bar.deleteLater()
            self.bar = None
        self.hide()

    def _undo(self) -> None:
        self._studio.link.do(Undo())

    def _check(self) -> None:
        """Go once something else was done, which would be undone instead."""
        collection = self._studio.mirror.collection
        if self.bar is None or collection is None:
            return
        if self._was_done:
            self.put_away()
        self._was_done = self._is_done(collection)
