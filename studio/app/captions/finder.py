"""Finds in what was said: a field, how many places there are, and to the next of them.

finder = Finder(view)
finder.open()
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.app.captions.said_view import SaidView
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.search_field import SearchField
from studio.app.words import tr

OLDER, NEWER = -1, 1


class Finder(QWidget):
    """See the module.

    Args:
        view: What is searched.
    """

    closed = Signal()

    def __init__(self, view: SaidView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.field = SearchField(tr("Find in what was said"))
        self.field.textChanged.connect(view.search)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("role", "small")
        self.older = IconButton("arrow-up", tr("The one before"), shortcut="Return")
        self.older.clicked.connect(lambda: view.go(OLDER))
        self.newer = IconButton("arrow-down", tr("The next one"), shortcut="Shift+Return")
        self.newer.clicked.connect(lambda: view.go(NEWER))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 4)
        row.setSpacing(tokens().grid_px)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.older, self.newer):
            row.addWidget(widget)
        view.found_changed.connect(self._draw)
        self._draw(0, 0)
        self.hide()

    def open(self) -> None:
        """Show it, ready to be typed into."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_finder(self) -> None:
        """Put it away; nothing is marked any more."""
        self.field.clear()
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def _draw(self, at: int, count: int) -> None:
        said = tr("{at} of {count}", at=at, count=count) if count else tr("Not found")
        self.count.setText(said if self.field.text().strip() else "")
        why = "" if count else tr("Nothing is found.")
        self.older.refuse(why)
        self.newer.refuse(why)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Go on by Enter, and back with Shift; Esc in an empty field closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._view.go(NEWER if is_back else OLDER)
                return True
            if event.key() == Qt.Key.Key_Escape and not self.field.text():
                self.close_finder()
                return True
        return super().eventFilter(watched, event)
