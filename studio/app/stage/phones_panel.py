"""A phone as a camera, in a panel: the code to scan, what to do, and the phones that came.

open_phones(studio)
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.app.stage.link_card import LinkCard
from studio.app.stage.linked import Linked
from studio.app.stage.offered_section import OfferedSection
from studio.app.stage.peers import StagePeer
from studio.app.stage.phone_card import PhoneCard
from studio.app.stage.phones import Phones
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.section import Section
from studio.app.widgets.switch import Switch
from studio.app.words import tr

DRAW_MS = 100


def open_phones(studio: Studio) -> None:
    """Show it over the right column."""
    studio.panel_wanted.emit(tr("Phone as a camera"), lambda: PhonesPanel(studio))


class PhonesPanel(QWidget):
    """See the module."""

    panel_px = 340

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._phones = Phones.of(studio)
        self._linked = Linked.of(studio)
        self.cards: dict[str, PhoneCard] = {}
        self.link = LinkCard(studio, "phone", tr("Make a link for a phone"))
        self.steps = QLabel()
        self.steps.setWordWrap(True)
        self.steps.setTextFormat(Qt.TextFormat.PlainText)
        self._nobody = QLabel(tr("No phone has come yet."))
        self._nobody.setProperty("role", "quiet")
        self._nobody.setWordWrap(True)
        there = Section(tr("Phones"))
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens().gap_px)
        there.body.addWidget(self._nobody)
        there.body.addLayout(self._list)
        self.studios = OfferedSection(studio)
        self.by_itself = Switch(
            tr("Phones join the cameras by themselves"), studio.settings.now.adds_phones
        )
        self.by_itself.edited.connect(lambda is_on: studio.settings.change(adds_phones=is_on))
        column = QVBoxLayout(self)
        column.setSpacing(tokens().gap_wide_px)
        column.addWidget(self.link)
        column.addWidget(self.steps)
        column.addWidget(there)
        column.addWidget(self.studios)
        column.addLayout(self._with_words(self.by_itself))
        column.addStretch(1)
        self._soon = QTimer(self, interval=DRAW_MS, singleShot=True)
        self._soon.timeout.connect(self._draw)
        self._phones.desk.changed.connect(self._later)
        self._linked.changed.connect(self._later)
        studio.mirror.collection_changed.connect(self._later)
        self.link.link.changed.connect(self._later)
        self._draw()

    def _with_words(self, switch: Switch) -> QHBoxLayout:
        words = QLabel(switch.accessibleName())
        words.setWordWrap(True)
        words.setBuddy(switch)
        row = QHBoxLayout()
        row.setSpacing(tokens().gap_px)
        row.addWidget(words, 1)
        row.addWidget(switch)
        return row

    def _later(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _draw(self) -> None:
        self.steps.setText("\n".join(self._steps()))
        phones = {each.id: each for each in self._phones.desk.phones}
        for id in self.cards.keys() - phones.keys():
            card = self.cards.pop(id)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for id, phone in phones.items():
            card = self.cards.get(id) or self._add(phone)
            name, kept_ms = self._phones.input_of(phone), self._phones.kept_ms(phone)
            card.show_phone(phone, self._linked.peers.get(id), name, kept_ms)
        self._nobody.setVisible(not self.cards)

    def _steps(self) -> list[str]:
        first = tr("1. Have the phone in the same Wi-Fi as this computer, and scan the code.")
        if not self.link.link.needs_trust:
            return [first, tr("2. Allow camera and microphone on its page.")]
        return [
            first,
            tr("2. Once for each phone: install the certificate as its page says, and trust it."),
            tr("3. Allow camera and microphone."),
        ]

    def _add(self, phone: StagePeer) -> PhoneCard:
        card = self.cards[phone.id] = PhoneCard(phone)
        card.ordered.connect(lambda wish: self._linked.order(phone.id, **wish))
        card.add_wanted.connect(lambda: self._add_to_picture(phone.id))
        card.air_wanted.connect(lambda may_be: self._phones.desk.let_on_air(phone.id, may_be))
        card.remove_wanted.connect(lambda: self._phones.desk.remove(phone.id))
        card.sync.check_wanted.connect(lambda: self._linked.check_sync(phone.id))
        card.sync.keep_wanted.connect(lambda offset_ms: self._keep(phone.id, offset_ms))
        self._list.addWidget(card)
        return card

    def _keep(self, id: str, offset_ms: float) -> None:
        if (phone := self._phones.desk.find(id)) is not None:
            self._phones.keep_offset(phone, offset_ms)

    def _add_to_picture(self, id: str) -> None:
        if (phone := self._phones.desk.find(id)) is not None:
            self._phones.add(phone)
