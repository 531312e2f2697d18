"""A room client of tests: passes signals between a link process and senders in this process.

It speaks as ``room_client`` does, on a channel of its own; the room itself is left out::

    async with RoomStandIn(address, secret) as room:
        sender = room.sender("u-1", clip, name="Phone of Li")
        await sender.offer()
"""

import asyncio
from types import TracebackType
from typing import Any, Self, TypeVar

from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.message import Message
from tests.link.encoded_clip import EncodedClip
from tests.link.sender import Sender

S = TypeVar("S", bound=Sender)


class RoomStandIn:
    """See the module.

    Attributes:
        signals: What link sent, in order: to whom, and what.
    """

    def __init__(self, address: str, secret: str, sfu: Message | None = None) -> None:
        self._sfu = sfu
        self.signals: list[tuple[str, dict[str, Any]]] = []
        self.senders: dict[str, Sender] = {}
        self._made: list[Sender] = []
        self._stage: list[Message] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = AsyncChannelServer(
            address,
            name="room_client",
            secret=secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
        )

    async def __aenter__(self) -> Self:
        await self._server.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for sender in self._made:
            await sender.close()
        await self._server.close()

    @property
    def is_heard(self) -> bool:
        """Whether link has subscribed."""
        return bool(self._server.channels)

    def sender(
        self, id: str, clip: EncodedClip, name: str = "", *, kind: str = "phone", **more: Any
    ) -> Sender:
        """Return a new phone or guest that is on the stage."""
        return self.add(id, name, kind, Sender(clip, lambda signal: self.say(id, signal), **more))

    def add(self, id: str, name: str, kind: str, sender: S) -> S:
        """Have one more on the stage; return it."""
        self.senders[id] = sender
        self._made.append(sender)
        entry: Message = {"id": id, "kind": kind, "name": name, "user": id, "seat": None}
        self.stage([*(each for each in self._stage if each["id"] != id), entry])
        return sender

    def stage(self, stage: list[Message]) -> None:
        """Tell who is on the stage now."""
        self._stage = stage
        event: Message = {"type": "stage", "peers": stage}
        self._server.broadcast({"type": "room_event", "event": event})

    def say(self, id: str, signal: Message) -> None:
        """Pass a phone's signal on."""
        event: Message = {"type": "signal", "from": id, "data": signal}
        self._server.broadcast({"type": "room_event", "event": event})

    def _on_connect(self, channel: AsyncChannel) -> None:
        room: Message = {"stage": self._stage}
        channel.send({"type": "room_state", "connection": "connected", "room": room})

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        if message["type"] == "ice":
            channel.send({"type": "ice", "id": message["id"], "servers": [], "sfu": self._sfu})
        action: Any = message.get("action")
        if message["type"] != "act" or action["type"] != "signal":
            return  # such as "stage_host"
        self.signals.append((action["to"], action["data"]))
        if sender := self.senders.get(action["to"]):
            task = asyncio.create_task(sender.hear(action["data"]))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
