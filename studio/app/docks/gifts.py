"""The gifts of the show: combos, what they come to, who gave most, and thanks for them."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from studio.app.docks.gift_book import ComboLine, GiftBook, Giver, gift_of
from studio.app.docks.gift_list import DRAW_MS, GiftList
from studio.app.docks.say_field import SayField
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.elided_label import ElidedLabel
from studio.app.widgets.empty_state import EmptyState
from studio.app.words import tr
from studio.ipc.message import Message

TOP = 3


class GiftsDock(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._show = ""
        self.book = GiftBook()
        self.setAccessibleName(tr("Gifts"))
        self.total = QLabel()
        self.total.setProperty("role", "strong")
        self.givers = [TopGiver(place) for place in range(1, TOP + 1)]
        self.list = GiftList(self.book)
        self.list.thanks_wanted.connect(self._thank)
        self.say = SayField(studio)
        self._empty = EmptyState(
            "gift", tr("Gifts of your viewers are shown here, with a heart to thank for each.")
        )
        design = IconButton("wand-sparkles", tr("Design a gift"))
        design.clicked.connect(self._design)
        self.titleActions: list[QWidget] = [design]
        self._middle = QWidget()
        self._stack = QStackedLayout(self._middle)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(12, 4, 12, 8)
        head.setSpacing(tokens().grid_px)
        head.addWidget(self.total)
        row = QHBoxLayout()
        row.setSpacing(tokens().grid_px)
        for giver in self.givers:
            row.addWidget(giver, 1)
        head.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._middle, 1)
        column.addWidget(self.say)
        self._later = QTimer(self, interval=DRAW_MS, singleShot=True)
        self._later.timeout.connect(self._draw)
        studio.room.happened.connect(self._take)
        studio.room.joined.connect(self._joined)
        self._draw()

    def _joined(self, room: dict[str, object]) -> None:
        self._begin(room.get("show"))

    def _begin(self, show: object) -> None:
        """Count from the beginning for another show."""
        name = str(show.get("show", "")) if isinstance(show, dict) else ""
        if name and name != self._show:
            if self._show:
                self.book.clear()
            self._show = name
            self._draw()

    def _take(self, event: Message) -> None:
        if event.get("type") == "gift":
            if gift := gift_of(event):
                self.book.take(gift)
                if not self._later.isActive():
                    self._later.start()
        elif event.get("type") == "show":
            self._begin(event.get("show"))

    def _thank(self, line: ComboLine) -> None:
        line.is_thanked = True
        name, gift = line.gift.giver, line.gift.name
        if line.count > 1:
            count = f"{line.count:,}"
            words = tr("Thank you {name} for {gift} × {count}!", name=name, gift=gift, count=count)
        else:
            words = tr("Thank you {name} for {gift}!", name=name, gift=gift)
        self.say.put(words)
        self.list.refresh()

    def _design(self) -> None:
        from studio.app.gifts.panel import open_editor  # not for the first picture

        open_editor(self._studio)

    def _draw(self) -> None:
        has_gifts = bool(self.book.gifts)
        self._head.setVisible(has_gifts)
        self._stack.setCurrentWidget(self.list if has_gifts else self._empty)
        self.total.setText(
            tr(
                "{coins} coins from {gifts} gifts",
                coins=f"{self.book.coins:,}",
                gifts=f"{self.book.gifts:,}",
            )
        )
        top = self.book.top(TOP)
        for place, label in enumerate(self.givers):
            label.show_giver(top[place] if place < len(top) else None)
        self.list.refresh()


class TopGiver(QWidget):
    """One of those who gave most."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "2")
        self._name = ElidedLabel()
        self._coins = ElidedLabel()
        self._coins.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._coins)

    def show_giver(self, giver: Giver | None) -> None:
        """Show somebody, or nobody."""
        self.setVisible(giver is not None)
        if giver is not None:
            self._name.setText(f"{self._place}  {giver.name}")
            coins = f"{giver.coins:,}"
            self._coins.setText(coins)  # the line above says of what
            self._coins.setAccessibleName(tr("{coins} coins", coins=coins))


def make(studio: Studio) -> QWidget:
    """Return the dock's content."""
    return GiftsDock(studio)
