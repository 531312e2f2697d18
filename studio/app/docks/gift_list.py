"""The list of gifts: a run of equal ones is one line, that rises to the top as it grows."""

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from studio.app.docks.gift_book import ComboLine, GiftBook
from studio.app.theme import pixmap
from studio.app.theme.tokens import tokens
from studio.app.words import tr

DRAW_MS = 100
"""However many gifts come, the list is drawn ten times a second."""
INKS = {"large": "warning", "legendary": "warning", "middle": "accent"}
LineRole = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class GiftModel(QAbstractListModel):
    """The lines of a book, the newest first."""

    def __init__(self, book: GiftBook, parent: QObject) -> None:
        super().__init__(parent)
        self._book = book
        self._lines: list[ComboLine] = []

    def refresh(self) -> None:
        """Take over what the book has now."""
        lines = list(reversed(self._book.lines.values()))
        if len(lines) == len(self._lines):
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 # Qt's
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a line, or its words for screen readers and search by typing."""
        if not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LineRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return as_text(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_text(line)
        return None


def as_text(line: ComboLine) -> str:
    """Say a line in words."""
    gift = line.gift
    return tr(
        "{name} gives {gift} × {count}, {coins} coins",
        name=gift.giver,
        gift=gift.name,
        count=f"{line.count:,}",
        coins=f"{line.coins:,}",
    )


class GiftPainter(QStyledItemDelegate):
    """Paints a line: who, what, how often, and the button that thanks."""

    thanks_wanted = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 # Qt's
        """Return the one size of all lines."""
        return QSize(160, tokens().line_px * 2 + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one."""
        line = index.data(LineRole)
        if not isinstance(line, ComboLine):
            return
        now, area, gift = tokens(), option.rect, line.gift
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            is_on = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(now.selected if is_on else now.surface_2)
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 4, 4)
        size = now.icon_px
        mark = QRect(area.left() + 12, area.center().y() - size // 2, size, size)
        icon_name = "sparkles" if gift.tier == "legendary" else "gift"
        painter.drawPixmap(mark.topLeft(), pixmap(icon_name, INKS.get(gift.tier, "secondary")))
        thanks = self.thanks_area(area)
        left = mark.right() + 10
        room = thanks.left() - left - 8
        self._paint_words(
            painter, QRect(left, area.top() + 4, room, now.line_px), option.font, line
        )
        side = round(size * 0.9)
        done = ("check", "good") if line.is_thanked else ("heart", "text")
        middle = thanks.center()
        painter.drawPixmap(middle.x() - side // 2, middle.y() - side // 2, pixmap(*done, side))
        painter.restore()

    def _paint_words(self, painter: QPainter, top: QRect, font: QFont, line: ComboLine) -> None:
        """Paint who gives, and under it what, how often and for how much."""
        now, gift = tokens(), line.gift
        flags = int(Qt.AlignmentFlag.AlignVCenter)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        metrics, wide = QFontMetrics(font), QFontMetrics(bold)
        painter.setFont(bold)
        painter.setPen(now.text)
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(top, flags, wide.elidedText(gift.giver, elided, top.width()))
        count, coins = f"×{line.count:,}", tr("{coins} coins", coins=f"{line.coins:,}")
        tail_px = wide.horizontalAdvance(count) + metrics.horizontalAdvance(coins) + 24
        name = metrics.elidedText(gift.name, elided, max(24, top.width() - tail_px))
        under = top.translated(0, now.line_px)
        ink = INKS.get(gift.tier)
        for text, used, colour in (
            (name, font, now.secondary),
            (count, bold, getattr(now, ink) if ink else now.text),
            (coins, font, now.secondary),
        ):
            painter.setFont(used)
            painter.setPen(colour)
            painter.drawText(under, flags, text)
            under = under.adjusted(QFontMetrics(used).horizontalAdvance(text) + 8, 0, 0, 0)

    def thanks_area(self, area: QRect) -> QRect:
        """Return where the button that thanks is."""
        target = tokens().target_px
        return QRect(area.right() - target - 6, area.center().y() - target // 2, target, target)


class GiftList(QListView):
    """The list; Enter on a line thanks for it too.

    Signals:
        thanks_wanted: For which line.
    """

    thanks_wanted = Signal(object)

    def __init__(self, book: GiftBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Gifts; Enter thanks for one"))
        self._model = GiftModel(book, self)
        self._painter = GiftPainter(self)
        self.setModel(self._model)
        self.setItemDelegate(self._painter)
        self._later = QTimer(self, interval=DRAW_MS, singleShot=True)
        self._later.timeout.connect(self._model.refresh)

    def refresh(self) -> None:
        """Draw what the book has, soon."""
        if not self._later.isActive():
            self._later.start()

    def _thank(self, index: QModelIndex) -> None:
        line = index.data(LineRole)
        if isinstance(line, ComboLine):
            self.thanks_wanted.emit(line)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Thank by a click on the heart."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        area = self._painter.thanks_area(self.visualRect(index))
        if index.isValid() and area.contains(event.position().toPoint()):
            self._thank(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Show over the heart that it can be pressed."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        area = self._painter.thanks_area(self.visualRect(index))
        over = index.isValid() and area.contains(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Thank by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._thank(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 # Qt's name
        """Lay the lines out anew for larger text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()
