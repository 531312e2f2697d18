"""The parts of a gift: the topmost one first, with boxes to see them, an order to drag."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from studio.app.gifts.draft import Draft
from studio.app.gifts.part_kinds import kind_of
from studio.app.theme import icon, tokens
from studio.app.words import tr

MOST_ROWS = 6
NAME = Qt.ItemDataRole.UserRole


class PartList(QListWidget):
    """See the module."""

    chosen = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setAccessibleName(tr("Parts of the gift"))
        self.setToolTip(
            tr("The box shows it in the preview. Alt with arrow keys moves it, Delete removes it.")
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setIconSize(QSize(tokens().icon_px, tokens().icon_px))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._changed)
        self.currentItemChanged.connect(self._moved_to)
        draft.changed.connect(self.refresh)
        draft.chosen_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the parts as they are."""
        self.blockSignals(True)
        self.clear()
        chosen = self._draft.chosen
        for part in reversed(self._draft.parts):
            kind, name = kind_of(part), str(part["id"])
            item = QListWidgetItem(icon(kind.icon), name)
            item.setData(NAME, name)
            on = str(part.get("on", ""))
            words = tr("{kind} on “{part}”", kind=tr(kind.title), part=on) if on else tr(kind.title)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)
            item.setFlags(
                Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            is_hidden = name in self._draft.hidden
            item.setCheckState(Qt.CheckState.Unchecked if is_hidden else Qt.CheckState.Checked)
            self.addItem(item)
            if chosen is part:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self._fit()

    def step(self, by: int) -> None:
        """Move the chosen part up or down in the list."""
        self._move(self.currentRow(), self.currentRow() + by)

    def remove(self) -> None:
        """Remove the chosen part."""
        if (chosen := self._draft.chosen) is not None:
            self._draft.remove(chosen["id"])

    def _move(self, row: int, to: int) -> None:
        count = self.count()
        if 0 <= row < count and 0 <= to < count and row != to:
            name = str(self.item(row).data(NAME))
            self._draft.move(name, count - 1 - to)

    def _moved_to(self) -> None:
        if (item := self.currentItem()) is not None:
            name = str(item.data(NAME))
            QTimer.singleShot(0, self, lambda: self._choose(name))

    def _choose(self, name: str) -> None:
        self._draft.choose(name)
        self.chosen.emit()

    def _changed(self, item: QListWidgetItem) -> None:
        # Said later: whoever hears it fills the list anew, and Qt still holds the item.
        name, is_shown = str(item.data(NAME)), item.checkState() == Qt.CheckState.Checked
        QTimer.singleShot(0, self, lambda: self._draft.hide(name, is_hidden=not is_shown))

    def _fit(self) -> None:
        rows = max(1, min(self.count(), MOST_ROWS))
        row_px = max(self.sizeHintForRow(0), tokens().target_px)
        self.setFixedHeight(rows * row_px + 2 * self.frameWidth() + 2)
        if (item := self.currentItem()) is not None:
            self.scrollToItem(item)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Move the dragged part to where it is dropped."""
        at = event.position().toPoint()
        index: QModelIndex = self.indexAt(at)
        to = index.row() if index.isValid() else self.count()
        if index.isValid() and at.y() > self.visualRect(index).center().y():
            to += 1
        row = self.currentRow()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._move(row, to - (to > row))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Move by Alt and the arrow keys, remove by Delete."""
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if has_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Keep room for the rows when the text is larger."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.count():
            self._fit()
