"""The process: a line to the room's edge, which comes and goes, and the phones that stand by.

What WebRTC needs is loaded when the first phone stands by: most rooms never have one.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from studio.ipc.aio import AsyncChannel, connect
from studio.ipc.errors import ChannelError
from studio.ipc.message import Message
from studio.link.errors import LinkError

if TYPE_CHECKING:
    from studio.link.air.phones import Phones

log = logging.getLogger(__name__)

VARIABLE = "ROCKET_STUDIO_AIR"
"""Where the edge waits, and a secret; as studio.room.settings has it."""

RETRY_S = 0.5
YOUNG_S = 5.0
"""For so long after its start, phones that stand by were with the process before this one."""

LOOK_S = 0.25


def place(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return where the edge waits, and the secret.

    Raises:
        LinkError: If the environment does not say.
    """
    address, _, secret = environment.get(VARIABLE, "").rpartition(" ")
    if not address or not secret:
        raise LinkError("This is a part of a room server: use the command rocket-studio room.")
    return address, secret


class AirProcess:
    """See the module.

    Args:
        address: Where the edge waits.
        secret: What it wants to hear.
    """

    def __init__(self, address: str, secret: str) -> None:
        self._address = address
        self._secret = secret
        self._channel: AsyncChannel | None = None
        self._lost = asyncio.Event()
        self._phones: Phones | None = None
        self._told: dict[str, list[str]] = {}
        self._began_s = time.monotonic()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until told to stop; then those on air end in order."""
        tasks = [asyncio.create_task(each) for each in (self._stay(), self._look())]
        await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._phones is not None:
            await self._phones.close()
        if self._channel is not None:
            self._channel.close()

    async def _stay(self) -> None:
        while True:
            self._lost.clear()
            self._told.clear()  # another edge knows nothing
            try:
                self._channel = await connect(
                    self._address,
                    role="client",
                    secret=self._secret,
                    on_message=self._on_message,
                    on_close=lambda channel, reason: self._lost.set(),
                )
                await self._lost.wait()
            except (ChannelError, OSError) as error:
                log.debug("The edge can't be reached: %s", error)
            self._channel = None
            await asyncio.sleep(RETRY_S)

    async def _look(self) -> None:
        """Say whose pictures are at the relay, when that changes."""
        while True:
            await asyncio.sleep(LOOK_S)
            if self._phones is None or self._channel is None:
                continue
            warm = self._phones.warm()
            for room, peers in warm.items():
                if self._told.get(room) != peers:
                    self._told[room] = peers
                    self._channel.send({"type": "warm", "room": room, "peers": list(peers)})
            self._told = {room: peers for room, peers in self._told.items() if room in warm}

    def _on_message(self, channel: AsyncChannel, message: Message) -> None:
        self._channel = channel  # its first words come before it is handed to us
        self._take(message)

    def _take(self, message: Message) -> None:
        match message:
            case {"type": "standing", "room": str(room), "peers": list(peers)}:
                standing = [each for each in peers if isinstance(each, dict)]
                if self._phones is None and standing:
                    self._phones = self._loaded()
                if self._phones is not None:
                    servers = message.get("servers")
                    is_again = time.monotonic() - self._began_s < YOUNG_S
                    given = servers if isinstance(servers, list) else []
                    self._phones.stand(room, standing, given, is_again=is_again)
            case {"type": "signal", "room": str(room), "peer": str(peer), "data": dict(data)}:
                if self._phones is not None:
                    self._phones.hear(room, peer, data)

    def _loaded(self) -> "Phones":
        from studio.link.air.phones import Phones

        for chatty in ("aiortc", "aioice"):  # they tell addresses of peers
            logging.getLogger(chatty).setLevel(logging.WARNING)
        return Phones(send=self._send)

    def _send(self, room: str, peer: str, data: Message) -> None:
        if self._channel is not None:
            with contextlib.suppress(ChannelError):
                self._channel.send({"type": "signal", "room": room, "peer": peer, "data": data})
