"""The backbone of a server of many nodes: rooms have homes, found by lease, reached by NATS.

Every node is an edge for connections of any room, and home of some rooms: those that
were asked for here first, or whose home had died.  What a home and an edge on
different nodes say goes over one link in order; see ``nats_link`` for what happens
when NATS loses some.  All nodes need the same PostgreSQL, and the same files
``secret`` and ``operator.key`` in their data folders::

    backbone = await NatsBackbone.open("nats://…", "postgresql://…")
    edge = Edge(backbone.node, backbone.homes, …)
    backbone.connect(home=Directory(backbone.edges, …), edge=edge)
    await backbone.close()

A node that is lost takes its connections with it: clients come back through nginx at
another node, which takes its rooms as soon as its lease has run out.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable
from typing import Protocol

import msgpack  # type: ignore[import-untyped]  # it ships no types

from studio.room.backbone.close_code import CloseCode
from studio.room.backbone.nats_battles import BATTLE, NatsBattles
from studio.room.backbone.nats_desk import NatsDesk
from studio.room.backbone.nats_ears import NatsEars
from studio.room.backbone.nats_edges import NatsEdges
from studio.room.backbone.nats_frames import (
    FIRST_OF_HOMES,
    Kind,
    decode,
    encode,
    read_acting,
    read_joining,
    read_showing,
)
from studio.room.backbone.nats_homes import LocalEdge, NatsHomes
from studio.room.backbone.nats_missed import Kept
from studio.room.backbone.nats_post import NatsPost
from studio.room.backbone.nats_questions import NatsQuestions
from studio.room.backbone.seat import Seat
from studio.room.backbone.sides import HomeSide, OpenRoom
from studio.room.inbound.feeds import Ears, Feeds
from studio.room.lease import Holding, Leases
from studio.room.live.battle_guest import Say
from studio.room.live.desk import Desk, HomeDesk
from studio.room.rules.room import Room

_log = logging.getLogger(__name__)

_HOME, _GLANCES = "home", "glances"
_WATCH_S = 0.25
_HOME_SILENT_S = 0.75
_EDGE_SILENT_S = 5.0
_LOST = "This room has moved to another server. Come back."


class LocalHome(HomeSide, Protocol):
    """The rooms whose home is this node."""

    async def give_up(self, room: str) -> None:
        """Close a room that is at home elsewhere now."""

    async def hear(self, room: str, words: bytes) -> bytes:
        """Answer what battles on another node say to a room; b"": it is not at home here."""


class NatsBackbone:
    """See the module; made by ``open``.

    Attributes:
        node: The name of this node, new at each start.
        homes: For the edge of this node.
        edges: For the homes of this node.
        say: For the battles of this node.
    """

    def __init__(self) -> None:
        self.node = secrets.token_hex(4)
        self.homes: NatsHomes
        self.edges: NatsEdges
        self.say: Say
        self._questions: NatsQuestions
        self._desk: NatsDesk | None = None
        self._missed = Kept()
        self._home: LocalHome
        self._edge: LocalEdge
        self._post: NatsPost
        self._leases: Leases
        self._tasks: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, nats: str, database: str) -> "NatsBackbone":
        """Find NATS and the leases.

        Raises:
            PostError: If there is no NATS.
            LeaseError: If there is no PostgreSQL.
        """
        backbone = cls()
        leases = await Leases.open(database, backbone.node, backbone._lost)
        post = NatsPost(backbone.node, backbone)
        backbone._leases, backbone._post = leases, post
        backbone.homes = NatsHomes(leases, post.send, backbone._tell_all)
        backbone.edges = NatsEdges(backbone.node, post.send, lambda room: leases.held.get(room, 0))
        questions = NatsQuestions(backbone.node, leases.held, leases.claim, post.ask)
        backbone._questions, backbone.say = questions, NatsBattles(questions).say
        try:
            await post.start(nats)
        except BaseException:
            await leases.close()
            raise
        return backbone

    def connect(self, home: LocalHome, edge: LocalEdge) -> None:
        """Let them speak."""
        self._home = self.homes.home = home
        self._edge = self.homes.edge = self.edges.local = edge
        self._questions.answerers[BATTLE] = home.hear
        self._begin(self._watch())

    def desk(self, here: HomeDesk) -> Desk:
        """Return the desk for all rooms, given the one for those at home here."""
        desk = NatsDesk(self.node, here, self._leases.claim, self._post.ask, self._tell_glances)
        self._desk = desk
        self._begin(desk.go_on_telling())
        return desk

    def ears(self, here: Feeds) -> Ears:
        """Return the ears of all rooms at other platforms, given those of the rooms here."""
        return NatsEars(here, self._questions)

    def opening(self, open_room: OpenRoom) -> OpenRoom:
        """Return how this node opens a room: none that is at home elsewhere."""

        async def opened(room: str) -> Room | None:
            holding = await self._leases.claim(room)
            is_ours = holding is not None and holding.node == self.node
            return await open_room(room) if is_ours else None

        return opened

    def faults(self) -> list[str]:
        """Return what is wrong just now, and what it means."""
        found = [self._leases.fault] if self._leases.fault else []
        if not self._post.is_up:
            found.append(
                "NATS can't be reached: rooms whose home is this node go on for those who are "
                "here; what is said to and from other nodes waits."
            )
        return found

    async def close(self) -> None:
        """Give the rooms away, tell who is in them, and hang up."""
        self.homes.close()
        for task in self._tasks:
            task.cancel()
        epochs = dict(self._leases.held)
        await self._leases.close()
        for room in self.edges.rooms():
            self.edges.move(room, epochs.get(room, 0))
        await self._post.close()

    # What comes from other nodes.

    def arrived(self, peer: str, frame: bytes) -> None:
        """Take what another node said."""
        kind, room, epoch, rest = decode(frame)
        if kind >= FIRST_OF_HOMES:
            self._from_home(peer, kind, room, epoch, rest)
        elif self._leases.held.get(room) == epoch:
            self._from_edge(peer, kind, room, rest)
        elif kind != Kind.SHOWN:
            self._post.send(peer, encode(Kind.MOVED, room, epoch))

    def broken(self, peer: str) -> None:
        """Begin anew with a node: who is connected there or at home there comes back."""
        self._missed.forget(peer)
        self.homes.broken(peer)
        self._forget_edge(peer)

    def announced(self, news: bytes) -> None:
        """Take a room's new home, or how rooms do."""
        what, *rest = msgpack.unpackb(news)
        if what == _GLANCES:
            if self._desk:
                self._desk.heard(*rest)
            return
        room, node, epoch = rest
        if self._leases.held.get(room, epoch) < epoch:
            self._leases.lose([room])
        self.homes.moved(room, Holding(node, epoch))

    async def asked(self, question: bytes) -> bytes:
        """Answer a question of another node's pages, or about a room."""
        if NatsQuestions.is_for(question):
            return await self._questions.answer(question)
        return await self._desk.answer(question) if self._desk else b""

    def _from_edge(self, peer: str, kind: Kind, room: str, rest: list[object]) -> None:
        match kind, rest:
            case Kind.JOIN, [int(number), *joining]:
                seat = Seat(room, peer, number)
                self.edges.sat_down(seat)
                self._home.join(seat, *read_joining(joining))
            case Kind.ACT, [int(number), bytes(action)]:
                self._home.act(Seat(room, peer, number), read_acting(action))
            case Kind.LEAVE, [int(number)]:
                seat = Seat(room, peer, number)
                self._home.leave(seat)
                self.edges.stood_up(seat)
            case Kind.SHOWN, [int(ticket)]:
                self.edges.was_shown(peer, ticket)

    def _from_home(self, peer: str, kind: Kind, room: str, epoch: int, rest: list[object]) -> None:
        if epoch == 0 or self.homes.epoch(room, peer) != epoch:
            return  # a home that is none any more
        match kind, rest:
            case Kind.MISSED, [int(key), bytes(message)]:
                self._missed.add(peer, room, key, message)
            case Kind.WELCOME, [int(number), bytes(joined), int(key), int(offset)]:
                seat = Seat(room, self.node, number)
                self.homes.answered(seat)
                missed = self._missed.find(peer, room, key)
                if missed is None:
                    self._edge.put_out(seat, CloseCode.TRY_LATER, "Something was lost. Come back.")
                else:
                    self._edge.welcome(seat, (joined, *missed), offset)
            case Kind.TELL, [int(number), bytes(message)]:
                self._edge.tell(Seat(room, self.node, number), message)
            case Kind.SHOW, _:
                self._edge.show(room, read_showing(rest))
            case Kind.PUT_OUT, [int(number), int(code), str(sentence)]:
                self._edge.put_out(Seat(room, self.node, number), CloseCode(code), sentence)
            case Kind.IS_SHOWN, [int(ticket)]:
                self._begin(self._say_shown(peer, room, epoch, ticket))
            case Kind.MOVED, _:
                self.homes.moved(room)

    async def _say_shown(self, peer: str, room: str, epoch: int, ticket: int) -> None:
        await self._edge.shown(room)
        self._post.send(peer, encode(Kind.SHOWN, room, epoch, ticket))

    # What this node notices.

    def _lost(self, rooms: list[str]) -> None:
        for room in rooms:
            self.edges.move(room, 0)
            self._begin(self._home.give_up(room))
            self.homes.moved(room)
            self._edge.send_away(room, CloseCode.TRY_LATER, _LOST)

    def _tell_all(self, room: str, holding: Holding) -> None:
        self._post.announce(msgpack.packb((_HOME, room, holding.node, holding.epoch)))

    def _tell_glances(self, glances: list[object]) -> None:
        self._post.announce(msgpack.packb((_GLANCES, glances)))

    def _forget_edge(self, edge: str) -> None:
        for seat in self.edges.seats_of(edge):
            self._home.leave(seat)
            self.edges.stood_up(seat)
        self.edges.gone(edge)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_WATCH_S)
            self.homes.give_up(time.monotonic())
            for edge in self.edges.names():
                if self._post.silent_s(edge) > _EDGE_SILENT_S:
                    self._post.begin_anew(edge)
                    self._forget_edge(edge)
            for node in self.homes.nodes():
                self._post.greet(node)
                if self._post.silent_s(node) > _HOME_SILENT_S:
                    try:
                        await self.homes.check(node)
                    except Exception as error:  # the border to the database's driver
                        _log.debug("Whether a node lives can't be told: %s", error)

    def _begin(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Future[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("Something between nodes failed.", exc_info=error)
