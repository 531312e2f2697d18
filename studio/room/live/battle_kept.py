"""A battle that this node keeps, with what rooms of other nodes have yet to be shown."""

import secrets
import time
from collections import deque

from studio.room.live.battle_words import MOST_STATES, News, Report
from studio.room.protocol.values import BattleState
from studio.room.rules.battle import Battle

LOOK_MS = 500
"""How often it is looked for rooms of other nodes."""

_STALE_S = 60.0
"""An end is told to those who ask later."""


class KeptBattle:
    """See the module.

    Attributes:
        keeper: Names this keeper; one that goes on after a crash is another.
        held_until_ms: It does not end before.
        heard_s: When each room of another node was heard, by the monotonic clock.
        is_on: False from its end.
    """

    def __init__(self, battle: Battle) -> None:
        self.battle = battle
        self.keeper = secrets.token_hex(4)
        self.held_until_ms = 0
        self.heard_s: dict[str, float] = {}
        self.is_on = True
        self._states: deque[BattleState] = deque(maxlen=MOST_STATES)
        self._shown = 0
        self._since_s = time.monotonic()

    def show(self, state: BattleState) -> None:
        """Keep a state for rooms of other nodes."""
        self._states.append(state)
        self._shown += 1

    def news(self, report: Report) -> News:
        """Return what a room has not seen yet."""
        is_ours = report.keeper == self.keeper
        missed = max(0, self._shown - report.seen) if is_ours else 1
        states = list(self._states)[-missed:] if missed else []
        if not is_ours:
            states = [self.battle.state()]
        return News(keeper=self.keeper, seen=self._shown, states=tuple(states))

    def end(self) -> None:
        """Note that it is over."""
        self.is_on = False
        self._since_s = time.monotonic()

    def is_stale(self, is_awaited: bool) -> bool:
        """Return whether nobody will ask for its end any more."""
        return not is_awaited or time.monotonic() - self._since_s > _STALE_S

    def silent_s(self, room: str) -> float:
        """Return for how long a room of another node was not heard."""
        return time.monotonic() - self.heard_s.get(room, self._since_s)

    def due_ms(self, now_ms: int, is_awaited: bool) -> int | None:
        """Return when there is something to do, if some rooms are elsewhere or none."""
        if not self.is_on:
            return now_ms + LOOK_MS
        due_ms = self.battle.next_due_ms()
        if due_ms is not None:
            due_ms = max(due_ms, self.held_until_ms)
        if not is_awaited:
            return due_ms
        return now_ms + LOOK_MS if due_ms is None else min(due_ms, now_ms + LOOK_MS)
