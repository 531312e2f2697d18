"""The line to the room, by the session's room client: signals and who is on the stage.

It comes back by itself, to wherever the room client is::

    line = RoomLine(secret, on_signal=…, on_stage=…)
    line.use(address)
    line.signal("u-3", {"type": "answer", "sdp": …})
"""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message

log = logging.getLogger(__name__)

RETRY_S = 0.5
RENEW_S = 1800.0
"""Rights at TURN servers are good for an hour."""
MOST_PEERS = 64


class RoomLine:
    """See the module; belongs to the process's loop.

    Args:
        secret: Of the session.
        on_signal: Told who sent a signal, and what it is.
        on_stage: Told the list of those on the stage.
        on_servers: Told the servers of STUN and TURN, again before rights at them end.
        on_sfu: Told the room's SFU, None for none.
    """

    def __init__(
        self,
        secret: str,
        *,
        on_signal: Callable[[str, Message], None],
        on_stage: Callable[[list[Message]], None],
        on_servers: Callable[[list[object]], None],
        on_sfu: Callable[[object], None] = lambda said: None,
    ) -> None:
        self._secret = secret
        self._on_signal = on_signal
        self._on_stage = on_stage
        self._on_servers = on_servers
        self._on_sfu = on_sfu
        self._address = ""
        self._channel: AsyncChannel | None = None
        self._task: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()
        self._numbers = itertools.count(1)

    def use(self, address: str) -> None:
        """Have the line to the room client that listens there; "" for none."""
        if address == self._address:
            return
        self._address = address
        self.close()
        if address:
            self._task = asyncio.create_task(self._stay(address), name="room line")

    @property
    def is_used(self) -> bool:
        """Whether there is a room client to have it to."""
        return bool(self._address)

    def signal(self, to: str, data: Message) -> None:
        """Pass a signal on; without a room it is lost, and the peer asks again."""
        self._act({"type": "signal", "to": to, "data": data})

    def close(self) -> None:
        """Hang up."""
        if self._task:
            self._task.cancel()
            self._task = None
        if self._channel:
            self._channel.close()
            self._channel = None

    async def _stay(self, address: str) -> None:
        while True:
            self._lost.clear()
            try:
                self._channel = await connect(
                    address,
                    role="client",
                    secret=self._secret,
                    on_message=self._on_message,
                    on_close=lambda channel, reason: self._lost.set(),
                )
                await self._lose()
            except (ChannelError, OSError) as error:
                log.debug("The room client can't be reached: %s", error)
            self._channel = None
            await asyncio.sleep(RETRY_S)

    async def _lose(self) -> None:
        """Wait until the line is lost; ask for rights at servers anew in time."""
        while not self._lost.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._lost.wait(), RENEW_S)
            self._ask_servers()

    def _ask_servers(self) -> None:
        if self._channel and not self._channel.is_closed:
            self._channel.send({"type": "ice", "id": next(self._numbers)})

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        self._channel = channel  # its first words come before it is handed to us
        self._take(message)

    def _take(self, message: Message) -> None:
        match message:
            case {"type": "room_state", "connection": "connected", "room": dict(room)}:
                self._act({"type": "stage_host"})  # the room client says as which one
                self._ask_servers()
                if isinstance(stage := room.get("stage"), list):
                    self._take_stage(stage)
            case {"type": "room_event", "event": {"type": "stage", "peers": list(stage)}}:
                self._take_stage(stage)
            case {
                "type": "room_event",
                "event": {"type": "signal", "from": str(peer), "data": dict(data)},
            }:
                self._on_signal(peer, data)
            case {"type": "ice", "servers": list(servers)}:
                self._on_servers(servers)
                if "sfu" in message:  # else it is not known
                    self._on_sfu(message["sfu"])
            case {"type": "acted", "answer": {"type": "refused", "sentence": str(sentence)}}:
                log.warning("The room refuses to link: %s", sentence)

    def _act(self, action: Message) -> None:
        self._say({"type": "act", "id": next(self._numbers), "action": action})

    def _say(self, message: Message) -> None:
        if self._channel:
            self._channel.send(message)

    def _take_stage(self, stage: list[object]) -> None:
        self._on_stage([each for each in stage[:MOST_PEERS] if isinstance(each, dict)])
