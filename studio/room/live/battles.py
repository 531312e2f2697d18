"""Battles between the rooms of this node: each is told what happens in its rooms.

The rules of a battle are pure; here it meets rooms and time::

    battles = Battles(data.battles, actors.get, records, clock, is_elsewhere)
    battles.ask(actor, AskBattle(…))        # None: done; the rooms see it as an event
    battles.scored("1", person, coins=99, number=7, at_ms=receipt.at_ms)
"""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Protocol

from studio.room.live.clock import Clock
from studio.room.live.record_queue import RecordQueue
from studio.room.protocol.actions import AnswerBattle, AskBattle, LeaveBattle
from studio.room.protocol.events import Accepted, Refused
from studio.room.protocol.values import Person, RoomState
from studio.room.rules.battle import Battle, BattleStep
from studio.room.rules.battle_log import rebuild
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import BattleOpened, BattleOver
from studio.room.rules.refusal import RefusalError
from studio.room.rules.room import Room
from studio.room.rules.saved import SavedBattle

_ELSEWHERE = "Room {} is on another node of this server; rooms can battle on the same node only."

_LATE_MS = 2_500
"""From a start until what the outbox holds has been shown."""

SPLIT = "split"
"""Why a battle ends whose rooms have come to different nodes."""

BattleAction = AskBattle | AnswerBattle | LeaveBattle


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


class Battles:
    """All battles that go on.

    Args:
        rules: By name.
        find: Gives an open room by its id.
        is_elsewhere: Whether a room is open on another node.
    """

    def __init__(
        self,
        rules: Mapping[str, BattleRules],
        find: Callable[[str], BattleRoom | None],
        records: RecordQueue,
        clock: Clock,
        is_elsewhere: Callable[[str], bool],
    ) -> None:
        self._rules = rules
        self._find = find
        self._records = records
        self._clock = clock
        self._is_elsewhere = is_elsewhere
        self._by_room: dict[str, Battle] = {}
        self._held_until_ms: dict[str, int] = {}
        self._timer: asyncio.TimerHandle | None = None

    def is_in(self, room: str) -> bool:
        """Return whether a room is asked for a battle, or in one."""
        return room in self._by_room

    def ask(self, room: BattleRoom, action: BattleAction) -> Refused | None:
        """Do what somebody of a room asks for, or return why not."""
        try:
            match action:
                case AskBattle():
                    return self._begin(room, action)
                case AnswerBattle() | LeaveBattle():
                    return self._go_on(room, action)
        except RefusalError as refusal:
            return refusal.reply(action.id)

    def scored(self, room: str, person: Person, coins: int, number: int, at_ms: int) -> None:
        """Count a gift for a room's battle, if it is in one."""
        if battle := self._by_room.get(room):
            self._follow(battle, battle.scored(room, person, coins, number, at_ms))

    def gone(self, room: str) -> None:
        """Note that a room's anchor is no longer connected."""
        if battle := self._by_room.get(room):
            self._follow(battle, battle.gone(room, self._now_ms(battle)))

    def back(self, room: str) -> None:
        """Note that a room's anchor is connected."""
        if battle := self._by_room.get(room):
            self._follow(battle, battle.back(room, self._now_ms(battle)))

    def resume(self, room: BattleRoom, saved: SavedBattle, is_whole: bool) -> None:
        """Go on with a battle that a crash interrupted, by its log.

        Gifts that were paid in it and perhaps never shown come from the outbox in a moment.

        Args:
            room: One of its rooms.
            saved: Its log.
            is_whole: Whether all its rooms are open here; if not, it can't go on.
        """
        battle = self._by_room.get(room.name)
        if battle is None:
            battle = rebuild(saved.lines, saved.rules, self._rules[saved.rules])
            for name in battle.rooms if is_whole else (room.name,):
                self._by_room[name] = battle
            if is_whole:
                self._held_until_ms[battle.battle] = self._clock.now_ms() + _LATE_MS
                self._go_on_without_connections(battle)
            else:
                self._follow(battle, battle.cancel(SPLIT, self._clock.now_ms()))
        state = battle.state()
        room.perform(lambda rules, _now_ms: rules.battle_changed(state))

    def _go_on_without_connections(self, battle: Battle) -> None:
        """Note whose anchor is not here (again): the grace runs."""
        for name in battle.rooms:
            room = self._find(name)
            if room is None or not room.has_anchor:
                self._follow(battle, battle.gone(name, self._now_ms(battle)))

    def _now_ms(self, battle: Battle) -> int:
        """Return the time in a battle: it does not end before gifts of before are shown."""
        now_ms = self._clock.now_ms()
        if now_ms < self._held_until_ms.get(battle.battle, 0):
            return min(now_ms, battle.state().ends_ms)
        self._held_until_ms.pop(battle.battle, None)
        return now_ms

    def close(self) -> None:
        """Keep no more time."""
        if self._timer:
            self._timer.cancel()

    def _begin(self, room: BattleRoom, action: AskBattle) -> Refused | None:
        rooms = [room]
        for name in action.rooms:
            other = self._find(name)
            if other is None and self._is_elsewhere(name):
                return _refused(action, "elsewhere", _ELSEWHERE.format(name))
            if other is None:
                return _refused(action, "not_here", f"Room {name} is not open just now.")
            rooms.append(other)
        for each in rooms:
            if self.is_in(each.name):
                return _refused(action, "in_battle", f"Room {each.name} is in a battle already.")
        battle, step = Battle.ask(
            f"battle-{secrets.token_hex(6)}",
            action.rules,
            self._rules,
            [(each.name, each.state().title) for each in rooms],
            self._clock.now_ms(),
        )
        now_ms = self._clock.now_ms()
        for each in rooms:
            self._by_room[each.name] = battle
            self._records.put((BattleOpened(each.name, battle.battle, action.rules, now_ms),))
        self._follow(battle, step)
        return None

    def _go_on(self, room: BattleRoom, action: AnswerBattle | LeaveBattle) -> Refused | None:
        battle = self._by_room.get(room.name)
        if battle is None or battle.battle != action.battle:
            return _refused(action, "unknown_battle", "This room is not in such a battle.")
        now_ms = self._now_ms(battle)
        if isinstance(action, AnswerBattle):
            self._follow(battle, battle.answer(room.name, action.is_accepted, now_ms))
        else:
            self._follow(battle, battle.leave(room.name, now_ms))
        return None

    def _follow(self, battle: Battle, step: BattleStep) -> None:
        """Keep what is to be kept, and show the battle in all its rooms."""
        self._records.put(step.records)
        if battle.is_over:
            for name in battle.rooms:
                if self._by_room.get(name) is battle:
                    del self._by_room[name]
                    self._records.put((BattleOver(name, battle.battle),))
        if state := step.show:
            for name in battle.rooms:
                if room := self._find(name):
                    room.perform(lambda rules, _now_ms: rules.battle_changed(state))
        self._keep_time()

    def _keep_time(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        due_ms = [
            max(due, self._held_until_ms.get(each.battle, 0))
            for each in set(self._by_room.values())
            if (due := each.next_due_ms()) is not None
        ]
        if due_ms:
            wait_s = max(0, min(due_ms) - self._clock.now_ms()) / 1000
            self._timer = asyncio.get_running_loop().call_later(wait_s, self._tick)

    def _tick(self) -> None:
        self._timer = None
        for battle in set(self._by_room.values()):
            self._follow(battle, battle.tick(self._now_ms(battle)))
        self._keep_time()


def _refused(action: BattleAction, code: str, sentence: str) -> Refused:
    return Refused(id=action.id, code=code, sentence=sentence)
