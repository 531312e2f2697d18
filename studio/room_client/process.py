"""The process: one room, and whoever subscribes on the local channel.

A subscriber gets ``room_state`` (the connection, and the room's state as it is now), then
each event as ``room_event`` in order.  It may send ``act`` with an ``action`` of the room's
protocol, and is answered by ``acted``.  One that does not keep up loses danmaku first: its
channel is bounded, and events that cost money wait for it for as long as it is there.
"""

import asyncio
import contextlib
import logging
import signal
import sys
from collections import deque

from studio.ipc.aio import AsyncChannel, AsyncChannelServer
from studio.ipc.child import Boot, announce_ready, watch_lifeline
from studio.ipc.errors import ChildError
from studio.ipc.message import Message
from studio.room_client.client import RoomClient
from studio.room_client.session import Session
from studio.room_client.showing import Showing

log = logging.getLogger(__name__)

MAX_QUEUED_BYTES = 256 * 1024
MAX_HELD = 2_000
MAX_ACTIONS = 500
FLUSH_S = 0.05
_MAY_BE_LOST = {"danmaku", "likes", "viewers"}


class Subscriber:
    """One peer, and the events that wait for it.

    Attributes:
        lost: Danmaku and the like that it never got.
    """

    def __init__(self, channel: AsyncChannel) -> None:
        self._channel = channel
        self._held: deque[Message] = deque()
        self.lost = 0

    def put(self, message: Message, *, may_be_lost: bool) -> None:
        """Send a message now, or once there is room."""
        if not self._held and self._channel.queued_bytes < MAX_QUEUED_BYTES:
            self._channel.send(message)
        elif may_be_lost:
            self.lost += 1
        elif len(self._held) < MAX_HELD:
            self._held.append(message)
        else:
            self._channel.cut("It does not read what it subscribed to.")

    def flush(self) -> None:
        """Send what was held, as far as there is room now."""
        while self._held and self._channel.queued_bytes < MAX_QUEUED_BYTES:
            self._channel.send(self._held.popleft())


class RoomClientProcess:
    """See the module.

    Args:
        boot: ``server`` (the room server's address), ``room``, and ``invitation``: a link's
            token, which makes us the anchor.
    """

    def __init__(self, boot: Boot) -> None:
        server, room, invitation = boot.get("server"), boot.get("room"), boot.get("invitation")
        if not all(isinstance(each, str) for each in (server, room, invitation)):
            raise ChildError("The boot message of a room client lacks server, room or invitation.")
        self._session = Session(str(server), str(invitation))
        self._room = str(room)
        self._showing = Showing()
        self._subscribers: dict[AsyncChannel, Subscriber] = {}
        self._actions: set[asyncio.Task[None]] = set()
        self._client: RoomClient | None = None
        self._stop = asyncio.Event()
        self._server = AsyncChannelServer(
            boot.address,
            name=boot.name,
            secret=boot.secret,
            on_message=self._on_message,
            on_connect=self._on_connect,
            on_close=lambda channel, reason: self._forget(channel),
        )

    async def run(self) -> None:
        """Serve until told to stop, or the supervisor is gone."""
        loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            loop.add_signal_handler(signal.SIGTERM, self._stop.set)
        await self._server.start()

        def on_lost() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the supervisor
                loop.call_soon_threadsafe(self._stop.set)

        watch_lifeline(on_lost)
        announce_ready()
        tasks = [asyncio.create_task(self._stay()), asyncio.create_task(self._flush())]
        await self._stop.wait()
        for task in (*tasks, *self._actions):
            task.cancel()
        await asyncio.gather(*tasks, *self._actions, return_exceptions=True)
        await self._server.close()

    async def _stay(self) -> None:
        address = await self._session.socket_address()
        self._client = RoomClient(
            address, self._room, self._session.token, self._on_room_message, self._on_room_state
        )
        await self._client.run()

    async def _flush(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_S)
            for subscriber in self._subscribers.values():
                subscriber.flush()

    def _on_connect(self, channel: AsyncChannel) -> None:
        subscriber = self._subscribers[channel] = Subscriber(channel)
        subscriber.put(self._showing.snapshot(), may_be_lost=False)

    def _forget(self, channel: AsyncChannel) -> None:
        if (gone := self._subscribers.pop(channel, None)) and gone.lost:
            log.warning("%s was too slow for %d danmaku", channel.peer_role, gone.lost)

    def _on_room_state(self, state: str, why: str) -> None:
        if why:
            log.info("%s: %s", state, why)
        if self._showing.connection(state, why):
            self._tell(self._showing.snapshot(), may_be_lost=False)

    def _on_room_message(self, message: Message) -> None:
        if message["type"] == "joined":
            self._showing.joined(message)
            self._tell(self._showing.snapshot(), may_be_lost=False)
            return
        self._showing.event(message)
        event: Message = {"type": "room_event", "event": message}
        self._tell(event, may_be_lost=message["type"] in _MAY_BE_LOST)

    def _tell(self, message: Message, *, may_be_lost: bool) -> None:
        for subscriber in self._subscribers.values():
            subscriber.put(message, may_be_lost=may_be_lost)

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        if message["type"] == "stop" and channel.peer_role == "supervisor":
            self._stop.set()
        elif message["type"] == "act":
            task = asyncio.create_task(self._act(channel, message))
            self._actions.add(task)
            task.add_done_callback(self._actions.discard)

    async def _act(self, channel: AsyncChannel, message: Message) -> None:
        action = message.get("action")
        if self._client is None or len(self._actions) > MAX_ACTIONS:
            answer: Message = {
                "type": "refused",
                "code": "unreachable",
                "sentence": "The room can't be reached now.",
            }
        elif not isinstance(action, dict) or not isinstance(action.get("type"), str):
            answer = {
                "type": "refused",
                "code": "bad_action",
                "sentence": "An action is an object with a type.",
            }
        else:
            answer = await self._client.act(action)
        channel.send({"type": "acted", "id": message.get("id"), "answer": answer})
