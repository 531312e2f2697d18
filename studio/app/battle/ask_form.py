"""Asks other rooms for a battle: by which rules, whom, and with whom."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.app.battle.desk import BattleDesk
from studio.app.battle.opponents import Opponent
from studio.app.battle.words import rules_name, rules_words
from studio.app.theme import tokens
from studio.app.widgets.buttons import PushButton
from studio.app.widgets.combo_box import ComboBox
from studio.app.words import tr

MOST_OTHERS = 8


class AskForm(QWidget):
    """See the module.

    Attributes:
        rules: Chooses the rules.
        rooms: Chooses the rooms, those of our team first.
    """

    def __init__(self, desk: BattleDesk) -> None:
        super().__init__()
        self._desk = desk
        self.rules = ComboBox(tr("Rules"))
        self.rules.currentIndexChanged.connect(lambda _index: self._draw_rooms())
        self.meaning = QLabel()
        self.meaning.setProperty("role", "small")
        self.meaning.setWordWrap(True)
        self.rooms: list[ComboBox] = []
        self._labels: list[QLabel] = []
        self.ask = PushButton(tr("Ask for a PK"), "swords", role="primary")
        self.ask.clicked.connect(self._ask)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().grid_px)
        self._column.addWidget(self.rules)
        self._column.addWidget(self.meaning)
        for _ in range(MOST_OTHERS):
            self._add_room()
        self._column.addWidget(self.ask)
        desk.listed.connect(self._draw)
        self._draw()

    @property
    def chosen(self) -> list[str]:
        """The rooms that are chosen."""
        shown = [box for box in self.rooms if not box.isHidden()]
        return [str(box.currentData()) for box in shown if box.currentData()]

    def _add_room(self) -> None:
        label, box = QLabel(), ComboBox("")
        label.setProperty("role", "small")
        label.setBuddy(box)
        box.currentIndexChanged.connect(lambda _index: self._refuse())
        self._labels.append(label)
        self.rooms.append(box)
        self._column.addWidget(label)
        self._column.addWidget(box)

    def _draw(self) -> None:
        before, found = self.rules.currentData(), self._desk.opponents
        self.rules.blockSignals(True)
        self.rules.clear()
        for rules in found.rules.values():
            self.rules.addItem(rules_name(rules.name), rules.name)
        self.rules.setCurrentIndex(max(0, self.rules.findData(before)))
        self.rules.blockSignals(False)
        for place, box in enumerate(self.rooms):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for room in found.rooms:
                box.addItem(_words(room), room.room)
            at = box.findData(chosen) if chosen else place
            box.setCurrentIndex(at if 0 <= at < box.count() else -1)
            box.blockSignals(False)
        self._draw_rooms()

    def _draw_rooms(self) -> None:
        rules = self._desk.opponents.rules.get(str(self.rules.currentData()))
        others = rules.rooms - 1 if rules else 1
        partners = rules.team_size - 1 if rules else 0
        self.meaning.setText(rules_words(rules) if rules else "")
        for place, (label, box) in enumerate(zip(self._labels, self.rooms, strict=True)):
            is_partner = place < partners
            title = tr("With you") if is_partner else tr("Against you")
            label.setText(title)
            box.setAccessibleName(title)
            label.setVisible(place < others)
            box.setVisible(place < others)
        self._refuse()

    def _refuse(self) -> None:
        """Say why one can't ask so."""
        rules = self._desk.opponents.rules.get(str(self.rules.currentData()))
        chosen, why = self.chosen, ""
        if rules is None:
            why = tr("The room does not tell its rules yet.")
        elif len(self._desk.opponents.rooms) < rules.rooms - 1:
            why = tr("There are not so many other rooms on this server.")
        elif len(set(chosen)) < rules.rooms - 1:
            why = tr("Choose another room in each place.")
        self.ask.refuse(why)
        if rules is not None:
            self.meaning.setText(why or rules_words(rules))

    def _ask(self) -> None:
        self._desk.ask(str(self.rules.currentData()), self.chosen)


def _words(room: Opponent) -> str:
    name = f"{room.title} · {room.anchor}" if room.anchor else room.title
    return tr("{room} (live)", room=name) if room.is_live else name
