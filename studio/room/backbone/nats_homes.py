"""The homes of rooms as the edge of this node sees them, wherever they are.

A room's home is looked up when somebody joins, and taken by this node if it has
none.  Joins that were not answered yet follow the room when its home changes; those
who sat there are told to come back, as the new home knows nothing of them::

    edge ─ join ─► homes ─┬─ home here: the directory of this process
                          └─ elsewhere: a frame for that node
"""

import asyncio
import logging
import time
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Protocol

from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.nats_frames import Kind, acting, encode, joining
from studio.room.backbone.seat import Guest, Seat, Seen
from studio.room.backbone.sides import EdgeSide, HomeSide
from studio.room.lease import FAILURES, Holding, Leases
from studio.room.protocol.actions import Action

MAX_WAITING = 20_000
"""Joins and acts for one room whose home is looked up."""

_log = logging.getLogger(__name__)

_RETRY_S = 0.2
_PATIENCE_S = 8.0
_MOVED = "This room has moved to another server. Come back."
_LATER = "The room can't be reached just now. Try again."


class LocalEdge(EdgeSide, Protocol):
    """The edge of this node."""

    def send_away(
        self, room: str, code: CloseCode, sentence: str, keep: Container[int] = ()
    ) -> None:
        """End all connections of a room except some."""


@dataclass
class _Route:
    """A room that somebody here is in, or asks for.

    Attributes:
        home: None while it is looked up.
        epoch: The highest that was heard of.
        joins: What no home has answered yet, and since when.
        acts: What waits for a home to be known.
    """

    home: str | None = None
    epoch: int = 0
    joins: dict[Seat, tuple[Guest, Seen | None, float]] = field(default_factory=dict)
    acts: list[tuple[Seat, Action]] = field(default_factory=list)
    seated: set[int] = field(default_factory=set)
    task: asyncio.Task[None] | None = None


