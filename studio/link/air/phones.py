"""All phones of a server that stand by, by room.

::

    phones = Phones(send=…)
    phones.stand("1", [{"id": "p-1", "name": "Phone", "url": "ws://…"}], servers)
    phones.hear("1", "p-1", signal)
    phones.warm()                     # whose pictures are at the relay: {"1": ["p-1"]}
"""

import asyncio
import logging
from collections.abc import Callable, Sequence

from aiortc import RTCIceServer

from studio.ipc.message import Message
from studio.link.air.phone import AirPhone
from studio.link.ice import servers_of

log = logging.getLogger(__name__)

MOST_PHONES = 16


class Phones:
    """See the module; belongs to the process's loop.

    Args:
        send: Passes a signal on to a phone of a room.

    Attributes:
        refused: Phones for which there was no room.
    """

    def __init__(self, *, send: Callable[[str, str, Message], None]) -> None:
        self.refused = 0
        self._send = send
        self._servers: list[RTCIceServer] = []
        self._phones: dict[tuple[str, str], AirPhone] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def stand(
        self,
        room: str,
        standing: Sequence[Message],
        servers: list[object],
        *,
        is_again: bool = False,
    ) -> None:
        """Take who stands by in a room now; who does not any more goes off air.

        Args:
            room: Its name.
            standing: All of them, with their names and where they may publish.
            servers: Of STUN and TURN.
            is_again: Whether those who are new here have called already, and are to call again.
        """
        self._servers = servers_of(servers)
        found = {str(each.get("id")): each for each in standing}
        for key in [key for key in self._phones if key[0] == room and key[1] not in found]:
            self._part(key)
        for peer, said in found.items():
            phone = self._phones.get((room, peer))
            if phone is None and (phone := self._added(room, peer)) and is_again:
                self._send(room, peer, {"type": "bye", "again": True})
            if phone is not None:
                phone.may_publish(str(said.get("name", "")), str(said.get("url", "")))

    def hear(self, room: str, peer: str, signal: Message) -> None:
        """Take a signal of a phone that stands by."""
        if phone := self._phones.get((room, peer)):
            phone.hear(signal)

    def warm(self) -> dict[str, list[str]]:
        """Return whose pictures are at the relay, of each room where somebody stands by."""
        warm: dict[str, list[str]] = {}
        for (room, peer), phone in self._phones.items():
            phone.look()
            peers = warm.setdefault(room, [])
            if phone.is_warm:
                peers.append(peer)
        return warm

    async def close(self) -> None:
        """Let all go off air in order."""
        for key in list(self._phones):
            self._part(key)
        await asyncio.gather(*self._closing, return_exceptions=True)

    def _added(self, room: str, peer: str) -> AirPhone | None:
        if len(self._phones) >= MOST_PHONES:
            self.refused += 1
            log.warning("A phone can't stand by, as %d do already.", MOST_PHONES)
            return None
        phone = self._phones[room, peer] = AirPhone(
            send=lambda signal: self._send(room, peer, signal), servers=lambda: self._servers
        )
        return phone

    def _part(self, key: tuple[str, str]) -> None:
        task = asyncio.create_task(self._phones.pop(key).close())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
