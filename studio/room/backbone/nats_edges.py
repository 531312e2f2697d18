"""The edges as the homes of this node see them: the one in this process, and those elsewhere.

Events are encoded once and sent once to each edge that has somebody in the room,
however many those are.
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable, Iterator

from studio.room.backbone.batch import Batch
from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.nats_frames import Kind, encode, showing
from studio.room.backbone.nats_missed import Told
from studio.room.backbone.seat import Seat
from studio.room.backbone.sides import EdgeSide

_log = logging.getLogger(__name__)

_SHOWN_S = 5.0
"""After so long an edge that does not answer is taken for gone."""


class NatsEdges:
    """See the module; an ``EdgeSide``.

    Args:
        node: This node.
        send: Gives a frame to another node.
        held: The epochs of the rooms whose home is here.
    """

    def __init__(
        self, node: str, send: Callable[[str, bytes], None], held: Callable[[str], int]
    ) -> None:
        self.local: EdgeSide
        self._node = node
        self._send = send
        self._held = held
        self._seats: dict[str, dict[str, set[int]]] = {}  # by room and edge
        self._told = Told()
        self._tickets = itertools.count(1)
        self._asked: dict[tuple[str, int], asyncio.Future[None]] = {}

    # What the homes of this node call.

    def welcome(self, seat: Seat, messages: tuple[bytes, ...], offset: int) -> None:
        """Send somebody their first messages."""
        if seat.edge == self._node:
            self.local.welcome(seat, messages, offset)
            return
        joined, *missed = messages
        key, is_new = 0, False
        if missed:
            key, is_new = self._told.key(seat.edge, seat.room, tuple(missed))
        if is_new:
            epoch = self._held(seat.room)
            for message in missed:  # one by one: NATS takes 1 MB at once
                self._send(seat.edge, encode(Kind.MISSED, seat.room, epoch, key, message))
        self._say(seat, Kind.WELCOME, joined, key, offset)

    def tell(self, seat: Seat, message: bytes) -> None:
        """Send one message to one connection."""
        if seat.edge == self._node:
            self.local.tell(seat, message)
        else:
            self._say(seat, Kind.TELL, message)

    def show(self, room: str, batch: Batch) -> None:
        """Send events to everybody in a room."""
        self.local.show(room, batch)
        if edges := self._seats.get(room):
            frame = encode(Kind.SHOW, room, self._held(room), *showing(batch))
            for edge in edges:
                self._send(edge, frame)

    def put_out(self, seat: Seat, code: CloseCode, sentence: str) -> None:
        """End a connection."""
        if seat.edge == self._node:
            self.local.put_out(seat, code, sentence)
        else:
            self._say(seat, Kind.PUT_OUT, int(code), sentence)

    async def shown(self, room: str) -> None:
        """Wait until all that was given to ``show`` is on its way from every edge that lives."""
        edges, ticket = list(self._seats.get(room, ())), next(self._tickets)
        frame = encode(Kind.IS_SHOWN, room, self._held(room), ticket)
        loop = asyncio.get_running_loop()
        for edge in edges:
            self._asked[edge, ticket] = loop.create_future()
            self._send(edge, frame)
        try:
            await self.local.shown(room)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_SHOWN_S):
                    for edge in edges:
                        await self._asked[edge, ticket]
        finally:
            for edge in edges:
                del self._asked[edge, ticket]

    # What is heard of edges.

    def sat_down(self, seat: Seat) -> None:
        """Note somebody at another node's edge."""
        self._seats.setdefault(seat.room, {}).setdefault(seat.edge, set()).add(seat.number)

    def stood_up(self, seat: Seat) -> None:
        """Forget somebody."""
        edges = self._seats.get(seat.room, {})
        numbers = edges.get(seat.edge, set())
        numbers.discard(seat.number)
        if not numbers:
            edges.pop(seat.edge, None)
            self._told.forget(seat.edge, seat.room)
            if not edges:
                self._seats.pop(seat.room, None)

    def was_shown(self, edge: str, ticket: int) -> None:
        """Note an answer to ``shown``."""
        asked = self._asked.get((edge, ticket))
        if asked and not asked.done():
            asked.set_result(None)

    def names(self) -> set[str]:
        """Return the other nodes' edges that have somebody here."""
        return {edge for edges in self._seats.values() for edge in edges}

    def seats_of(self, edge: str) -> Iterator[Seat]:
        """Return everybody at an edge."""
        for room, edges in list(self._seats.items()):
            for number in list(edges.get(edge, ())):
                yield Seat(room, edge, number)

    def gone(self, edge: str) -> None:
        """Wait for nothing more from an edge."""
        self._told.forget(edge)
        for (whose, _), asked in self._asked.items():
            if whose == edge and not asked.done():
                asked.set_result(None)

    def move(self, room: str, epoch: int) -> None:
        """Tell all edges that a room's home is here no more."""
        for edge in self._seats.pop(room, ()):
            self._send(edge, encode(Kind.MOVED, room, epoch))

    def rooms(self) -> list[str]:
        """Return the rooms that somebody at another edge is in."""
        return list(self._seats)

    def _say(self, seat: Seat, kind: Kind, *rest: object) -> None:
        epoch = self._held(seat.room)
        self._send(seat.edge, encode(kind, seat.room, epoch, seat.number, *rest))
