"""The list of sources: a tree of what a scene shows, uppermost first.

It changes nothing by itself; its signals say what the anchor wants.  Space shows and
hides, Ctrl+L locks, F2 renames, Enter opens the properties, Delete removes, Alt with the
arrow keys moves; dragging moves into groups and out of them.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from studio.app.docks.source_cell import FAULT, ICON, LOCKED, VISIBLE, SourceCell
from studio.app.docks.source_rows import Row
from studio.app.panels.adding import can_add, kind_title
from studio.app.panels.kind_icons import kind_icon
from studio.app.theme import pixmap, tokens
from studio.app.words import tr
from studio.model.layout import ItemKey

KEY = Qt.ItemDataRole.UserRole
Place = tuple[str, int]
"""A scene or group, and how many of its items are above."""


class SourceTree(QTreeWidget):
    """See the module."""

    visibility_wanted = Signal(str, int, bool)
    lock_wanted = Signal(str, int, bool)
    renamed = Signal(str, str)
    opened = Signal(str, int)
    removed = Signal()
    duplicated = Signal()
    stepped = Signal(int)
    moved = Signal(str, int)
    """The chosen items are to come into a scene or group, below so many of its items."""
    dropped = Signal(object)
    menu_wanted = Signal(QPoint)
    chosen = Signal(str, list)
    """Other items are chosen: of this scene or group, these."""
    settled = Signal()
    """A name was typed or given up: what came meanwhile can be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._scene = ""
        self._items: dict[ItemKey, QTreeWidgetItem] = {}
        self._is_told = False
        self.cell = SourceCell(self)
        self.setItemDelegate(self.cell)
        # The cell draws all of a row; Qt would draw its own beside it, at the arrows.
        self.setStyleSheet(
            "QTreeView { selection-background-color: transparent; }"
            "QTreeView::item { background: transparent; border: none; }"
        )
        self.setAccessibleName(tr("Sources"))
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.setMouseTracking(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._changed)
        self.itemDoubleClicked.connect(self._double_clicked)

    @property
    def current(self) -> ItemKey | None:
        """The item that the keyboard is on."""
        item = self.currentItem()
        return item.data(0, KEY) if item else None

    @property
    def keys(self) -> list[ItemKey]:
        """The chosen items, as they stand in the list."""
        # Not asked of the items: they learn it after ``selectionChanged``.
        is_chosen = self.selectionModel().isSelected
        return [key for key, item in self._items.items() if is_chosen(self.indexFromItem(item))]

    def show_rows(self, scene: str, rows: Sequence[Row], faults: Mapping[str, str]) -> None:
        """Show what a scene holds.

        Args:
            scene: Its name.
            rows: Its items.
            faults: Why inputs fail, by name.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            return  # ``settled`` follows
        self._is_told = True
        if self._shape(rows) != self._shape(self._rows) or scene != self._scene:
            self._fill(rows)
        self._rows, self._scene = tuple(rows), scene
        for row in rows:
            for each in row.walk():
                self._dress(each, faults)
        self._is_told = False

    def choose(self, scene: str, ids: Sequence[int]) -> None:
        """Choose these items, telling nobody."""
        self._is_told = True
        wanted = {(scene, number) for number in ids}
        for key, item in self._items.items():
            if item.isSelected() != (key in wanted):
                item.setSelected(key in wanted)
        first = next((item for key, item in self._items.items() if key in wanted), None)
        if first is not None and self.current not in wanted:
            selection = self.selectionModel()
            index = self.indexFromItem(first)
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
            self.scrollToItem(first)
        self._is_told = False

    def rename(self) -> None:
        """Let the current item get another name."""
        if item := self.currentItem():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.editItem(item, 0)

    def _shape(self, rows: Sequence[Row]) -> list[tuple[ItemKey, str, int]]:
        return [(each.key, each.kind, len(each.rows)) for row in rows for each in row.walk()]

    def _fill(self, rows: Sequence[Row]) -> None:
        closed = {key for key, item in self._items.items() if not item.isExpanded()}
        chosen, current = set(self.keys), self.current
        had = set(self._items)
        self.clear()
        self._items = {}

        def add(row: Row, parent: QTreeWidgetItem | QTreeWidget) -> None:
            item = QTreeWidgetItem(parent)
            item.setData(0, KEY, row.key)
            self._items[row.key] = item
            for inner in row.rows:
                add(inner, item)
            item.setExpanded(row.key not in closed or row.key not in had)

        for row in rows:
            add(row, self)
        self.setRootIsDecorated(any(row.kind == "group" for row in rows))
        for key in chosen & set(self._items):
            self._items[key].setSelected(True)
        if current in self._items:
            selection = self.selectionModel()
            index = self.indexFromItem(self._items[current])
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)

    def _dress(self, row: Row, faults: Mapping[str, str]) -> None:
        item, name = self._items[row.key], row.item.source
        fault = faults.get(name, "")
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        if row.kind == "group":
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags)
        item.setText(0, name)
        item.setData(0, ICON, kind_icon(row.kind))
        item.setData(0, VISIBLE, row.item.visible)
        item.setData(0, LOCKED, row.item.locked)
        item.setData(0, FAULT, fault)
        item.setToolTip(0, f"{name}\n{fault}" if fault else name)
        said = [name, kind_title(row.kind)]
        if not row.item.visible:
            said.append(tr("hidden"))
        if row.item.locked:
            said.append(tr("locked"))
        if fault:
            said.append(fault)
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(said))

    def drawBranches(  # noqa: N802 # Qt's name
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the arrow of a group in the app's own lines."""
        item = self.itemFromIndex(index)
        if item.childCount():
            size = round(tokens().icon_px * 0.7)
            at = QPoint(rect.right() - size, rect.center().y() - size // 2)
            name = "chevron-down" if item.isExpanded() else "chevron-right"
            painter.drawPixmap(at, pixmap(name, "secondary", size))

    def row_of(self, key: ItemKey) -> Row | None:
        """Return the row of an item."""
        walk = (each for row in self._rows for each in row.walk())
        return next((row for row in walk if row.key == key), None)

    def _changed(self, item: QTreeWidgetItem) -> None:
        row = self.row_of(item.data(0, KEY))
        if self._is_told or row is None:
            return
        name, text = row.item.source, item.text(0)
        if text != name:
            # Said later: whoever hears it fills the list anew, and Qt still holds the item.
            QTimer.singleShot(0, self, lambda: self.renamed.emit(name, text))

    def closeEditor(  # noqa: N802 # Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Say that the name is typed."""
        super().closeEditor(editor, hint)
        QTimer.singleShot(0, self, self.settled.emit)

    def selectionChanged(  # noqa: N802 # Qt's name
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Say what is chosen; all of one scene or group, that of the newest."""
        super().selectionChanged(selected, deselected)
        if self._is_told:
            return
        keys = self.keys
        current = self.current
        holder = current[0] if current in keys else keys[-1][0] if keys else self._scene
        ids = [number for each, number in keys if each == holder]
        if len(ids) < len(keys):
            self.choose(holder, ids)
        self.chosen.emit(holder, ids)

    # -- mouse and keys ---------------------------------------------------------------

    def _toggle(self, key: ItemKey, what: str) -> None:
        row = self.row_of(key)
        if row is None:
            return
        if what == "eye":
            self.visibility_wanted.emit(*key, not row.item.visible)
        else:
            self.lock_wanted.emit(*key, not row.item.locked)

    def _sign_at(self, at: QPoint) -> tuple[ItemKey, str] | None:
        item = self.itemAt(at)
        if item is None:
            return None
        area = self.visualItemRect(item)
        area.setRight(self.viewport().width() - 1)
        for what, rect in (("eye", self.cell.eye_rect(area)), ("lock", self.cell.lock_rect(area))):
            if rect.contains(at):
                return item.data(0, KEY), what
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Press an eye or a lock without choosing its row."""
        sign = self._sign_at(event.position().toPoint())
        if sign and event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._toggle(*sign)
            return
        super().mousePressEvent(event)
        if self.itemAt(event.position().toPoint()) is None:
            self.clearSelection()

    def _double_clicked(self, item: QTreeWidgetItem) -> None:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        if self._sign_at(at) is None:
            self.opened.emit(*item.data(0, KEY))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Press an eye twice where two presses follow quickly."""
        sign = self._sign_at(event.position().toPoint())
        if sign:
            self._toggle(*sign)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Do what the menu says, by keys."""
        key, modifiers = event.key(), event.modifiers()
        has_alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        has_control = modifiers == Qt.KeyboardModifier.ControlModifier
        current = self.current
        if has_alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        elif key == Qt.Key.Key_Space and current and not modifiers:
            self._toggle(current, "eye")
        elif key == Qt.Key.Key_L and has_control and current:
            self._toggle(current, "lock")
        elif key == Qt.Key.Key_D and has_control:
            self.duplicated.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current:
            self.opened.emit(*current)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 # Qt's name
        """Ask for the menu, of the row under the pointer or the keyboard."""
        at = event.globalPos()
        if event.reason() != QContextMenuEvent.Reason.Mouse and (item := self.currentItem()):
            at = self.viewport().mapToGlobal(self.visualItemRect(item).center())
        self.menu_wanted.emit(at)

    # -- dragging ---------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 # Qt's name
        """Take files and texts of others too."""
        super().dragEnterEvent(event)
        if event.source() is not self and can_add(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 # Qt's name
        """Show where it would come."""
        super().dragMoveEvent(event)
        if event.source() is self or can_add(event.mimeData()):
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Move the chosen items, or add what is dropped from elsewhere."""
        at = event.position().toPoint()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # nothing is moved before the engine did
        event.accept()
        if event.source() is self:
            self.moved.emit(*self.place_at(at))
        else:
            self.dropped.emit(event.mimeData())
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def place_at(self, at: QPoint) -> Place:
        """Return the scene or group that something dropped there comes into, and below how many."""
        item = self.itemAt(at)
        if item is None:
            return self._scene, len(self._rows)
        holder, number = item.data(0, KEY)
        row = self.row_of((holder, number))
        area = self.visualItemRect(item)
        part = (at.y() - area.top()) / max(1, area.height())
        is_open = item.isExpanded() and item.childCount() > 0
        if row is not None and row.kind == "group" and part >= 0.3 and (part < 0.7 or is_open):
            return row.item.source, 0
        around = item.parent()
        index = around.indexOfChild(item) if around else self.indexOfTopLevelItem(item)
        return holder, index + (part >= 0.5)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Keep the rows as high as their text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setIndentation(round(16 * tokens().scale ** 0.5))
            self.scheduleDelayedItemsLayout()
