"""The anchor's desk for battles: what goes on, and what the anchor does about it.

One for each studio, made on first use; it lives as long as that::

    desk = BattleDesk.of(studio)
    desk.changed.connect(self.draw)
    desk.ask("standard", ["2"])
    desk.left_s()
"""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from studio.app.battle.fight import ASKED, OVER, Fight, fight_of
from studio.app.battle.opponents import Opponents, opponents_of
from studio.app.docks.refusals import refusal
from studio.app.studio import Studio
from studio.ipc.message import Message


class BattleDesk(QObject):
    """See the module.

    Attributes:
        fight: That goes on, None for none.
        result: What the last one came to; None once another is begun.
        opponents: Whom one can ask, as far as known.
        is_there: Whether there is a room.
    """

    changed = Signal()
    called = Signal()
    """Another room has asked us."""
    listed = Signal()
    """Whom one can ask is known anew."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.fight: Fight | None = None
        self.result: Fight | None = None
        self.opponents = Opponents()
        self.is_there = False
        self._room = ""
        self._clock_ms: float | None = None
        studio.room.joined.connect(self._joined)
        studio.room.happened.connect(self._heard)
        studio.room.state.connect(self._room_changed)
        if studio.room.room is not None:
            self._joined(studio.room.room)

    @classmethod
    def of(cls, studio: Studio) -> "BattleDesk":
        """Return the studio's."""
        return studio.part(cls)

    @property
    def is_called(self) -> bool:
        """Whether another room waits for our answer."""
        return self.fight is not None and self.fight.phase == ASKED and not self.fight.is_asker

    def left_s(self, until_ms: int | None = None) -> float:
        """Return how long it is until then by the room's clock; until the phase ends, at first."""
        if until_ms is None:
            until_ms = self.fight.ends_ms if self.fight else 0
        if self._clock_ms is None:
            return 0.0
        return max(0.0, (until_ms - self._clock_ms) / 1000 - time.monotonic())

    # -- what the anchor does ------------------------------------------------------------

    def look(self) -> None:
        """Find out whom one can ask."""

        def told(answer: Message) -> None:
            if "rules" in answer:
                self.opponents = opponents_of(answer, self._room)
                self.listed.emit()

        self._studio.room.ask({"type": "opponents"}, told)

    def ask(self, rules: str, rooms: Sequence[str]) -> None:
        """Ask rooms for a battle: those of our team first."""
        self._act({"type": "ask_battle", "rules": rules, "rooms": list(rooms)})

    def answer(self, is_accepted: bool) -> None:
        """Accept what another room asks for, or not."""
        if self.fight is not None:
            battle = self.fight.battle
            self._act({"type": "answer_battle", "battle": battle, "is_accepted": is_accepted})

    def leave(self) -> None:
        """Take back what we asked for, give up, or end the forfeit."""
        if self.fight is not None:
            self._act({"type": "leave_battle", "battle": self.fight.battle})

    def _act(self, action: Message) -> None:
        def answered(answer: Message) -> None:
            if answer.get("type") == "refused":
                self._studio.say("warning", refusal(answer))

        self._studio.room.act(action, answered)

    # -- what the room tells -------------------------------------------------------------

    def _joined(self, room: dict[str, object]) -> None:
        self.is_there = True
        self._room = str(room.get("room", ""))
        if (clock_ms := self._studio.room.clock_ms) is not None:
            self._clock_ms = clock_ms
        self._take(fight_of(room.get("battle"), self._room))

    def _heard(self, event: Message) -> None:
        if event.get("type") == "battle":
            if isinstance(at_ms := event.get("at_ms"), int) and at_ms:
                self._clock_ms = at_ms - time.monotonic() * 1000
            self._take(fight_of(event.get("battle"), self._room))

    def _room_changed(self, state: str, _why: str) -> None:
        if not state and self.is_there:
            self.is_there = False
            self._take(None)

    def _take(self, fight: Fight | None) -> None:
        was_called, before = self.is_called, self.fight
        if fight is not None and fight.phase == OVER:
            self.result, fight = fight, None
        elif fight is not None and (before is None or before.battle != fight.battle):
            self.result = None
        self.fight = fight
        self.changed.emit()
        if self.is_called and not was_called:
            self.called.emit()
