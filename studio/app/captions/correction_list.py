"""What is heard wrong and what was meant: a list, with one more added and any taken away."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.turning_row import TurningRow
from studio.app.words import tr

MOST_LETTERS = 100
LINES = 5
"""That are seen at once, at most."""


class CorrectionList(QWidget):
    """See the module.

    Signals:
        added: ``(heard, meant)``; nothing was meant where it is noise.
        removed: What is heard.
    """

    added = Signal(str, str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[str, str] = {}
        self.list = _List()
        self.list.setAccessibleName(tr("Corrections"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.remove_wanted.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._draw)
        self.remove = PushButton(tr("Remove"), "trash-2")
        self.remove.clicked.connect(self._remove)
        self.heard = self._field(tr("Heard"))
        self.meant = self._field(tr("Meant, or nothing if it is noise"))
        self.add = PushButton(tr("Add"), "plus")
        self.add.clicked.connect(self._add)
        buttons = TurningRow(tokens().grid_px)
        buttons.add(self.add)
        buttons.add(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().grid_px)
        for widget in (self.list, self.heard, self.meant, buttons):
            column.addWidget(widget)
        self._draw()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(MOST_LETTERS)
        field.setAccessibleName(name)
        field.setPlaceholderText(name)
        field.textChanged.connect(self._draw)
        field.returnPressed.connect(self._add)
        return field

    def show_corrections(self, corrections: Mapping[str, str]) -> None:
        """Show these."""
        if corrections == self._shown:
            return
        self._shown = dict(corrections)
        self.list.clear()
        for heard, meant in self._shown.items():
            said = tr("{heard} → {meant}", heard=heard, meant=meant or tr("(noise)"))
            item = QListWidgetItem(said)
            item.setToolTip(said)
            item.setData(Qt.ItemDataRole.UserRole, heard)
            self.list.addItem(item)
        self.list.setFixedHeight(min(LINES, max(1, len(self._shown))) * tokens().target_px + 2)
        self._draw()

    def _draw(self) -> None:
        self.list.setVisible(bool(self._shown))
        self.remove.setVisible(bool(self._shown))
        has_choice = self.list.currentItem() is not None
        self.remove.refuse("" if has_choice else tr("Choose one in the list."))
        self.add.refuse("" if self.heard.text().strip() else tr("Say what was heard."))

    def _add(self) -> None:
        heard = " ".join(self.heard.text().split())
        if heard:
            self.added.emit(heard, " ".join(self.meant.text().split()))
            self.heard.clear()
            self.meant.clear()
            self.heard.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.removed.emit(str(item.data(Qt.ItemDataRole.UserRole)))


class _List(QListWidget):
    """Takes away by the key for that."""

    remove_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Take the chosen one away by Delete."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
            return
        super().keyPressEvent(event)
