"""The anchor's desk at the stage: who is there, and what the anchor does about them.

One for each studio, made on first use; it lives as long as that::

    desk = StageDesk.of(studio)
    desk.changed.connect(self.draw)
    desk.accept(peer.id, desk.free_seat())
"""

import time

from PySide6.QtCore import QObject, Signal

from studio.app.docks.refusals import refusal
from studio.app.stage.peers import MAX_SEATS, StagePeer, peers_of
from studio.app.studio import Studio
from studio.app.words import tr
from studio.ipc.message import Message

GRACE_S = 15.0
"""How long the room keeps the place of one whose line is lost."""


class StageDesk(QObject):
    """See the module.

    Attributes:
        peers: All, as the room orders them: by their seats, then the queue.
        is_there: Whether there is a room that tells of them.
    """

    changed = Signal()

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.peers: tuple[StagePeer, ...] = ()
        self.is_there = False
        self._lost_s: dict[str, float] = {}
        studio.room.joined.connect(self._joined)
        studio.room.happened.connect(self._heard)
        studio.room.state.connect(self._room_changed)
        if studio.room.room is not None:
            self._joined(studio.room.room)

    @classmethod
    def of(cls, studio: Studio) -> "StageDesk":
        """Return the studio's."""
        return studio.part(cls)

    @property
    def waiting(self) -> tuple[StagePeer, ...]:
        """Those who wait to be let in, in their order."""
        return tuple(each for each in self.peers if each.waits)

    @property
    def seats(self) -> dict[int, StagePeer]:
        """Who has which seat."""
        return {each.seat: each for each in self.peers if each.seat and not each.waits}

    @property
    def backstage(self) -> tuple[StagePeer, ...]:
        """Those who were let in and have no seat; phones are cameras, and need none."""
        return tuple(
            each for each in self.peers if not (each.seat or each.waits or each.kind == "phone")
        )

    @property
    def phones(self) -> tuple[StagePeer, ...]:
        """The phones that are cameras."""
        return tuple(each for each in self.peers if each.kind == "phone" and not each.waits)

    def find(self, peer: str) -> StagePeer | None:
        """Return who has this id."""
        return next((each for each in self.peers if each.id == peer), None)

    def free_seat(self) -> int:
        """Return the first seat that nobody has, or 0."""
        taken = self.seats
        return next((seat for seat in range(1, MAX_SEATS + 1) if seat not in taken), 0)

    def grace_s(self, peer: str) -> float:
        """Return how long one whose line is lost still has to come back."""
        lost_s = self._lost_s.get(peer)
        return 0.0 if lost_s is None else max(0.0, lost_s + GRACE_S - time.monotonic())

    # -- what the anchor does ------------------------------------------------------------

    def accept(self, peer: str, seat: int = 0) -> None:
        """Let somebody in, to a seat if one is named."""
        more: Message = {"seat": seat} if seat else {}
        self._act({"type": "stage_accept", "peer": peer, **more})

    def refuse(self, peer: str) -> None:
        """Send away somebody who waits."""
        self._act({"type": "stage_refuse", "peer": peer})

    def move(self, peer: str, seat: int) -> None:
        """Give another seat, whose holder takes the old one; 0 is none."""
        found = self.find(peer)
        if found is not None and found.waits:
            self.accept(peer, seat)
        elif found is not None and found.seat != seat:
            self._act({"type": "stage_move", "peer": peer, "seat": seat or None})

    def mute(self, peer: str, is_muted: bool) -> None:
        """Leave somebody's sound out, or no longer."""
        self._act({"type": "stage_mute", "peer": peer, "on": is_muted})

    def let_on_air(self, peer: str, may_be: bool) -> None:
        """Let a phone go on air by itself where this computer goes, or no longer."""
        self._act({"type": "stage_air", "peer": peer, "on": may_be})

    def remove(self, peer: str) -> None:
        """Put somebody off the stage."""
        self._act({"type": "stage_remove", "peer": peer})

    def _act(self, action: Message) -> None:
        def answered(answer: Message) -> None:
            if answer.get("type") == "refused" and answer.get("code") != "already_done":
                self._studio.say("warning", refusal(answer))

        self._studio.room.act(action, answered)

    # -- what the room tells -------------------------------------------------------------

    def _joined(self, room: dict[str, object]) -> None:
        self.is_there = True
        self._take(room.get("stage"))

    def _heard(self, event: Message) -> None:
        if event.get("type") == "stage":
            self._take(event.get("peers"))

    def _room_changed(self, state: str, _why: str) -> None:
        if not state and self.is_there:
            self.is_there = False
            self._take(())

    def _take(self, told: object) -> None:
        before = {each.id for each in self.peers}
        self.peers = peers_of(told)
        now_s = time.monotonic()
        lost = {each.id for each in self.peers if each.is_lost}
        self._lost_s = {id: self._lost_s.get(id, now_s) for id in lost}
        self.changed.emit()
        came = [each for each in self.waiting if each.id not in before]
        if len(came) == 1:
            self._studio.say("info", tr("{name} waits for the stage.", name=came[0].name))
        elif came:
            self._studio.say("info", tr("%n guest(s) wait for the stage.", n=len(came)))
