"""The one who may touch a room: everything that happens in it goes through here, in turn.

An actor asks the rules, numbers what follows and gives it to the edges, hands
records on, and waits for filter and ledger without holding anybody up::

    actor = RoomActor("1", room, surroundings)
    actor.start()
    actor.join(seat, guest, seen); actor.act(seat, action); actor.leave(seat)
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace

from pydantic import JsonValue

from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.ledger.entries import Declined, Order, Receipt
from studio.room.live.battles import BattleAction, Battles
from studio.room.live.caption_lines import CaptionLines
from studio.room.live.handoff import HandoffAction, HandoffLines
from studio.room.live.journal import Journal
from studio.room.live.outbox import Outbox
from studio.room.live.seated import Seated
from studio.room.live.stage_lines import StageAction, StageLines
from studio.room.live.surroundings import Surroundings
from studio.room.protocol.actions import (
    Action,
    AnswerBattle,
    AskBattle,
    Caption,
    EnterLottery,
    Give,
    LeaveBattle,
    Say,
    Vote,
)
from studio.room.protocol.events import Accepted, Closing, Event, Gift, MemberChanged, Refused
from studio.room.protocol.stage_actions import StageHost
from studio.room.protocol.values import Person, RoomState
from studio.room.rules.outcome import Outcome
from studio.room.rules.room import Room

MAX_TASKS = 10_000
"""Danmaku at the filter, gifts at the ledger and balances looked up, at once in one room."""

_log = logging.getLogger(__name__)

_MAX_STATE_AGE_MS = 2_000
_SETTLE_S = 2.0
_NOT_KEPT = (
    "It counts, but can't be kept just now: it is lost if the server falls before its database "
    "is back."
)
_BUSY = "The room has too much to do. Try again in a moment."


class RoomActor:
    """Owns one room.

    Args:
        battles: Does what concerns other rooms too.
    """

    def __init__(self, name: str, room: Room, around: Surroundings, battles: Battles) -> None:
        self.name = name
        self._room = room
        self._around = around
        self._edges = around.edges
        self._figures = around.figures
        self._now_ms = around.clock.now_ms
        self._battles = battles
        self._anchor = room.state(around.clock.now_ms()).anchor.user
        self._journal = Journal()
        self._seated = Seated()
        self._stage = StageLines(
            room, around.edges, around.figures, self._now_ms, name=name, air=around.air
        )
        self._handoff = HandoffLines(
            name, room, around.relay, around.edges, self._now_ms, self._stage.seat_of
        )
        self._captions = CaptionLines(name, around.relay, self._begin)
        self._outbox = Outbox(
            name,
            around.ledger,
            self._show_gift,
            lambda: around.edges.shown(name),
            lambda: around.records.mark,
            lambda: around.records.kept,
            around.figures,
        )
        self._tasks: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_ms: int | None = None
        self._state: tuple[int, int, bytes] = (-1, 0, b"")

    def start(self) -> None:
        """Begin to look after gifts, those of before too, and to keep time."""
        self._outbox.start()
        self.follow(self._stage.start())

    async def close(self, why: Closing | None = None) -> None:
        """Tell everybody why, and end what goes on."""
        if why:
            self.announce((why,))
        if self._timer:
            self._timer.cancel()
        self._handoff.close()
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await self._outbox.close()

    @property
    def seats(self) -> int:
        """How many connections are here."""
        return len(self._seated)

    @property
    def has_anchor(self) -> bool:
        """Whether the anchor is connected, and the studio too if a battle has lost it."""
        return self.is_here(self._anchor) and not self._stage.misses_studio

    def is_here(self, user: str) -> bool:
        """Return whether somebody is connected."""
        return bool(self._seated.of(user))

    def state(self) -> RoomState:
        """Return what a newcomer would be told."""
        return self._room.state(self._now_ms())

    def person(self, user: str) -> Person:
        """Return somebody as the others see them."""
        return self._room.person(user)

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        """Let somebody in, or say why not."""
        if seat in self._seated:
            return
        person = Person(user=guest.user, name=guest.name, role=guest.role)
        outcome = self._room.join(person, self._now_ms(), not guest.has_wallet)
        if isinstance(outcome.reply, Refused):
            self._reply(seat, outcome.reply)
            self._edges.put_out(seat, CloseCode.PUT_OUT, outcome.reply.sentence)
            return
        self._seated.take(seat, guest)
        self.follow(outcome)
        if guest.user == self._anchor and self.has_anchor:
            self._battles.back(self.name)
        if not guest.has_wallet:
            self._welcome(seat, guest, seen, None)
        elif not self._begin(self._welcome_with_balance(seat, guest, seen)):
            self._edges.put_out(seat, CloseCode.TRY_LATER, _BUSY)

    def leave(self, seat: Seat) -> None:
        """Note that a connection ended."""
        if guest := self._seated.leave(seat):
            self.follow(self._stage.left(seat, self._battles.is_in(self.name)))
            self._handoff.left(seat)
            self.follow(self._room.leave(guest.user, self._now_ms()))
            if guest.user == self._anchor and not self.has_anchor:
                self._battles.gone(self.name)

    def act(self, seat: Seat, action: Action) -> None:
        """Do what somebody asks for, or say why not."""
        guest = self._seated.guest(seat)
        if guest is None:
            self._refuse(seat, action, "not_here", "You are not in this room. Join again.")
            return
        if wait_ns := self._seated.wait_ns(guest.user, time.monotonic_ns()):
            self._figures.refused_too_fast += 1
            self._refuse(seat, action, "too_fast", "You act too fast.", wait_ns // 1_000_000 + 1)
            return
        match action:
            case Say():
                self._say(seat, guest, action)
            case Give():
                self._give(seat, guest, action)
            case AskBattle() | AnswerBattle() | LeaveBattle():
                self._battle(seat, guest, action)
            case Vote() | EnterLottery():
                self._take_part(seat, guest, action)
            case Caption():
                reply = self.perform(lambda room, now: room.act(guest.user, action, now))
                self._reply(seat, reply)
                if isinstance(reply, Accepted):
                    self._captions.say(action)
            case _ if isinstance(action, HandoffAction):
                if not self._begin(self._handoff.act(seat, guest, action)):
                    self._refuse(seat, action, "busy", _BUSY, 1_000)
            case _ if isinstance(action, StageAction):
                self._at_stage(seat, guest, action)
            case _:
                self._reply(seat, self.perform(lambda room, now: room.act(guest.user, action, now)))

    def perform(self, change: Callable[[Room, int], Outcome]) -> Accepted | Refused | None:
        """Do something with the room and what follows from it; return the reply.

        For whoever is not on a socket: pages of moderators, platforms, battles.
        """
        outcome = change(self._room, self._now_ms())
        self.follow(outcome)
        return outcome.reply

    def hear_air(self, peer: str, data: JsonValue) -> None:
        """Pass on what the way on air has to say to a phone."""
        self._stage.hear_air(peer, data)

    def warm(self, peers: frozenset[str]) -> None:
        """Note which phones' pictures are at the relay."""
        self.follow(self._room.stage.warm(peers, self._now_ms()))

    def announce(self, events: tuple[Event, ...]) -> None:
        """Number events and show them to everybody."""
        if events:
            self._figures.events += len(events)
            self._edges.show(self.name, self._journal.write(events, self._now_ms()))

    def follow(self, outcome: Outcome) -> None:
        """Do what follows from an outcome, apart from the reply."""
        self.announce(outcome.events)
        self._around.records.put(outcome.records)
        self._stage.follow(outcome)
        for event in outcome.events:
            if isinstance(event, MemberChanged) and event.what == "role":
                for seat in self._seated.of(event.who.user):
                    self._stage.came(seat, event.who.user)
        for user in outcome.kicked:
            for seat in self._seated.of(user):
                self._edges.put_out(seat, CloseCode.PUT_OUT, "You are no longer in this room.")
        self._keep_time()

    def _say(self, seat: Seat, guest: Guest, say: Say) -> None:
        refused = self._room.may_say(guest.user, say, self._now_ms())
        if refused:
            self._reply(seat, refused)
        elif not self._begin(self._judge_and_say(seat, guest, say)):
            self._refuse(seat, say, "busy", _BUSY, 1_000)

    async def _judge_and_say(self, seat: Seat, guest: Guest, say: Say) -> None:
        verdict = await self._around.judge.judge(say.text)
        self._reply(seat, self.perform(lambda room, now: room.say(guest.user, say, verdict, now)))

    def _take_part(self, seat: Seat, guest: Guest, action: Vote | EnterLottery) -> None:
        """Say yes only once it is kept: from then on it outlives the server."""
        dropped = self._figures.records_dropped
        reply = self.perform(lambda room, now: room.act(guest.user, action, now))
        if not isinstance(reply, Accepted):
            self._reply(seat, reply)
        elif self._figures.records_dropped > dropped or not self._begin(
            self._reply_when_kept(seat, reply)
        ):
            self._refuse(seat, action, "not_kept", _NOT_KEPT)

    async def _reply_when_kept(self, seat: Seat, accepted: Accepted) -> None:
        records = self._around.records
        if await records.settled(records.mark, _SETTLE_S):
            self._reply(seat, accepted)
        else:
            self._reply(seat, Refused(id=accepted.id, code="not_kept", sentence=_NOT_KEPT))

    def _give(self, seat: Seat, guest: Guest, give: Give) -> None:
        order = self._room.may_give(guest.user, give, self._now_ms())
        if isinstance(order, Refused):
            self._reply(seat, order)
        elif not self._begin(self._pay(seat, give, order)):
            self._refuse(seat, give, "busy", _BUSY, 1_000)

    async def _pay(self, seat: Seat, give: Give, order: Order) -> None:
        answer = await self._outbox.pay(order)
        if isinstance(answer, Declined):
            self._refuse(seat, give, answer.code, answer.sentence)
        else:
            accepted = Accepted(id=give.id, balance=answer.balance, gift=answer.number)
            self._reply(seat, accepted)

    def _show_gift(self, receipt: Receipt, is_seen: bool) -> None:
        outcome = self._room.gift_landed(receipt, self._now_ms())
        if is_seen:
            others = tuple(event for event in outcome.events if not isinstance(event, Gift))
            self.follow(replace(outcome, events=others))
        else:
            self.follow(outcome)
        for event in outcome.events:
            if isinstance(event, Gift):
                coins, at_ms = receipt.order.coins, receipt.at_ms
                self._battles.scored(self.name, event.by, coins, receipt.number, at_ms)

    def _at_stage(self, seat: Seat, guest: Guest, action: StageAction) -> None:
        outcome = self._stage.act(seat, guest, action)
        self._reply(seat, outcome.reply)
        self.follow(outcome)
        if isinstance(action, StageHost) and self.has_anchor:
            self._battles.back(self.name)

    def _battle(self, seat: Seat, guest: Guest, action: BattleAction) -> None:
        reply = self.perform(lambda room, now: room.act(guest.user, action, now))
        self._stage.misses_studio &= isinstance(action, LeaveBattle) or reply is not None
        if reply is not None:
            self._reply(seat, reply)
        elif not self._begin(self._ask_battles(seat, action)):
            self._refuse(seat, action, "busy", _BUSY, 1_000)

    async def _ask_battles(self, seat: Seat, action: BattleAction) -> None:
        self._reply(seat, await self._battles.ask(self, action) or Accepted(id=action.id))

    async def _welcome_with_balance(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        try:
            balance = await self._around.ledger.balance(guest.user)
        except Exception:
            self._figures.errors += 1
            _log.exception("A balance can't be read; its owner comes in without it.")
            self._welcome(seat, guest, seen, None)
        else:
            self._welcome(seat, guest, seen, balance)

    def _welcome(self, seat: Seat, guest: Guest, seen: Seen | None, balance: int | None) -> None:
        if seat not in self._seated:  # gone while the balance was looked up
            return
        journal, now_ms = self._journal, self._now_ms()
        offset = journal.offset
        missed = journal.since(seen.epoch, seen.offset) if seen else None
        is_recovered = missed is not None
        if seen and seen.epoch != journal.epoch:  # was here before a restart: all since is new
            missed = journal.since(journal.epoch, 0)
            offset = offset if missed is None else 0
        joined = b'[{"type":"joined","epoch":"%b","offset":%d,"recovered":%b,"you":%b,' % (
            journal.epoch.encode(),
            offset,
            b"true" if is_recovered else b"false",
            self._room.person(guest.user).model_dump_json().encode(),
        ) + b'"balance":%b,"state":%b,"server_ms":%d}]' % (
            b"null" if balance is None else b"%d" % balance,
            self._state_json(now_ms),
            now_ms,
        )
        self._edges.welcome(seat, (joined, *(missed or ())), journal.offset)
        self._stage.came(seat, guest.user)
        self._handoff.came(seat, guest.user)

    def _state_json(self, now_ms: int) -> bytes:
        """Return the state; made once for all who come while nothing changes."""
        version, made_ms, state = self._state
        if version != self._journal.version or now_ms - made_ms > _MAX_STATE_AGE_MS:
            state = self._room.state(now_ms).model_dump_json().encode()
            self._state = (self._journal.version, now_ms, state)
        return state

    def _reply(self, seat: Seat, reply: Accepted | Refused | None) -> None:
        if isinstance(reply, Accepted) and not reply.server_ms:
            reply = reply.model_copy(update={"server_ms": self._now_ms()})
        if reply:
            self._edges.tell(seat, b"[" + reply.model_dump_json().encode() + b"]")

    def _refuse(
        self, seat: Seat, action: Action, code: str, sentence: str, retry_ms: int | None = None
    ) -> None:
        self._reply(seat, Refused(id=action.id, code=code, sentence=sentence, retry_ms=retry_ms))

    def _begin(self, work: Coroutine[None, None, None]) -> bool:
        """Do something that waits for others; False if too much of that goes on already."""
        if len(self._tasks) >= MAX_TASKS:
            work.close()
            return False
        task = asyncio.create_task(work, name=f"room {self.name}")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return True

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self._figures.errors += 1
            _log.error("Something in room %s failed.", self.name, exc_info=error)

    def _keep_time(self) -> None:
        """See that the rules are asked when something is due."""
        now_ms = self._now_ms()
        due_ms = self._room.next_due_ms(now_ms)
        if due_ms == self._timer_ms:
            return
        if self._timer:
            self._timer.cancel()
        self._timer, self._timer_ms = None, due_ms
        if due_ms is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(0, due_ms - now_ms) / 1000, self._tick)

    def _tick(self) -> None:
        self._timer = self._timer_ms = None
        self.follow(self._room.tick(self._now_ms()))
