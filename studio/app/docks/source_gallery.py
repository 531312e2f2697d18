"""What can be added, to choose from: each kind with its icon, its name and a sentence.

Below it what is there already.  Arrow keys and Enter choose, letters find, Esc leaves::

    gallery = SourceGallery(studio)
    gallery.open_at(button)
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.app.docks.source_edits import others
from studio.app.docks.source_rows import kind_of
from studio.app.panels.adding import add_existing, add_kind, edited_scene, kind_title
from studio.app.panels.kind_icons import kind_icon
from studio.app.panels.new_source import offered_kinds
from studio.app.stage.phones_panel import open_phones
from studio.app.stage.seats import LINK
from studio.app.studio import Studio
from studio.app.theme import pixmap, tokens
from studio.app.widgets.elided_label import MOST_LETTERS
from studio.app.words import tr
from studio.model.kinds import INPUT_KINDS

ICON = Qt.ItemDataRole.UserRole + 1
SENTENCE = Qt.ItemDataRole.UserRole + 2
DO = Qt.ItemDataRole.UserRole + 3
WIDTH_PX = 340
MARGIN_PX = 10
Index = QModelIndex | QPersistentModelIndex


class _Card(QStyledItemDelegate):
    """Paints an icon, a name and a sentence; a row without an icon is a heading."""

    def sizeHint(  # noqa: N802 # Qt's name
        self, option: QStyleOptionViewItem, index: Index
    ) -> QSize:
        t = tokens()
        lines = 2 if index.data(SENTENCE) else 1
        return QSize(100, max(t.target_px, t.line_px * lines + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t = tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, font = option.rect, QFont(option.font)
        font.setPixelSize(t.text_px)
        sign, sentence = index.data(ICON), str(index.data(SENTENCE) or "")
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if not sign:
            font.setPixelSize(t.small_px)
            painter.setFont(font)
            painter.setPen(t.secondary)
            painter.drawText(row.adjusted(MARGIN_PX, 4, 0, 0), flags, str(index.data()))
            painter.restore()
            return
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.selected if chosen else t.surface_2)
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), t.radius_px, t.radius_px)
        size = t.icon_px
        top = row.center().y() - size // 2
        painter.drawPixmap(QPoint(row.left() + MARGIN_PX, top), pixmap(str(sign), "text", size))
        text = row.adjusted(2 * MARGIN_PX + size, 4, -MARGIN_PX, -4)
        upper = QRect(
            text.left(), text.top(), text.width(), t.line_px if sentence else text.height()
        )
        if sentence:
            font.setWeight(QFont.Weight.DemiBold)
        self._line(painter, font, upper, str(index.data()))
        if sentence:
            font.setWeight(QFont.Weight.Normal)
            font.setPixelSize(t.small_px)
            painter.setPen(t.secondary)
            self._line(painter, font, text.adjusted(0, t.line_px, 0, 0), sentence, t.secondary)
        painter.restore()

    def _line(
        self, painter: QPainter, font: QFont, area: QRect, text: str, ink: QColor | None = None
    ) -> None:
        painter.setFont(font)
        painter.setPen(ink or tokens().text)
        line = " ".join(text[:MOST_LETTERS].split())
        shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class SourceGallery(QWidget):
    """A small window that closes by itself.

    Args:
        studio: Whose sources.
        parent: Above which it lies.
    """

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "card")
        self.setAccessibleName(tr("Add source"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Add source"))
        self.list.setItemDelegate(_Card(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.list)
        for kind in offered_kinds():
            self._add_kind(studio, kind)
        collection = studio.mirror.collection
        there = others(collection, edited_scene(studio)) if collection else []
        if collection is not None and there:
            self._head(tr("Already there"))
            for name in there:
                sign = kind_icon(kind_of(collection, name))
                self._add(sign, name, "", partial(add_existing, studio, name))
        self.list.setCurrentRow(0)

    def open_at(self, widget: QWidget) -> None:
        """Open beside a widget, where the screen has room."""
        scale = tokens().scale ** 0.7
        rows = range(self.list.count())
        height = sum(self.list.sizeHintForRow(row) for row in rows) + 12
        at = widget.mapToGlobal(widget.rect().bottomLeft())
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        size = QSize(round(WIDTH_PX * scale), min(height, round(560 * scale), room.height() - 16))
        x = min(at.x(), room.right() - size.width())
        y = min(at.y(), room.bottom() - size.height())
        self.setGeometry(QRect(QPoint(max(room.left(), x), max(room.top(), y)), size))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def choose(self, text: str) -> None:
        """Choose what has this name, as a click does."""
        found = self.list.findItems(text, Qt.MatchFlag.MatchExactly)
        if found:
            self._choose(found[0])

    def _add_kind(self, studio: Studio, kind: str) -> None:
        sentence = str(INPUT_KINDS[kind].model_json_schema().get("description", ""))
        self._add(kind_icon(kind), kind_title(kind), tr(sentence), lambda: _begin(studio, kind))

    def _add(self, sign: str, name: str, sentence: str, do: Callable[[], None]) -> None:
        item = QListWidgetItem(name)
        item.setData(ICON, sign)
        item.setData(SENTENCE, sentence)
        item.setData(DO, do)
        item.setToolTip(sentence or name)
        said = f"{name}. {sentence}" if sentence else name
        item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self.list.addItem(item)

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        do = item.data(DO)
        if callable(do):
            self.close()
            QTimer.singleShot(0, do)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Choose by Enter, leave by Esc."""
        item = self.list.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _begin(studio: Studio, kind: str) -> None:
    """Add a source of a kind; a phone comes by a link first."""
    if kind == LINK:
        open_phones(studio)
    else:
        add_kind(studio, kind)
