"""Rooms by id: opened when somebody comes, closed when nobody was there for long.

The home side of the backbone.  What is asked of a room that is just being opened
waits, in order; and pages and the relay ask here what is live.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol

from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.live.actor import RoomActor
from studio.room.live.battle_guest import Say
from studio.room.live.battle_words import WORDS, Call, not_open
from studio.room.live.battles import Battles
from studio.room.live.surroundings import Surroundings
from studio.room.protocol.actions import Action
from studio.room.protocol.events import Closing
from studio.room.protocol.values import RoomState
from studio.room.rules.battle_rules import BattleRules
from studio.room.rules.room import Room
from studio.room.rules.saved import SavedBattle

MAX_ROOMS = 10_000
IDLE_S = 600.0

_log = logging.getLogger(__name__)

_LOOK_AROUND_S = 30.0
_MAX_WAITING = 20_000
"""Joins and acts for a room that is being opened."""

OpenBattle = Callable[[str], Awaitable[SavedBattle | None]]


class Follower(Protocol):
    """Who does something for rooms as long as they are open here."""

    def opened(self, room: RoomActor) -> None:
        """Note that a room was opened."""

    def closed(self, room: str) -> None:
        """Note that a room was closed."""


async def no_battle(_room: str) -> SavedBattle | None:
    """Return the battle that a room was in, of a store that keeps none."""
    return None


class Directory:
    """All rooms whose home is this process.

    Args:
        open_room: Gives a room as it was left, None if there is none of that id.
        around: What the rooms share.
        battle_rules: By name.
        idle_s: How long a room stays open with nobody in it and no show.
        say: Says something to battles at another room's home; None: there is only this node.
        open_battle: Gives the battle that a room was in, None if it was in none.
        followers: Told of rooms that are opened and closed here.
    """

    def __init__(
        self,
        open_room: Callable[[str], Awaitable[Room | None]],
        around: Surroundings,
        battle_rules: Mapping[str, BattleRules],
        idle_s: float = IDLE_S,
        say: Say | None = None,
        open_battle: OpenBattle = no_battle,
        followers: Sequence[Follower] = (),
    ) -> None:
        self._open_room = open_room
        self._open_battle = open_battle
        self._followers = followers
        self._resuming: dict[str, asyncio.Task[bool]] = {}
        self._around = around
        self._idle_ns = round(idle_s * 1e9)
        self._actors: dict[str, RoomActor] = {}
        self._battles = Battles(battle_rules, self._actors.get, around.records, around.clock, say)
        self._opening: dict[str, asyncio.Task[RoomActor | None]] = {}
        self._waiting: dict[str, list[Callable[[RoomActor], None]]] = {}
        self._empty_since_ns: dict[str, int] = {}
        self._is_closing = False
        self._task = asyncio.create_task(self._look_around(), name="rooms that nobody is in")

    # What an edge asks.

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        """Let somebody into a room, which is opened if it is not."""
        if actor := self._actors.get(seat.room):
            actor.join(seat, guest, seen)
            return
        waiting = self._waiting.setdefault(seat.room, [])
        if self._is_closing or len(waiting) >= _MAX_WAITING:
            self._around.edges.put_out(seat, CloseCode.TRY_LATER, "Too many come. Try again.")
            return
        waiting.append(lambda actor: actor.join(seat, guest, seen))
        task = self._open(seat.room)
        task.add_done_callback(lambda opened: self._turn_away(seat, opened))

    def act(self, seat: Seat, action: Action) -> None:
        """Do something in a room for somebody who joined."""
        if actor := self._actors.get(seat.room):
            actor.act(seat, action)
        elif seat.room in self._waiting and len(self._waiting[seat.room]) < _MAX_WAITING:
            self._waiting[seat.room].append(lambda actor: actor.act(seat, action))

    def leave(self, seat: Seat) -> None:
        """Note that a connection ended."""
        if actor := self._actors.get(seat.room):
            actor.leave(seat)
        elif seat.room in self._waiting:
            self._waiting[seat.room].append(lambda actor: actor.leave(seat))

    # What pages, the relay and platforms ask.

    def rooms(self) -> list[str]:
        """Return the ids of all open rooms."""
        return list(self._actors)

    def state(self, room: str) -> RoomState | None:
        """Return what a newcomer of an open room would be told."""
        actor = self._actors.get(room)
        return actor.state() if actor else None

    def is_live(self, room: str) -> bool:
        """Return whether a show is on in a room."""
        state = self.state(room)
        return state is not None and state.show is not None

    def find(self, room: str) -> RoomActor | None:
        """Return a room's actor if it is open."""
        return self._actors.get(room)

    async def actor(self, room: str) -> RoomActor | None:
        """Return a room's actor, opening it; None if there is no such room."""
        if found := self._actors.get(room):
            return found
        return None if self._is_closing else await asyncio.shield(self._open(room))

    async def give_up(self, room: str) -> None:
        """Close a room that is at home on another node now."""
        if task := self._opening.get(room):
            await asyncio.wait([task])
        if room in self._actors:
            await self._close(room)

    async def hear(self, room: str, words: bytes) -> bytes:
        """Answer what battles on another node say to a room; b"": it is not at home here.

        Raises:
            ValueError: If they can't be understood.
        """
        said = WORDS.validate_json(words)
        if isinstance(said, Call) and said.is_new and room not in self._actors:
            return not_open(room).model_dump_json().encode()
        actor = await self.actor(room)
        if actor is None or not await self._has_resumed(room):
            return b""
        return self._battles.hear(actor, said).model_dump_json().encode()

    async def close(self, why: Closing) -> None:
        """Tell everybody why, and close all rooms; records still go to the store's queue."""
        self._is_closing = True
        self._task.cancel()
        self._battles.close()
        for task in self._resuming.values():
            task.cancel()
        if self._opening or self._resuming:
            await asyncio.wait([*self._opening.values(), *self._resuming.values()])
        for room in self._actors:
            self._tell_closed(room)
        await asyncio.gather(*(actor.close(why) for actor in self._actors.values()))

    def _open(self, room: str) -> asyncio.Task[RoomActor | None]:
        task = self._opening.get(room)
        if task is None:
            self._waiting.setdefault(room, [])
            task = asyncio.create_task(self._opened(room), name=f"opening {room}")
            self._opening[room] = task
        return task

    async def _opened(self, room: str) -> RoomActor | None:
        actor = None
        try:
            if len(self._actors) < MAX_ROOMS and (found := await self._open_room(room)):
                actor = RoomActor(room, found, self._around, self._battles)
                actor.start()
                self._actors[room] = actor
                self._empty_since_ns[room] = time.monotonic_ns()
                self._around.figures.rooms = len(self._actors)
                for follower in self._followers:
                    follower.opened(actor)
                self._begin_resuming(actor)
        finally:
            waiting = self._waiting.pop(room, [])
            del self._opening[room]
        if actor:
            for each in waiting:
                each(actor)
        return actor

    def _turn_away(self, seat: Seat, opened: asyncio.Task[RoomActor | None]) -> None:
        if opened.cancelled():
            return
        if error := opened.exception():
            self._around.figures.errors += 1
            _log.error("Room %s can't be opened.", seat.room, exc_info=error)
            sentence = "The room can't be opened just now. Try again."
            self._around.edges.put_out(seat, CloseCode.TRY_LATER, sentence)
        elif opened.result() is None:
            self._around.edges.put_out(seat, CloseCode.NO_SUCH_ROOM, "There is no such room.")

    async def _look_around(self) -> None:
        while True:
            await asyncio.sleep(min(_LOOK_AROUND_S, self._idle_ns / 2e9))
            now_ns = time.monotonic_ns()
            for room, actor in list(self._actors.items()):
                if actor.seats or actor.state().show or self._battles.is_in(room):
                    self._empty_since_ns[room] = now_ns
                elif now_ns - self._empty_since_ns[room] > self._idle_ns:
                    await self._close(room)

    async def _close(self, room: str) -> None:
        actor = self._actors.pop(room)
        del self._empty_since_ns[room]
        self._around.figures.rooms = len(self._actors)
        self._resuming.pop(room).cancel()
        self._battles.closed(room)
        self._tell_closed(room)
        await actor.close()

    def _tell_closed(self, room: str) -> None:
        for follower in self._followers:
            follower.closed(room)

    def _begin_resuming(self, actor: RoomActor) -> None:
        task = asyncio.create_task(self._resume(actor), name=f"battle of {actor.name}")
        self._resuming[actor.name] = task

    async def _resume(self, actor: RoomActor) -> bool:
        """Go on with the battle that a room was in; return whether that is known."""
        try:
            await self._go_on_with_battle(actor)
        except Exception:
            self._around.figures.errors += 1
            _log.exception("The battle of room %s can't go on.", actor.name)
            return False
        return True

    async def _go_on_with_battle(self, actor: RoomActor) -> None:
        if self._battles.rejoin(actor):
            return
        saved = await self._open_battle(actor.name)
        if saved is None:
            return
        asker, *asked = [line.room for line in saved.lines if line.what == "asked"]
        if actor.name == asker:
            for room in asked:  # opened here, unless it is at home elsewhere
                await self.actor(room)
            self._battles.resume(actor, saved)
            return
        is_here = await self.actor(asker) is not None and await self._has_resumed(asker)
        if not (is_here and self._battles.rejoin(actor)):
            self._battles.attend(actor, saved.battle, asker)

    async def _has_resumed(self, room: str) -> bool:
        """Wait until it is known in which battle a room is; return whether it is open then."""
        task = self._resuming.get(room)
        if task is None:
            return False
        await asyncio.wait([task])
        return not task.cancelled() and task.result() and room in self._actors
