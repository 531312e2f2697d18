"""A room of this node in a battle that another node keeps: tells of its gifts, shows the states.

It reports a few times a second, and at once when there is something to tell.  What it
told it remembers for a while: a keeper that died may have kept less than it was told, and
the next one knows a gift by its number.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Protocol

from studio.room.live.battle_words import (
    MOST_SCORES,
    Answer,
    News,
    Report,
    Score,
    Unknown,
    Words,
)
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import BattlePhase, BattleState, RoomState
from studio.room.rules.outcome import Outcome
from studio.room.rules.room import Room

MOST_UNTOLD = 20_000
MOST_TOLD = 7_000
"""Of nine rooms together fewer than the gifts that a battle knows again."""

SPLIT = "split"
"""Why a battle ends that nobody keeps any more."""

_FIGHT_S = 0.25
_CALM_S = 0.5
_AWAY_S = 0.5


class BattleRoom(Protocol):
    """A room as battles see it: its actor."""

    name: str

    @property
    def has_anchor(self) -> bool:
        """Whether its anchor is connected."""

    def state(self) -> RoomState:
        """Return what a newcomer would be told."""

    def perform(self, change: Callable[[Room, int], Outcome]) -> Accepted | Refused | None:
        """Do something with the room and what follows from it."""


Say = Callable[[str, Words], Awaitable[Answer | None]]
"""Says something to the battles at a room's home; None: it does not answer just now."""


class BattleGuest:
    """See the module.

    Args:
        room: The room of this node.
        battle: The battle's id.
        asker: The room whose home keeps the battle.
        on_over: Told when nothing can happen any more; whether the battle was known.

    Attributes:
        dropped: Gifts that were not told, as too many waited.
    """

    def __init__(
        self,
        room: BattleRoom,
        battle: str,
        asker: str,
        say: Say,
        on_over: Callable[["BattleGuest", bool], None],
    ) -> None:
        self.room = room
        self.battle = battle
        self.asker = asker
        self.dropped = 0
        self._say = say
        self._on_over = on_over
        self._keeper = ""
        self._seen = 0
        self._shown: BattleState | None = None
        self._untold: deque[Score] = deque()
        self._told: deque[Score] = deque(maxlen=MOST_TOLD)
        self._wake = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name=f"battle of {room.name} elsewhere")

    @property
    def scores(self) -> list[Score]:
        """All gifts that are remembered."""
        return [*self._told, *self._untold]

    def scored(self, score: Score) -> None:
        """Tell of a gift."""
        if len(self._untold) >= MOST_UNTOLD:
            self._untold.popleft()
            self.dropped += 1
        self._untold.append(score)
        self._wake.set()

    def report(self) -> None:
        """Tell at once how the room does."""
        self._wake.set()

    def close(self) -> None:
        """Report no more."""
        self._task.cancel()

    async def _run(self) -> None:
        is_over = False
        while not is_over:
            scores = tuple(self._untold)[:MOST_SCORES]
            answer = await self._say(
                self.asker,
                Report(
                    battle=self.battle,
                    room=self.room.name,
                    has_anchor=self.room.has_anchor,
                    keeper=self._keeper,
                    seen=self._seen,
                    scores=scores,
                ),
            )
            match answer:
                case News():
                    self._told_all(scores)
                    is_over = self._heard(answer)
                case Unknown():
                    is_over = True
                case _:
                    await asyncio.sleep(_AWAY_S)
            if not is_over:
                await self._wait()
        self._end(isinstance(answer, News))

    def _told_all(self, scores: tuple[Score, ...]) -> None:
        for score in scores:
            if self._untold and self._untold[0] is score:
                self._told.append(self._untold.popleft())

    def _heard(self, news: News) -> bool:
        """Show what is new; return whether all is over."""
        if news.keeper != self._keeper:
            if self._keeper:
                self._untold.extendleft(reversed(self._told))
                self._told.clear()
            self._keeper = news.keeper
            self._wake.set()
        self._seen = news.seen
        for state in news.states:
            self._show(state)
        return self._shown is not None and self._shown.phase is BattlePhase.OVER

    def _show(self, state: BattleState) -> None:
        if state != self._shown:
            self._shown = state
            self.room.perform(lambda rules, _now_ms: rules.battle_changed(state))

    async def _wait(self) -> None:
        is_fight = self._shown is not None and self._shown.phase is BattlePhase.FIGHT
        if not self._untold:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_FIGHT_S if is_fight else _CALM_S):
                    await self._wake.wait()
        self._wake.clear()

    def _end(self, was_known: bool) -> None:
        if self._shown and self._shown.phase is not BattlePhase.OVER:
            over = {"phase": BattlePhase.OVER, "reason": self._shown.reason or SPLIT}
            self._show(self._shown.model_copy(update=over))
        self._on_over(self, was_known)
