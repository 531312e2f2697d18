"""The way on air for phones alone: the room's side of the process that takes their pictures.

That process (``python -m studio.link.air``) speaks WebRTC with phones that stand by and
publishes for them at the relay; it is started beside the edge and outlives it.  It is told who
stands by, with the right to publish; what phones signal to ``air`` is passed on to it, and what
it answers to them.  It says whose pictures are at the relay::

    air = Air(address, secret, rights=…, servers=…)
    await air.start(find=directory.find)
    air.stand("1", stage.standing())
    air.hear("1", peer, signal)          # False: nobody is there
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import Protocol

from pydantic import JsonValue

from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.message import Message
from studio.room.rules.stage_peer import StagePeer

AGAIN_S = 60.0
"""How often rights are given anew: they end, and the relay may have come to another port."""

_NAME = "edge"


class AirRoom(Protocol):
    """A room that is open here."""

    def hear_air(self, peer: str, data: JsonValue) -> None:
        """Pass a signal on to a phone."""

    def warm(self, peers: frozenset[str]) -> None:
        """Note whose pictures are at the relay."""


class Air:
    """See the module.

    Args:
        address: Where to listen for the process.
        secret: What it must know.
        rights: Returns where a phone may publish to, a secret; "" if there is no relay.  Given
            its room, its peer at the stage, whose it is and what it is called.
        servers: Returns those of STUN and TURN.
    """

    def __init__(
        self,
        address: str,
        secret: str,
        *,
        rights: Callable[[str, str, str, str], str],
        servers: Callable[[], list[dict[str, object]]],
    ) -> None:
        self._rights = rights
        self._servers = servers
        self._find: Callable[[str], AirRoom | None] = lambda room: None
        self._standing: dict[str, dict[str, tuple[str, str]]] = {}
        self._warm: dict[str, frozenset[str]] = {}
        self._task: asyncio.Task[None] | None = None
        self._server = AsyncChannelServer(
            address,
            name=_NAME,
            secret=secret,
            on_message=self._on_message,
            on_connect=lambda channel: self._tell(self._standing),
            on_close=lambda channel, reason: self._lost(),
        )

    async def start(self, find: Callable[[str], AirRoom | None]) -> None:
        """Listen from now on.

        Args:
            find: Returns a room, None if it is not open here.

        Raises:
            ChannelError: If nobody can listen there.
        """
        self._find = find
        await self._server.start()
        self._task = asyncio.create_task(self._renew(), name="rights to go on air")

    async def close(self) -> None:
        """Listen no more; the process goes on and waits for another edge."""
        if self._task is not None:
            self._task.cancel()
        await self._server.close()

    def stand(self, room: str, peers: Iterable[StagePeer]) -> None:
        """Say which phones of a room stand by."""
        standing = {each.peer: (each.user, each.name) for each in peers}
        if standing != self._standing.get(room, {}):
            self._standing[room] = standing
            self._tell([room])

    def hear(self, room: str, peer: str, data: JsonValue) -> bool:
        """Pass on what a phone signals; False if nobody is there."""
        said: Message = {"type": "signal", "room": room, "peer": peer, "data": data}
        return self._server.broadcast(said) > 0

    def warm_in(self, room: str) -> frozenset[str]:
        """Return whose pictures of a room are at the relay."""
        return self._warm.get(room, frozenset())

    def _tell(self, rooms: Iterable[str]) -> None:
        for room in rooms:
            peers: list[Message] = [
                {"id": peer, "name": name, "url": self._rights(room, peer, user, name)}
                for peer, (user, name) in self._standing[room].items()
            ]
            said: Message = {"type": "standing", "room": room, "peers": peers}
            self._server.broadcast({**said, "servers": self._servers()})

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(AGAIN_S)
            self._standing = {room: peers for room, peers in self._standing.items() if peers}
            self._tell(self._standing)

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        match message:
            case {"type": "signal", "room": str(room), "peer": str(peer), "data": dict(data)}:
                if found := self._find(room):
                    found.hear_air(peer, data)
            case {"type": "warm", "room": str(room), "peers": list(peers)}:
                self._note(room, frozenset(each for each in peers if isinstance(each, str)))

    def _note(self, room: str, peers: frozenset[str]) -> None:
        self._warm[room] = peers
        if found := self._find(room):
            found.warm(peers)

    def _lost(self) -> None:
        for room in list(self._warm):
            self._note(room, frozenset())
        self._warm.clear()
