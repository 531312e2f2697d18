"""The danmaku of the room: read, searched, pinned, moderated, and answered."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from studio.app.docks.danmaku_menu import RowActions, make_menu
from studio.app.docks.danmaku_row import DanmakuRow, row_of
from studio.app.docks.danmaku_speech import DanmakuSpeech
from studio.app.docks.danmaku_view import DanmakuView
from studio.app.docks.gift_book import gift_of
from studio.app.docks.pinned import Pinned
from studio.app.docks.say_field import SayField
from studio.app.live.room_host import RoomHost
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.announcing import announce
from studio.app.widgets.bar import Bar
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.search_field import SearchField
from studio.app.words import tr
from studio.ipc.message import Message

LOW_PX = 220
"""Lower than that the search has a button instead of a line: the danmaku need the room."""
PINNED_SHARE = 0.3
"""Of the dock's height, at most, for what is pinned."""


class DanmakuDock(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.setAccessibleName(tr("Danmaku"))
        self.search = SearchField(tr("Find in danmaku"))
        self.pinned = Pinned()
        self.view = DanmakuView()
        self._speech = DanmakuSpeech(self.view)
        self.say = SayField(studio)
        self.finder = IconButton("search", tr("Find in danmaku"), checkable=True, role="plain")
        self.finder.clicked.connect(self._find)
        self.say.put_first(self.finder)
        self._bar: Bar | None = None
        self._empty = EmptyState(
            "messages-square",
            tr("What viewers of your room say is shown here."),
            tr("Open a room"),
            RoomHost.of(studio).open,
        )
        self._middle = QWidget()
        self._stack = QStackedLayout(self._middle)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.newer = PushButton("", "arrow-down", role="primary", parent=self._middle)
        self.newer.clicked.connect(self.view.follow)
        self.newer.hide()
        self._top = QHBoxLayout()
        self._top.addWidget(self.search)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._top)
        self._column.addWidget(self.pinned)
        self._column.addWidget(self._middle, 1)
        self._column.addWidget(self.say)
        self.search.textChanged.connect(self.view.search)
        self.pinned.reply_wanted.connect(self._reply_to)
        self.view.chosen.connect(self._open_menu)
        self.view.unseen_changed.connect(self._show_unseen)
        self._middle.installEventFilter(self)
        studio.room.happened.connect(self._take)
        studio.room.state.connect(self._draw_state)
        studio.room.joined.connect(self._draw_joined)
        self._draw_state(studio.room.connection, "")

    def _take(self, event: Message) -> None:
        match event.get("type"):
            case "danmaku":
                if row := row_of(event):
                    self.view.add(row)
                    self._speech.hear(row.name, row.text)
            case "danmaku_hidden":
                numbers = event.get("danmaku")
                if isinstance(numbers, list | tuple):
                    wanted = [number for number in numbers if isinstance(number, int)]
                    self.view.set_hidden(wanted, event.get("is_hidden") is True)
            case "gift":
                gift = gift_of(event)
                if gift is not None and gift.is_large:
                    words = tr("gives {gift} × {count}", gift=gift.name, count=gift.combo_count)
                    whole = words.replace(" × ", "\u00a0×\u00a0")  # no figure alone on a line
                    self.pinned.pin(gift.giver, whole, "gift", "warning")
                    announce(self.pinned, f"{gift.giver} {words}")

    def _draw_joined(self) -> None:
        self._draw_state(self._studio.room.connection, "")

    def _draw_state(self, connection: str, why: str) -> None:
        room = self._studio.room
        is_there = bool(connection) or room.room is not None
        self._stack.setCurrentWidget(self.view if is_there else self._empty)
        self.say.setVisible(is_there)
        self._share_room()
        text = ""
        if connection == "reconnecting":
            text = tr("The connection to the room is lost. It is sought again by itself.")
        elif connection == "stopped":
            text = why or tr("The room does not let us in.")
        if self._bar is not None and self._bar.text != text:
            self._bar.put_away()
            self._bar = None
        if text and self._bar is None:
            self._bar = Bar("warning", text, closable=False)
            self._column.insertWidget(0, self._bar)

    def _open_menu(self, row: DanmakuRow, where: QPoint) -> None:
        actions = RowActions(
            reply=lambda: self._reply_to(row.name),
            pin=lambda: self.pinned.pin(row.name, row.text),
        )
        menu = make_menu(self._studio, row, actions, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _reply_to(self, name: str) -> None:
        self.say.put(f"@{name} ")

    def _show_unseen(self, count: int) -> None:
        self.newer.setText(tr("%n new", count))
        self.newer.setVisible(count > 0)
        self._place_newer()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Leave most of a low dock to the danmaku."""
        super().resizeEvent(event)
        self._share_room()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 # Qt's name
        """Ask for a few lines only: what is pinned gives way, and nothing scrolls twice."""
        return QSize(super().minimumSizeHint().width(), round(3.5 * tokens().target_px))

    def _share_room(self) -> None:
        is_low = self.height() < LOW_PX * tokens().scale
        is_there = not self.say.isHidden()
        self.finder.setVisible(is_low)
        is_searching = self.finder.isChecked() or bool(self.search.text())
        self.finder.setChecked(is_searching)
        self.search.setVisible(is_there and (is_searching or not is_low))
        self._top.setContentsMargins(8, 0, 8, 4 if self.search.isVisibleTo(self) else 0)
        self.pinned.set_room(round(self.height() * PINNED_SHARE))

    def _find(self, is_wanted: bool) -> None:
        """Have the line to search in, or put it away and show all again."""
        if is_wanted:
            self.search.show()
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.search.clear()
        self._share_room()

    def _place_newer(self) -> None:
        self.newer.adjustSize()
        x = (self._middle.width() - self.newer.width()) // 2
        self.newer.move(x, self._middle.height() - self.newer.height() - tokens().gap_px)
        self.newer.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        """Keep the button where it belongs."""
        if isinstance(event, QResizeEvent) and self.newer.isVisible():
            self._place_newer()
        return super().eventFilter(watched, event)


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return DanmakuDock(studio)
