"""The list of scenes: pictures side by side, with all that can be done to one.

It changes nothing by itself; its signals say what the anchor wants.  A click or Enter
goes to a scene, 1 to 9 too; F2 renames; dragging, or Alt with the arrow keys, moves.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QWidget,
)

from studio.app.docks.scene_cell import MARK, PICTURE, Mark, SceneCell
from studio.app.docks.thumbnails import Thumbnails
from studio.app.theme import icon, tokens
from studio.app.words import tr

NAME = Qt.ItemDataRole.UserRole
LEAST_CELL_PX = 78
MOST_CELL_PX = 176
WAIT_MS = 60


class SceneList(QListWidget):
    """See the module.

    Args:
        thumbnails: Pictures of the scenes.
    """

    gone_to = Signal(str)
    renamed = Signal(str, str)
    moved = Signal(str, int)
    duplicated = Signal(str)
    removed = Signal(str)
    settled = Signal()
    """A name was typed or given up: what came meanwhile can be shown."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._drop_at: int | None = None
        self.cell = SceneCell(self)
        self.setItemDelegate(self.cell)
        self.setAccessibleName(tr("Scenes"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.itemClicked.connect(lambda item: self.gone_to.emit(item.data(NAME)))
        self.itemChanged.connect(self._changed)
        self._soon = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._soon.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(self._soon.start)
        thumbnails.changed.connect(self._draw_picture)

    @property
    def current(self) -> str:
        """Name of the scene that the keyboard is on."""
        item = self.currentItem()
        return str(item.data(NAME)) if item else ""

    def names(self) -> list[str]:
        """Return the scenes as they are listed."""
        return [str(self.item(row).data(NAME)) for row in range(self.count())]

    def show_scenes(
        self, names: Sequence[str], marks: Mapping[str, Mark], ratio: float, shown: str
    ) -> None:
        """Show these scenes.

        Args:
            names: In order.
            marks: Of those that are on air or in the preview.
            ratio: Height of the pictures by their width.
            shown: The scene that the keyboard begins on.
        """
        if self.state() == QAbstractItemView.State.EditingState:
            return  # ``settled`` follows
        self.cell.ratio = ratio
        self.blockSignals(True)
        if self.names() != list(names):
            current = self.current
            self.clear()
            for name in names:
                self.addItem(self._make(name))
            if current in names:
                self.setCurrentRow(list(names).index(current))
        for row, name in enumerate(names):
            self._mark(self.item(row), name, marks.get(name))
        if shown in names and not self.hasFocus():
            self.setCurrentRow(list(names).index(shown))
        self.blockSignals(False)
        self._thumbnails.keep(names)
        self._fit()
        self._soon.start()

    def _make(self, name: str) -> QListWidgetItem:
        item = QListWidgetItem(name)
        item.setData(NAME, name)
        item.setFlags(
            Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemIsDragEnabled
        )
        item.setData(PICTURE, self._thumbnails.image(name))
        return item

    def _mark(self, item: QListWidgetItem, name: str, mark: Mark | None) -> None:
        item.setData(MARK, mark)
        said = f"{name}, {mark.word}" if mark else name
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(said)

    def _draw_picture(self, name: str) -> None:
        for row, each in enumerate(self.names()):
            if each == name:
                self.blockSignals(True)
                self.item(row).setData(PICTURE, self._thumbnails.image(name))
                self.blockSignals(False)
                self.update(self.indexFromItem(self.item(row)))

    def _fit(self) -> None:
        """Have as many columns as there is room for."""
        # Room for the scroll bar is always left: it would come and go with the columns.
        width = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width() - 2
        scale = tokens().scale ** 0.5
        columns = max(1, int(width // (LEAST_CELL_PX * scale)))
        cell = min(width // columns, round(MOST_CELL_PX * scale))
        self.cell.size = self.cell.size_of(max(cell, 24))
        self.setGridSize(self.cell.size)
        self.scheduleDelayedItemsLayout()

    def _look(self) -> None:
        """Have pictures of the scenes that are seen."""
        area = self.viewport().rect()
        seen = [
            name
            for row, name in enumerate(self.names())
            if self.isVisible() and self.visualItemRect(self.item(row)).intersects(area)
        ]
        picture = self.cell.picture_rect(QRect(0, 0, self.gridSize().width(), 0)).size()
        size = picture * self.devicePixelRatio()
        self._thumbnails.show(seen, max(16, size.width()), max(16, size.height()))

    def _changed(self, item: QListWidgetItem) -> None:
        # Said later: whoever hears it fills the list anew, and Qt still holds the item.
        name, text = str(item.data(NAME)), item.text()
        if text != name:
            QTimer.singleShot(0, self, lambda: self.renamed.emit(name, text))

    def closeEditor(  # noqa: N802 # Qt's name
        self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint
    ) -> None:
        """Say that the name is typed."""
        super().closeEditor(editor, hint)
        QTimer.singleShot(0, self, self.settled.emit)

    def rename(self) -> None:
        """Let the current scene get another name."""
        if item := self.currentItem():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.editItem(item)

    def _step(self, by: int) -> None:
        to = self.currentRow() + by
        if self.currentItem() is not None and 0 <= to < self.count():
            self.moved.emit(self.current, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Do what the menu says, by keys."""
        key, has_alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        digit = key - Qt.Key.Key_1
        if has_alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._step(-1)
        elif has_alt and key in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._step(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.gone_to.emit(self.current)
        elif key == Qt.Key.Key_Delete and self.current:
            self.removed.emit(self.current)
        elif key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.duplicated.emit(self.current)
        elif 0 <= digit < min(9, self.count()) and not event.modifiers():
            self.gone_to.emit(self.names()[digit])
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 # Qt's name
        """Offer what can be done to a scene."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        item = self.itemAt(event.pos()) if by_mouse else self.currentItem()
        if item is None:
            return
        self.setCurrentItem(item)
        at = event.globalPos() if by_mouse else self._middle(item)
        self.menu().popup(at)

    def menu(self) -> QMenu:
        """Return the menu of the current scene."""
        name, row = self.current, self.currentRow()
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go = menu.addAction(icon("play"), f"{tr('Go to this scene')}\tEnter")
        go.triggered.connect(lambda: self.gone_to.emit(name))
        menu.addSeparator()
        edit = menu.addAction(icon("pencil"), f"{tr('Rename')}\tF2")
        edit.triggered.connect(self.rename)
        copy = menu.addAction(icon("copy"), f"{tr('Duplicate')}\tCtrl+D")
        copy.triggered.connect(lambda: self.duplicated.emit(name))
        earlier = menu.addAction(icon("arrow-up"), f"{tr('Move up')}\tAlt+Up")
        earlier.triggered.connect(lambda: self._step(-1))
        earlier.setEnabled(row > 0)
        after = menu.addAction(icon("arrow-down"), f"{tr('Move down')}\tAlt+Down")
        after.triggered.connect(lambda: self._step(1))
        after.setEnabled(row < self.count() - 1)
        menu.addSeparator()
        remove = menu.addAction(icon("trash-2", "live"), f"{tr('Remove')}\tDel")
        remove.triggered.connect(lambda: self.removed.emit(name))
        remove.setEnabled(self.count() > 1)
        return menu

    def _middle(self, item: QListWidgetItem) -> QPoint:
        return self.viewport().mapToGlobal(self.visualItemRect(item).center())

    # -- dragging ---------------------------------------------------------------------

    def _place_at(self, at: QPoint) -> int:
        """Return before which scene something dropped there comes."""
        index = self.indexAt(at)
        if not index.isValid():
            return self.count()
        area = self.visualRect(index)
        return index.row() + (at.x() > area.center().x())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 # Qt's name
        """Show where it would come."""
        super().dragMoveEvent(event)
        self._drop_at = self._place_at(event.position().toPoint())
        event.setAccepted(event.source() is self)
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 # Qt's name
        """Move the dragged scene."""
        to, row = self._place_at(event.position().toPoint()), self.currentRow()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # nothing is moved before the engine did
        event.accept()
        self._end_drag()
        to -= to > row
        if row >= 0 and to != row:
            self.moved.emit(self.current, to)

    def _end_drag(self) -> None:
        self._drop_at = None
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Draw where the dragged scene would come, too."""
        super().paintEvent(event)
        if self._drop_at is None or not self.count():
            return
        row = min(self._drop_at, self.count() - 1)
        area = self.visualItemRect(self.item(row))
        x = area.left() + 1 if self._drop_at == row else area.right() - 1
        painter = QPainter(self.viewport())
        painter.setPen(QPen(tokens().accent, 3))
        painter.drawLine(x, area.top() + 4, x, area.bottom() - 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Have other columns."""
        super().resizeEvent(event)
        self._fit()
        self._soon.start()

    def event(self, event: QEvent) -> bool:
        """See when it is shown, hidden, or has larger text."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._soon.start()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()
        elif event.type() == QEvent.Type.DragLeave:
            self._end_drag()
        return super().event(event)
