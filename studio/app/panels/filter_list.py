"""The list of an input's filters: boxes to switch, names to change, an order to drag."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QMenu, QWidget

from studio.app.theme import icon, tokens
from studio.app.words import tr
from studio.model.kinds import FILTER_KINDS
from studio.model.scene import Filter

MOST_ROWS = 6
"""Seen at once; more are scrolled."""
NAME = Qt.ItemDataRole.UserRole


class FilterList(QListWidget):
    """See the module.  It changes nothing by itself: it says what the anchor wants.

    Args:
        of: Name of the input, for screen readers.
    """

    toggled = Signal(str, bool)
    renamed = Signal(str, str)
    moved = Signal(str, int)
    removed = Signal(str)
    chosen = Signal(str)

    def __init__(self, of: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Filters of {name}", name=of))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.itemChanged.connect(self._changed)
        self.currentItemChanged.connect(self._moved_to)

    @property
    def current(self) -> str:
        """Name of the chosen filter, empty if there is none."""
        item = self.currentItem()
        return str(item.data(NAME)) if item else ""

    def show_filters(self, filters: Sequence[Filter], choose: str = "") -> None:
        """Show these, and choose one; else what was chosen stays."""
        wanted = choose or self.current
        if self.state() == QAbstractItemView.State.EditingState:
            return
        self.blockSignals(True)
        self.clear()
        for each in filters:
            item = QListWidgetItem(icon(_icon(each.kind)), each.name)
            item.setData(NAME, each.name)
            item.setToolTip(each.name)
            item.setFlags(
                Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsEditable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            checked = Qt.CheckState.Checked if each.enabled else Qt.CheckState.Unchecked
            item.setCheckState(checked)
            self.addItem(item)
        names = [each.name for each in filters]
        row = names.index(wanted) if wanted in names else min(0, len(names) - 1)
        self.setCurrentRow(row)
        self.blockSignals(False)
        self._fit()

    def _fit(self) -> None:
        rows = max(1, min(self.count(), MOST_ROWS))
        row_px = max(self.sizeHintForRow(0), tokens().target_px)
        self.setFixedHeight(rows * row_px + 2 * self.frameWidth() + 2)

    def _moved_to(self) -> None:
        self.chosen.emit(self.current)

    def _changed(self, item: QListWidgetItem) -> None:
        # Said later: whoever hears it fills the list anew, and Qt still holds the item.
        name, text = str(item.data(NAME)), item.text()
        is_on = item.checkState() == Qt.CheckState.Checked
        if text != name:
            QTimer.singleShot(0, self, lambda: self.renamed.emit(name, text))
        else:
            QTimer.singleShot(0, self, lambda: self.toggled.emit(name, is_on))

    def _step(self, by: int) -> None:
        to = self.currentRow() + by
        if self.currentItem() is not None and 0 <= to < self.count():
            self.moved.emit(self.current, to)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Move the dragged filter to where it is dropped."""
        at = event.position().toPoint()
        index: QModelIndex = self.indexAt(at)
        to = index.row() if index.isValid() else self.count()
        if index.isValid() and at.y() > self.visualRect(index).center().y():
            to += 1
        row = self.currentRow()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # nothing is moved before the engine did
        event.accept()
        to -= to > row
        if row >= 0 and to != row:
            self.moved.emit(self.current, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Move by Alt and the arrow keys, remove by Delete."""
        has_alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if has_alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current:
            self.removed.emit(self.current)
        else:
            super().keyPressEvent(event)

    def _open_menu(self, at: QPoint) -> None:
        item = self.itemAt(at) or self.currentItem()
        if item is None:
            return
        self.setCurrentItem(item)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, name, keys, do in (
            (tr("Rename"), "pencil", "F2", lambda: self.editItem(item)),
            (tr("Move up"), "arrow-up", "Alt+Up", lambda: self._step(-1)),
            (tr("Move down"), "arrow-down", "Alt+Down", lambda: self._step(1)),
            (tr("Remove"), "trash-2", "Del", lambda: self.removed.emit(self.current)),
        ):
            action: QAction = menu.addAction(icon(name), f"{words}\t{keys}")
            action.triggered.connect(do)
        menu.popup(self.viewport().mapToGlobal(at))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Keep room for the rows when the text is larger."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.count():
            self._fit()


def _icon(kind: str) -> str:
    model = FILTER_KINDS.get(kind)
    extra = model.model_config.get("json_schema_extra") if model else None
    return str(extra.get("icon", "sparkles")) if isinstance(extra, dict) else "sparkles"
