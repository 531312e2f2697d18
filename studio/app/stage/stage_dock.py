"""The stage (连麦): who waits, who sits where, how they lie in the picture, and the way in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.app.battle.panel import open_battle
from studio.app.battle.studio_panel import open_studios
from studio.app.stage.desk import StageDesk
from studio.app.stage.invite_panel import open_invite
from studio.app.stage.layout_picker import LayoutPicker
from studio.app.stage.linked import Linked
from studio.app.stage.peers import MAX_SEATS, StagePeer
from studio.app.stage.phones_panel import open_phones
from studio.app.stage.seat_row import SeatRow
from studio.app.stage.seats import seat_inputs
from studio.app.stage.waiting_row import WaitingRow
from studio.app.studio import Studio
from studio.app.theme import tokens
from studio.app.widgets.buttons import IconButton, PushButton
from studio.app.widgets.empty_state import EmptyState
from studio.app.widgets.section import Section
from studio.app.words import tr
from studio.model.graph import inputs_of

EACH_SECOND_MS = 1_000
LARGE_TEXT = 1.25
"""From this scale on the small buttons stand under the large one."""
FREE_SEATS = 2
"""So many are shown: what a seat's number says is who comes first."""


class StageDock(QWidget):
    """See the module."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self.desk = StageDesk.of(studio)
        self._linked = Linked.of(studio)
        self._missing: set[str] = set()
        self.setAccessibleName(tr("Stage"))
        self.invite = PushButton(tr("Invite a guest"), "user-plus")
        self.invite.clicked.connect(lambda: open_invite(studio))
        self.phone = IconButton("smartphone", tr("Phone as a camera"), role="plain")
        self.phone.clicked.connect(lambda: open_phones(studio))
        self.studios = IconButton("link", tr("Link with another studio"), role="plain")
        self.studios.clicked.connect(lambda: open_studios(studio))
        self.battle = IconButton("swords", tr("PK"), role="plain")
        self.battle.clicked.connect(lambda: open_battle(studio))
        self.waiting = Section(tr("Waiting"))
        self.backstage = Section(tr("Behind the stage"))
        self.rows: dict[str, WaitingRow] = {}
        self.seats = [self._seat(number) for number in range(1, MAX_SEATS + 1)]
        self.layouts = LayoutPicker(studio)
        self._place()
        self._seconds = QTimer(self, interval=EACH_SECOND_MS)
        self._seconds.timeout.connect(self._draw)
        self.desk.changed.connect(self._draw)
        self._linked.changed.connect(self._follow)
        studio.mirror.scenes_changed.connect(self._draw)
        studio.mirror.collection_changed.connect(self._draw)
        self._draw()

    def _place(self) -> None:
        ways = QBoxLayout.Direction
        is_large = tokens().scale >= LARGE_TEXT
        head = QBoxLayout(ways.TopToBottom if is_large else ways.LeftToRight)
        head.setSpacing(tokens().grid_px)
        head.addWidget(self.invite, 1)
        others = QHBoxLayout()
        others.setSpacing(tokens().grid_px)
        for button in (self.phone, self.studios, self.battle):
            others.addWidget(button)
        if is_large:
            others.addStretch(1)
        head.addLayout(others)
        seats, layouts = Section(tr("Seats")), Section(tr("In the picture"))
        for row in self.seats:
            seats.body.addWidget(row)
        layouts.body.addWidget(self.layouts)
        for section in (seats, self.waiting, self.backstage):
            section.body.setSpacing(tokens().grid_px)
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap_wide_px)
        for section in (self.waiting, seats, layouts, self.backstage):
            column.addWidget(section)
        column.addStretch(1)
        self._empty = EmptyState(
            "users",
            tr("Guests of your show sit here. Invite one, and let them in when they wait."),
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 8)
        whole.setSpacing(tokens().gap_px)
        whole.addLayout(head)
        whole.addWidget(self._full, 1)
        whole.addWidget(self._empty, 1)

    def _seat(self, number: int) -> SeatRow:
        row = SeatRow(number)
        row.moved.connect(lambda peer: self.desk.move(peer, number))
        row.stepped.connect(lambda by: self._step(number, by))
        row.muted.connect(lambda is_on: self._about(number, partial(self._mute, is_on)))
        row.removed.connect(lambda: self._about(number, self.desk.remove))
        row.offered.connect(lambda: self._offer(number))
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 # Qt's name
        """Walk through the seats by arrows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        row = next((row for row in self.seats if row.hasFocus()), None)
        to = self._neighbour(row.seat, step) if row is not None and step is not None else None
        if to is None:
            super().keyPressEvent(event)
        else:
            to.setFocus(Qt.FocusReason.TabFocusReason)

    def _neighbour(self, seat: int, by: int) -> SeatRow | None:
        """Return the next seat that is shown, up or down."""
        shown = [row for row in self.seats if not row.isHidden()]
        at = [row.seat for row in shown].index(seat) + by
        return shown[at] if 0 <= at < len(shown) else None

    def _about(self, seat: int, do: Callable[[str], None]) -> None:
        if (peer := self.desk.seats.get(seat)) is not None:
            do(peer.id)

    def _mute(self, is_muted: bool, peer: str) -> None:
        self.desk.mute(peer, is_muted)

    def _step(self, seat: int, by: int) -> None:
        if (to := self._neighbour(seat, by)) is not None:
            self._about(seat, lambda peer: self.desk.move(peer, to.seat))
            to.setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self, seat: int) -> None:
        if self.desk.waiting:
            self.desk.accept(self.desk.waiting[0].id, seat)

    # -- what it shows -------------------------------------------------------------------

    def _follow(self) -> None:
        """Take note of whom the programme does not reach; the rest of link is others'."""
        peers = self._linked.peers.values()
        missing = {each.id for each in peers if each.misses_programme}
        if missing != self._missing:
            self._missing = missing
            self._draw()

    def _draw(self) -> None:
        desk = self.desk
        guests = [*desk.waiting, *desk.backstage, *desk.seats.values()]
        self._full.setVisible(bool(guests))
        self._empty.setVisible(not guests)
        self._draw_rows(self.waiting, desk.waiting)
        self._draw_rows(self.backstage, desk.backstage)
        gone = self.rows.keys() - {each.id for each in (*desk.waiting, *desk.backstage)}
        for id in gone:
            row = self.rows.pop(id)
            row.hide()
            row.deleteLater()
        seen, free = self._seen(), 0
        for seat in self.seats:
            peer = desk.seats.get(seat.seat)
            grace_s = desk.grace_s(peer.id) if peer else 0.0
            misses = peer is not None and peer.id in self._missing
            is_on_air = seat.seat in seen
            seat.show_peer(peer, is_on_air=is_on_air, grace_s=grace_s, misses_programme=misses)
            free += peer is None
            seat.setVisible(peer is not None or free <= FREE_SEATS)
        if any(each.is_lost for each in desk.peers):
            self._seconds.start()
        else:
            self._seconds.stop()

    def _seen(self) -> set[int]:
        """Return the seats that viewers see."""
        mirror = self._studio.mirror
        if mirror.collection is None:
            return set()
        shown = inputs_of(mirror.collection, mirror.program_scene)
        return {seat for seat, name in seat_inputs(mirror.collection).items() if name in shown}

    def _draw_rows(self, section: Section, peers: tuple[StagePeer, ...]) -> None:
        section.setVisible(bool(peers))
        has_seat = self.desk.free_seat() > 0
        for index, peer in enumerate(peers):
            row = self.rows.get(peer.id) or self._add(peer)
            row.show_peer(peer, has_seat=has_seat)
            if section.body.indexOf(row) != index:
                section.body.insertWidget(index, row)

    def _add(self, peer: StagePeer) -> WaitingRow:
        id, desk = peer.id, self.desk
        row = self.rows[id] = WaitingRow(peer)
        row.seated.connect(lambda: desk.move(id, desk.free_seat()))
        row.let_in.connect(lambda: desk.accept(id))
        row.sent_away.connect(lambda: self._send_away(id))
        return row

    def _send_away(self, id: str) -> None:
        peer = self.desk.find(id)
        if peer is not None and peer.waits:
            self.desk.refuse(id)
        elif peer is not None:
            self.desk.remove(id)
