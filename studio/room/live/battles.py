"""Battles between rooms: each is kept by the home of the room that asked.

The rules of a battle are pure; here it meets rooms and time.  A room whose home is
another node takes part by messages (``battle_words``)::

    battles = Battles(data.battles, actors.get, records, clock, say)
    await battles.ask(actor, AskBattle(…))  # None: done; the rooms see it as an event
    battles.scored("1", person, coins=99, number=7, at_ms=receipt.at_ms)
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Mapping

from studio.room.live.battle_guest import BattleGuest, BattleRoom, Say
from studio.room.live.battle_kept import KeptBattle
from studio.room.live.battle_words import (
    Act,
    Answer,
    Call,
    Called,
    Done,
    News,
    Report,
    Score,
    Unknown,
    Words,
    not_open,
)
from studio.room.live.clock import Clock
from studio.room.live.record_queue import RecordQueue
from studio.room.protocol.actions import AnswerBattle, AskBattle, LeaveBattle
from studio.room.protocol.events import Refused
from studio.room.protocol.values import Person
from studio.room.rules.battle import Battle, BattleStep
from studio.room.rules.battle_log import rebuild
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.records import BattleOpened, BattleOver
from studio.room.rules.refusal import RefusalError
from studio.room.rules.saved import SavedBattle

_log = logging.getLogger(__name__)

_AWAY = "Room {} can't be reached just now. Try again in a moment."
_IN_BATTLE = "Room {} is in a battle already."

_LATE_MS = 2_500
"""From a start until what the outbox holds has been shown."""

_LATE_AWAY_MS = 5_000
"""And until other nodes have told of their rooms again."""

_STALLED_S = 1.0
"""A node that was late by so much first finds out what is still its own."""

_SILENT_S = 2.0
"""Without a report a room elsewhere counts as gone, and is called."""

BattleAction = AskBattle | AnswerBattle | LeaveBattle


class Battles:
    """All battles in which rooms of this node are.

    Args:
        rules: By name.
        find: Gives a room that is open here by its id.
        say: Says something to the home of a room elsewhere; None: there are no other nodes.
    """

    def __init__(
        self,
        rules: Mapping[str, BattleRules],
        find: Callable[[str], BattleRoom | None],
        records: RecordQueue,
        clock: Clock,
        say: Say | None = None,
    ) -> None:
        self._rules = rules
        self._find = find
        self._records = records
        self._clock = clock
        self._say = say
        self._asking: dict[str, str] = {}
        self._by_room: dict[str, KeptBattle] = {}
        self._by_name: dict[str, KeptBattle] = {}
        self._guests: dict[str, BattleGuest] = {}
        self._calls: dict[str, asyncio.Task[None]] = {}
        self._timer: asyncio.TimerHandle | None = None

    def is_in(self, room: str) -> bool:
        """Return whether a room asks or is asked for a battle, or is in one."""
        return room in self._by_room or room in self._guests or room in self._asking

    async def ask(self, room: BattleRoom, action: BattleAction) -> Refused | None:
        """Do what somebody of a room asks for, or return why not."""
        guest = self._guests.get(room.name)
        try:
            match action:
                case AskBattle():
                    return await self._begin(room, action)
                case _ if guest and guest.battle == action.battle:
                    return await self._ask_keeper(guest, action)
                case _:
                    return self._go_on(room.name, action)
        except RefusalError as refusal:
            return refusal.reply(action.id)

    def scored(self, room: str, person: Person, coins: int, number: int, at_ms: int) -> None:
        """Count a gift for a room's battle, if it is in one."""
        if kept := self._by_room.get(room):
            self._follow(kept, kept.battle.scored(room, person, coins, number, at_ms))
        elif guest := self._guests.get(room):
            guest.scored(Score(person=person, coins=coins, number=number, at_ms=at_ms))

    def gone(self, room: str) -> None:
        """Note that a room's anchor is no longer connected."""
        if kept := self._by_room.get(room):
            self._follow(kept, kept.battle.gone(room, self._now_ms(kept)))
        elif guest := self._guests.get(room):
            guest.report()

    def back(self, room: str) -> None:
        """Note that a room's anchor is connected."""
        if kept := self._by_room.get(room):
            self._follow(kept, kept.battle.back(room, self._now_ms(kept)))
        elif guest := self._guests.get(room):
            guest.report()

    # When rooms are opened and closed here.

    def resume(self, room: BattleRoom, saved: SavedBattle) -> None:
        """Go on with a battle that a crash interrupted, by its log.

        Gifts that were paid in it and perhaps never shown come from the outbox in a moment,
        those of rooms elsewhere from there.

        Args:
            room: The room that asked.
            saved: Its log.
        """
        rules = BattleRules.model_validate_json(saved.content) if saved.content else None
        battle = rebuild(saved.lines, saved.rules, rules or self._rules[saved.rules])
        kept = self._keep(battle)
        is_here = all(self._find(name) for name in battle.rooms)
        kept.held_until_ms = self._clock.now_ms() + (_LATE_MS if is_here else _LATE_AWAY_MS)
        for name in battle.rooms:  # whose anchor is not here (again): the grace runs
            each = self._find(name)
            if each is None or not each.has_anchor:
                self._follow(kept, battle.gone(name, self._now_ms(kept)))
        self._take_over(kept)
        self.rejoin(room)

    def rejoin(self, room: BattleRoom) -> bool:
        """Show a room that was opened the battle that is kept here; False: it is in none."""
        kept = self._by_room.get(room.name)
        if kept is None:
            return False
        state = kept.battle.state()
        room.perform(lambda rules, _now_ms: rules.battle_changed(state))
        if not room.has_anchor:
            self.gone(room.name)
        return True

    def attend(self, room: BattleRoom, battle: str, asker: str) -> None:
        """Take part in a battle that another node keeps."""
        if self._say is None:  # nobody can keep it
            self._records.put((BattleOver(room.name, battle),))
        elif not self.is_in(room.name):
            guest = BattleGuest(room, battle, asker, self._say, self._guest_is_out)
            self._guests[room.name] = guest

    def closed(self, room: str) -> None:
        """Note that a room is at home on another node now; that goes on with its battle."""
        if guest := self._guests.pop(room, None):
            guest.close()
        kept = self._by_room.get(room)
        if kept is None or kept.battle.rooms[0] != room:
            return
        self._forget(kept)
        for name in kept.battle.rooms[1:]:
            if other := self._find(name):
                self.attend(other, kept.battle.battle, room)

    def close(self) -> None:
        """Keep no more time."""
        if self._timer:
            self._timer.cancel()
        for call in self._calls.values():
            call.cancel()
        for guest in self._guests.values():
            guest.close()

    # What other nodes say.

    def hear(self, room: BattleRoom, words: Words) -> Answer:
        """Answer what another node says to a room of this one."""
        match words:
            case Call():
                return self._called(room, words)
            case Report():
                return self._reported(words)
            case Act():
                try:
                    return self._go_on(words.room, words.action) or Done()
                except RefusalError as refusal:
                    return refusal.reply(words.action.id)

    def _called(self, room: BattleRoom, call: Call) -> Answer:
        guest, kept = self._guests.get(room.name), self._by_room.get(room.name)
        there = guest.battle if guest else kept.battle.battle if kept else None
        if there != call.battle:
            if self.is_in(room.name):
                sentence = _IN_BATTLE.format(room.name)
                return Refused(id="call", code="in_battle", sentence=sentence)
            self.attend(room, call.battle, call.asker)
        return Called(title=room.state().title)

    def _reported(self, report: Report) -> Answer:
        kept = self._by_name.get(report.battle)
        if kept is None and report.battle in self._asking.values():
            return News(keeper="", seen=0)
        if kept is None or report.room not in kept.battle.rooms:
            return Unknown()
        kept.heard_s[report.room] = time.monotonic()
        if self._by_room.get(report.room) is kept:
            for score in report.scores:
                self.scored(report.room, score.person, score.coins, score.number, score.at_ms)
            (self.back if report.has_anchor else self.gone)(report.room)
        return kept.news(report)

    # Asking and answering.

    async def _begin(self, room: BattleRoom, action: AskBattle) -> Refused | None:
        names = [room.name, *action.rooms]
        for name in names:
            if self.is_in(name):
                return _refused(action, "in_battle", _IN_BATTLE.format(name))
        name = f"battle-{secrets.token_hex(6)}"
        self._asking |= dict.fromkeys((each for each in names if self._find(each)), name)
        try:
            titles = [(room.name, room.state().title)]
            for other in action.rooms:
                found = await self._title(room.name, other, name)
                if isinstance(found, Refused):
                    return found.model_copy(update={"id": action.id})
                titles.append((other, found))
        finally:
            self._asking = {each: at for each, at in self._asking.items() if at != name}
        if self._find(room.name) is not room:  # it has moved meanwhile
            return _refused(action, "away", _AWAY.format(room.name))
        now_ms = self._clock.now_ms()
        battle, step = Battle.ask(name, action.rules, self._rules, titles, now_ms)
        kept = self._keep(battle)
        for each in battle.rooms:
            self._records.put((BattleOpened(each, name, action.rules, now_ms),))
        self._follow(kept, step)
        return None

    async def _title(self, asker: str, room: str, battle: str) -> str | Refused:
        """Return the title of a room that may be elsewhere, or why it can't take part."""
        if here := self._find(room):
            return here.state().title
        if self._say is None:
            return not_open(room)
        answer = await self._say(room, Call(battle=battle, asker=asker, is_new=True))
        match answer:
            case Called():
                return answer.title
            case Refused():
                return answer
            case _:
                return Refused(id="call", code="away", sentence=_AWAY.format(room))

    async def _ask_keeper(
        self, guest: BattleGuest, action: AnswerBattle | LeaveBattle
    ) -> Refused | None:
        assert self._say is not None
        answer = await self._say(guest.asker, Act(room=guest.room.name, action=action))
        guest.report()
        if isinstance(answer, Done | Refused):
            return None if isinstance(answer, Done) else answer
        return _refused(action, "away", _AWAY.format(guest.asker))

    def _go_on(self, room: str, action: AnswerBattle | LeaveBattle) -> Refused | None:
        kept = self._by_room.get(room)
        if kept is None or kept.battle.battle != action.battle:
            return _refused(action, "unknown_battle", "This room is not in such a battle.")
        now_ms = self._now_ms(kept)
        if isinstance(action, AnswerBattle):
            self._follow(kept, kept.battle.answer(room, action.is_accepted, now_ms))
        else:
            self._follow(kept, kept.battle.leave(room, now_ms))
        return None

    # What goes on.

    def _keep(self, battle: Battle) -> KeptBattle:
        kept = self._by_name[battle.battle] = KeptBattle(battle)
        for name in battle.rooms:
            self._by_room[name] = kept
        return kept

    def _take_over(self, kept: KeptBattle) -> None:
        """Go on with rooms of this node, which told another one of their gifts until now."""
        for name in kept.battle.rooms:
            guest = self._guests.get(name)
            if guest and guest.battle == kept.battle.battle:
                del self._guests[name]
                guest.close()
                for score in guest.scores:
                    self.scored(name, score.person, score.coins, score.number, score.at_ms)

    def _guest_is_out(self, guest: BattleGuest, was_known: bool) -> None:
        if self._guests.get(guest.room.name) is guest:
            del self._guests[guest.room.name]
        if not was_known:  # whoever knew it has noted its end
            self._records.put((BattleOver(guest.room.name, guest.battle),))
        if guest.dropped:
            _log.error("%d gifts of room %s did not count.", guest.dropped, guest.room.name)

    def _now_ms(self, kept: KeptBattle) -> int:
        """Return the time in a battle: it does not end before gifts of before are shown."""
        now_ms = self._clock.now_ms()
        is_held = now_ms < kept.held_until_ms
        return min(now_ms, kept.battle.state().ends_ms) if is_held else now_ms

    def _follow(self, kept: KeptBattle, step: BattleStep) -> None:
        """Keep what is to be kept, and show the battle in all its rooms."""
        battle = kept.battle
        self._records.put(step.records)
        if battle.is_over and kept.is_on:
            kept.end()
            for name in battle.rooms:
                if self._by_room.get(name) is kept:
                    del self._by_room[name]
                self._records.put((BattleOver(name, battle.battle),))
        if state := step.show:
            kept.show(state)
            for name in battle.rooms:
                if room := self._find(name):
                    room.perform(lambda rules, _now_ms: rules.battle_changed(state))
        self._keep_time()

    def _forget(self, kept: KeptBattle) -> None:
        self._by_name.pop(kept.battle.battle, None)
        self._by_room = {room: each for room, each in self._by_room.items() if each is not kept}

    def _keep_time(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now_ms = self._clock.now_ms()
        due_ms = [
            due
            for each in self._by_name.values()
            if (due := each.due_ms(now_ms, bool(self._elsewhere(each)))) is not None
        ]
        if due_ms:
            wait_s = max(0, min(due_ms) - now_ms) / 1000
            self._timer = asyncio.get_running_loop().call_later(wait_s, self._tick)

    def _tick(self) -> None:
        loop, timer, self._timer = asyncio.get_running_loop(), self._timer, None
        if timer and loop.time() - timer.when() > _STALLED_S:
            self._timer = loop.call_later(_STALLED_S, self._tick)
            return
        for kept in list(self._by_name.values()):
            if kept.is_on:
                self._look_for(kept)
                self._follow(kept, kept.battle.tick(self._now_ms(kept)))
            elif kept.is_stale(bool(self._elsewhere(kept))):
                self._forget(kept)
        self._keep_time()

    def _elsewhere(self, kept: KeptBattle) -> list[str]:
        return [name for name in kept.battle.rooms if self._find(name) is None]

    def _look_for(self, kept: KeptBattle) -> None:
        """Call rooms elsewhere that are silent."""
        for name in self._elsewhere(kept):
            if self._say is None or kept.silent_s(name) < _SILENT_S:
                continue
            self.gone(name)
            if name not in self._calls:
                call = self._call(self._say, kept.battle, name)
                self._calls[name] = asyncio.create_task(call, name=f"call of room {name}")

    async def _call(self, say: Say, battle: Battle, room: str) -> None:
        try:
            await say(room, Call(battle=battle.battle, asker=battle.rooms[0], is_new=False))
        finally:
            self._calls.pop(room, None)


def _refused(action: BattleAction, code: str, sentence: str) -> Refused:
    return Refused(id=action.id, code=code, sentence=sentence)
