"""What was pinned above the danmaku: lines that the anchor wants to come back to, and big gifts."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.theme import pixmap, tokens
from studio.app.widgets.buttons import IconButton
from studio.app.widgets.few_lines import FewLines
from studio.app.words import tr

MAX_PINNED = 3
MAX_LINES = 3


class Pinned(QWidget):
    """At most three of them; the oldest goes for a fourth.

    Signals:
        reply_wanted: To whom, by name.
    """

    reply_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 0, 8, 4)
        self._column.setSpacing(tokens().grid_px)
        self._cards: list[QWidget] = []
        self._room_px = 0
        self._lines = MAX_LINES
        self.hide()

    def set_room(self, room_px: int) -> None:
        """Show as many of the newest as fit, one at least: the rest comes back with room.

        Where there is hardly room for one it has a single line.
        """
        self._room_px = room_px
        lines = MAX_LINES if room_px >= 2 * tokens().target_px else 1
        if lines != self._lines:
            self._lines = lines
            for words in self.findChildren(FewLines):
                words.set_lines(lines)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 # Qt's name
        """Count anew: words take more lines in a narrow dock."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        shown_px = 0
        for index, card in enumerate(reversed(self._cards)):
            wide_px = self.width() - 16
            shown_px += max(card.sizeHint().height(), card.heightForWidth(wide_px))
            shown_px += tokens().grid_px
            card.setVisible(index == 0 or shown_px <= self._room_px)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._cards)

    def pin(self, name: str, text: str, icon_name: str = "pin", ink: str = "accent") -> None:
        """Keep something in view until it is put away."""
        card = QWidget()
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        card.setProperty("surface", "2")
        card.setAccessibleName(f"{name}: {text}")
        row = QHBoxLayout(card)
        row.setContentsMargins(8, 4, 4, 4)
        row.setSpacing(tokens().gap_px)
        mark = QLabel()
        mark.setPixmap(pixmap(icon_name, ink, round(16 * tokens().scale)))
        mark.setFixedHeight(tokens().target_px)
        words = FewLines(f"\u2068{name}\u2069：\u2068{text}\u2069", self._lines)
        reply = IconButton("corner-down-left", tr("Reply to {name}", name=name))
        reply.clicked.connect(lambda: self.reply_wanted.emit(name))
        cross = IconButton("x", tr("Unpin"))
        cross.clicked.connect(lambda: self._put_away(card))
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(reply, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        while len(self._cards) >= MAX_PINNED:
            self._put_away(self._cards[0])
        self._cards.append(card)
        self._column.addWidget(card)
        self.show()
        self._share()

    def _put_away(self, card: QWidget) -> None:
        if card in self._cards:
            self._cards.remove(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.setVisible(bool(self._cards))
        self._share()
