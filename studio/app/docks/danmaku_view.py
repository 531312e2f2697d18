"""The list of danmaku: bounded, painted by itself, at fixed costs however fast they come.

Each line is laid out and painted once; afterwards the view moves pixels.  New lines push the
old ones up evenly at the screen's pace.  Scrolling up holds the list still, and new ones are
counted until one goes back down::

    view = DanmakuView()
    view.add(row)
    view.chosen.connect(lambda row, where: …)
"""

from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from studio.app import theme
from studio.app.docks.danmaku_paint import CLEAR, RowPainter
from studio.app.docks.danmaku_row import DanmakuRow
from studio.app.theme.tokens import tokens
from studio.app.widgets.announcing import announce
from studio.app.words import tr

MAX_ROWS = 2000
MAX_PICTURES = 160
FRAME_MS = 16
PACE = 0.3
"""The part of what is left to scroll that one frame does."""
_SETTLE_MS = 60
"""After so long without another width the lines are broken anew."""


class DanmakuView(QAbstractScrollArea):
    """See the module.

    Signals:
        chosen: ``(row, where)``: somebody clicked a line, or pressed Enter on it.
        unseen_changed: How many lines came since it was scrolled up.
    """

    chosen = Signal(object, QPoint)
    unseen_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Danmaku"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._all: deque[DanmakuRow] = deque(maxlen=MAX_ROWS)
        self._shown: deque[DanmakuRow] = deque()
        self._waiting: deque[DanmakuRow] = deque(maxlen=MAX_ROWS)
        self._needle = ""
        self._bottom_px = 0
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._painter = self._make_painter()
        self._is_following = True
        self._is_moving = False
        self._unseen = 0
        self._current: DanmakuRow | None = None
        self._drawn_from_px = 0
        self._frame = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._step)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._lay_anew)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changes().changed.connect(self._lay_anew)

    # -- what is in it ----------------------------------------------------------------

    @property
    def rows(self) -> tuple[DanmakuRow, ...]:
        """The lines that are shown, the oldest first."""
        return tuple(self._shown)

    @property
    def is_following(self) -> bool:
        """Whether the newest lines are seen as they come."""
        return self._is_following

    @property
    def current(self) -> DanmakuRow | None:
        """The line that the keyboard is on."""
        return self._current

    def add(self, row: DanmakuRow) -> None:
        """Add a line at the end, with the next frame."""
        self._waiting.append(row)
        if not self._frame.isActive():
            self._frame.start()

    def set_hidden(self, numbers: Iterable[int], is_hidden: bool) -> None:
        """Strike lines through that a moderator took away, or no longer."""
        wanted = set(numbers)
        for row in (*self._all, *self._waiting):
            if row.number in wanted:
                row.is_hidden = is_hidden
                self._pictures.pop(id(row), None)
        self.viewport().update()

    def search(self, text: str) -> None:
        """Show the lines only in which this is found; empty shows all."""
        needle = text.strip().lower()
        if needle != self._needle:
            self._needle = needle
            self._is_following = True
            self._lay_anew()

    def clear(self) -> None:
        """Forget everything."""
        self._waiting.clear()
        self._all.clear()
        self._lay_anew()

    def follow(self) -> None:
        """Go to the newest line and stay there."""
        self._is_following = True
        self._set_unseen(0)
        self._move_to(self.verticalScrollBar().maximum())
        self.viewport().update()

    # -- layout -----------------------------------------------------------------------

    def _make_painter(self) -> RowPainter:
        return RowPainter(self.font(), self.viewport().width(), self.devicePixelRatioF())

    def _lay_anew(self) -> None:
        """Break all lines for another width, font or search."""
        self._settle.stop()
        self._painter = self._make_painter()
        self._pictures.clear()
        self._shown.clear()
        self._bottom_px = 0
        for row in self._all:
            self._append(row)
        self._set_range()
        if self._is_following:
            self._move_to(self.verticalScrollBar().maximum())
        self.viewport().update()

    def _append(self, row: DanmakuRow) -> bool:
        if self._needle and not row.matches(self._needle):
            return False
        row.height_px = self._painter.height_of(row)
        row.top_px = self._bottom_px
        self._bottom_px += row.height_px
        self._shown.append(row)
        return True

    def _first_px(self) -> int:
        return self._shown[0].top_px if self._shown else self._bottom_px

    def _set_range(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        self._is_moving = True
        bar.setPageStep(height)
        bar.setSingleStep(3 * tokens().line_px)
        bar.setRange(0, max(0, self._bottom_px - self._first_px() - height))
        self._is_moving = False

    def _take(self) -> int:
        """Put in what has come; return by how much the beginning moved."""
        first_px = self._first_px()
        news = 0
        while self._waiting:
            row = self._waiting.popleft()
            if len(self._all) == MAX_ROWS:
                oldest = self._all[0]
                if self._shown and self._shown[0] is oldest:
                    self._shown.popleft()
                self._pictures.pop(id(oldest), None)
            self._all.append(row)
            news += self._append(row)
        if news and not self._is_following:
            self._set_unseen(self._unseen + news)
        return self._first_px() - first_px

    # -- motion -----------------------------------------------------------------------

    def _step(self) -> None:
        """Do one frame."""
        bar = self.verticalScrollBar()
        if self._waiting:
            lost_px = self._take()
            at = bar.value()
            self._set_range()
            self._move_to(max(0, at - lost_px), is_same_place=True)
        left = bar.maximum() - bar.value() if self._is_following else 0
        if left > 0:
            is_calm = tokens().quick_ms > 0 and self.isVisible() and left < 4 * self.height()
            step = max(1, round(left * PACE)) if is_calm else left
            self._move_to(bar.value() + step)
        elif not self._waiting:
            self._frame.stop()

    def _move_to(self, value: int, *, is_same_place: bool = False) -> None:
        """Set the scroll bar by ourselves, and move the pixels that are there already."""
        self._is_moving = True
        self.verticalScrollBar().setValue(value)
        self._is_moving = False
        self._shift()

    def _shift(self) -> None:
        """Move what is drawn to where it is now; the rest is painted."""
        from_px = self._first_px() + self.verticalScrollBar().value()
        moved_px = from_px - self._drawn_from_px
        self._drawn_from_px = from_px
        height = self.viewport().height()
        content_px = self._bottom_px - self._first_px()
        if abs(moved_px) >= height or content_px < height + abs(moved_px):
            self.viewport().update()
        elif moved_px:
            self.viewport().scroll(0, -moved_px)

    def _scrolled(self, value: int) -> None:
        if self._is_moving:
            return
        self._shift()
        is_following = value >= self.verticalScrollBar().maximum()
        if is_following:
            self._set_unseen(0)
        self._is_following = is_following

    def _set_unseen(self, count: int) -> None:
        if count != self._unseen:
            self._unseen = count
            self.unseen_changed.emit(count)

    # -- painting ---------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 # Qt's name
        """Copy the pictures of the lines that are seen."""
        now = tokens()
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, now.surface_1)
        from_px = self._first_px() + self.verticalScrollBar().value()
        self._drawn_from_px = from_px
        for row in self._between(from_px + area.top(), from_px + area.bottom() + 1):
            y = row.top_px - from_px
            if row is not self._current:
                painter.drawPixmap(0, y, self._picture(row))
            else:
                box = QRect(2, y, self.viewport().width() - 4, row.height_px)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(now.selected if self.hasFocus() else now.surface_2)
                painter.drawRoundedRect(box, 4, 4)
                painter.drawPixmap(0, y, self._painter.paint(row, CLEAR))

    def _between(self, top_px: int, bottom_px: int) -> Iterable[DanmakuRow]:
        index = max(0, bisect_right(self._shown, top_px, key=lambda row: row.top_px) - 1)
        while index < len(self._shown):
            row = self._shown[index]
            if row.top_px >= bottom_px:
                break
            yield row
            index += 1

    def _picture(self, row: DanmakuRow) -> QPixmap:
        picture = self._pictures.get(id(row))
        if picture is None:
            picture = self._pictures[id(row)] = self._painter.paint(row, tokens().surface_1)
            while len(self._pictures) > MAX_PICTURES:
                self._pictures.popitem(last=False)
        return picture

    # -- people -----------------------------------------------------------------------

    def row_at(self, y: int) -> DanmakuRow | None:
        """Return the line at a place of the viewport."""
        at_px = self._first_px() + self.verticalScrollBar().value() + y
        row = next(iter(self._between(at_px, at_px + 1)), None)
        return row if row is not None and row.top_px <= at_px < row.top_px + row.height_px else None

    def _choose(self, row: DanmakuRow | None, where: QPoint) -> None:
        self._set_current(row)
        if row is not None:
            self.chosen.emit(row, where)

    def _set_current(self, row: DanmakuRow | None) -> None:
        if row is not None and row is not self._current:
            words = f"{row.time} {row.name}: {row.text}"
            self.setAccessibleDescription(words)
            if self.hasFocus():
                announce(self, words)
        self._current = row
        self.setAccessibleDescription("" if row is None else f"{row.name}: {row.text}")
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 # Qt's name
        """Choose the line that is clicked."""
        if event.button() == Qt.MouseButton.LeftButton:
            where = event.position().toPoint()
            self._choose(self.row_at(where.y()), self.viewport().mapToGlobal(where))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 # Qt's name
        """Choose the line under the pointer, or the one that the keyboard is on."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._choose(self._current, self.mapToGlobal(self.rect().center()))
        else:
            self._choose(self.row_at(event.pos().y()), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Go from line to line; Enter chooses, End follows again."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._shown:
            self._go(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current:
            y = self._current.top_px - self._first_px() - self.verticalScrollBar().value()
            self._choose(self._current, self.viewport().mapToGlobal(QPoint(24, y)))
        elif key == Qt.Key.Key_End:
            self.follow()
        else:
            super().keyPressEvent(event)

    def _go(self, step: int) -> None:
        index = len(self._shown)
        if self._current is not None and self._current in self._shown:
            index = self._shown.index(self._current)
        row = self._shown[max(0, min(len(self._shown) - 1, index + step))]
        self._set_current(row)
        bar = self.verticalScrollBar()
        top = row.top_px - self._first_px()
        if top < bar.value():
            bar.setValue(top)
        elif top + row.height_px > bar.value() + self.viewport().height():
            bar.setValue(top + row.height_px - self.viewport().height())

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Say all of a line that is longer than what is shown."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos().y())
            QToolTip.showText(event.globalPos(), f"{row.name}: {row.text}" if row else "", self)
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 # Qt's name
        """Leave it to ``_shift``: Qt would paint everything anew."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Break the lines anew once the width has settled."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle.start()
        self._set_range()
        if self._is_following:
            self._move_to(self.verticalScrollBar().maximum())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 # Qt's name
        """Break the lines for the width that it has now."""
        super().showEvent(event)
        self._lay_anew()