class NatsHomes:
    """See the module; a ``HomeSide``.

    Args:
        send: Gives a frame to another node.
        announce: Tells all nodes of a room's new home.
    """

    def __init__(
        self,
        leases: Leases,
        send: Callable[[str, bytes], None],
        announce: Callable[[str, Holding], None],
    ) -> None:
        self.home: HomeSide
        self.edge: LocalEdge
        self._leases = leases
        self._send = send
        self._announce = announce
        self._routes: dict[str, _Route] = {}

    # What the edge of this node calls.

    def join(self, seat: Seat, guest: Guest, seen: Seen | None) -> None:
        """Ask the room's home to let somebody in, once it is known."""
        route = self._routes.setdefault(seat.room, _Route())
        if len(route.joins) >= MAX_WAITING:
            self.edge.put_out(seat, CloseCode.TRY_LATER, _LATER)
            return
        route.joins[seat] = (guest, seen, time.monotonic())
        if route.home is None and seat.room in self._leases.held:
            route.home, route.epoch = self._leases.node, self._leases.held[seat.room]
        if route.home is None:
            self.look_up(seat.room)
        else:
            self._join(route, seat)

    def act(self, seat: Seat, action: Action) -> None:
        """Do something in a room for somebody."""
        route = self._routes.get(seat.room)
        if route is None:
            return
        if route.home is None:
            if len(route.acts) < MAX_WAITING:
                route.acts.append((seat, action))
        elif route.home == self._leases.node:
            self.home.act(seat, action)
        else:
            frame = encode(Kind.ACT, seat.room, route.epoch, seat.number, acting(action))
            self._send(route.home, frame)

    def leave(self, seat: Seat) -> None:
        """Note that a connection ended."""
        route = self._routes.get(seat.room)
        if route is None:
            return
        route.joins.pop(seat, None)
        route.seated.discard(seat.number)
        if route.home == self._leases.node:
            self.home.leave(seat)
        elif route.home is not None:
            self._send(route.home, encode(Kind.LEAVE, seat.room, route.epoch, seat.number))
        if not route.joins and not route.seated and route.task is None:
            del self._routes[seat.room]

    # What is heard of homes.

    def answered(self, seat: Seat) -> None:
        """Note that a home has let somebody in, or not."""
        if route := self._routes.get(seat.room):
            route.joins.pop(seat, None)
            route.seated.add(seat.number)

    def epoch(self, room: str, node: str) -> int:
        """Return the epoch in which a node is the home of a room here, 0 if it is not."""
        route = self._routes.get(room)
        return route.epoch if route and route.home == node else 0

    def of(self, node: str) -> list[str]:
        """Return the rooms here whose home is some node."""
        return [room for room, route in self._routes.items() if route.home == node]

    def nodes(self) -> set[str]:
        """Return the other nodes that are home of rooms here."""
        found = {route.home for route in self._routes.values() if route.home}
        return found - {self._leases.node}

    def moved(self, room: str, holding: Holding | None = None) -> None:
        """Note that a room's home is not where it was; it is looked up if that is not known."""
        route = self._routes.get(room)
        if route is None or (holding and holding.epoch <= route.epoch):
            return
        if route.home is not None:
            route.home = None
            keep = {seat.number for seat in route.joins}
            self.edge.send_away(room, CloseCode.TRY_LATER, _MOVED, keep)
        if holding:
            self._settle(room, holding)
        else:
            self.look_up(room)

    def broken(self, node: str) -> None:
        """Have all come back who are at home at a node that did not hear all they said."""
        for room in self.of(node):
            self.edge.send_away(room, CloseCode.TRY_LATER, "Something was lost. Come back.")

    def give_up(self, now_s: float) -> None:
        """Turn those away whose home has not answered for long."""
        for route in list(self._routes.values()):
            for seat, (_, _, since_s) in list(route.joins.items()):
                if now_s - since_s > _PATIENCE_S:
                    self.edge.put_out(seat, CloseCode.TRY_LATER, _LATER)

    def look_up(self, room: str) -> None:
        """Find a room's home, or become it."""
        route = self._routes.get(room)
        if route is not None and route.task is None:
            route.task = asyncio.create_task(self._look_up(room), name=f"home of {room}")

    async def check(self, node: str) -> None:
        """Find new homes for rooms whose home has not been heard, if its lease has run out."""
        if not await self._leases.is_alive(node):
            for room in self.of(node):
                self.look_up(room)

    def close(self) -> None:
        """Look for nothing any more."""
        for route in self._routes.values():
            if route.task:
                route.task.cancel()

    async def _look_up(self, room: str) -> None:
        end_s = time.monotonic() + _PATIENCE_S
        holding, is_known = None, False
        while not is_known and time.monotonic() < end_s:
            try:
                holding = await self._leases.claim(room)
                is_known = True
            except FAILURES as error:
                _log.warning("The home of a room can't be found (%s).", type(error).__name__)
                await asyncio.sleep(_RETRY_S)
        route = self._routes[room]
        route.task = None
        if holding:
            self._settle(room, holding)
            return
        code, sentence = CloseCode.TRY_LATER, _LATER
        if is_known:
            code, sentence = CloseCode.NO_SUCH_ROOM, "There is no such room."
        for seat in list(route.joins):
            self.edge.put_out(seat, code, sentence)
        if not route.joins and not route.seated:
            del self._routes[room]

    def _settle(self, room: str, holding: Holding) -> None:
        """Go on with a room at its home."""
        is_ours = holding.node == self._leases.node
        if is_ours and holding.epoch > 1:
            self._announce(room, holding)
        route = self._routes.get(room)
        if route is None or (route.home is not None and holding.epoch <= route.epoch):
            return
        if route.home is not None:
            keep = {seat.number for seat in route.joins}
            self.edge.send_away(room, CloseCode.TRY_LATER, _MOVED, keep)
        route.home, route.epoch = holding.node, holding.epoch
        for seat in list(route.joins):
            self._join(route, seat)
        acts, route.acts = route.acts, []
        for seat, action in acts:
            self.act(seat, action)
        if not route.joins and not route.seated:
            self._routes.pop(room, None)

    def _join(self, route: _Route, seat: Seat) -> None:
        guest, seen, _ = route.joins[seat]
        if route.home == self._leases.node:
            self.answered(seat)  # the directory answers for itself
            self.home.join(seat, guest, seen)
        else:
            assert route.home is not None
            frame = encode(Kind.JOIN, seat.room, route.epoch, seat.number, *joining(guest, seen))
            self._send(route.home, frame)
