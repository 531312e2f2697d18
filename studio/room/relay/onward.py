"""Where a room's programme goes besides its viewers: one publish to each platform.

Each is a ``Destination`` of studio.publish, which keeps connecting; a change of the
publisher is nothing that it sees, for the programme is one stream::

    onward = Onward("room-1", want_key, headers)
    onward.add("rtmp://live.example.com/app/KEY")
    onward.put(tag)
    await onward.remove("rtmp://live.example.com/app/KEY")

Addresses hold stream keys: nothing in here shows more of one than where it leads.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from studio.publish.destination import Destination, Message
from studio.publish.queue import MediaTag
from studio.room.relay.errors import CrowdedError
from studio.rtmp.relay_url import parse_destination

MAX_DESTINATIONS = 16
log = logging.getLogger(__name__)


@dataclass
class _Platform:
    shown: str
    destination: Destination
    state: Message = field(default_factory=dict)


class Onward:
    """See the module.

    Args:
        room: Its name, for the log.
        want_key: Asks the publisher for a key frame.
        headers: Returns the headers on air, which a platform that is added later needs too.
    """

    def __init__(
        self,
        room: str,
        want_key: Callable[[], None],
        headers: Callable[[], Iterable[MediaTag]] = tuple,
    ) -> None:
        self._room = room
        self._want_key = want_key
        self._headers = headers
        self._platforms: dict[str, _Platform] = {}

    def add(self, address: str) -> None:
        """Publish to one more platform.

        Raises:
            AddressError: If the address can't be published to.
            CrowdedError: If there are MAX_DESTINATIONS.
        """
        url = parse_destination(address)
        if len(self._platforms) >= MAX_DESTINATIONS:
            raise CrowdedError(f"A room is pushed to {MAX_DESTINATIONS} platforms at most.")
        destination = Destination(url, report=lambda message: self._hear(address, message))
        self._platforms[address] = _Platform(url.redacted(), destination)
        for header in self._headers():
            destination.put(header)
        destination.open()

    async def remove(self, address: str) -> None:
        """End a publish in order; nothing happens where there is none."""
        platform = self._platforms.pop(address, None)
        if platform is not None:
            await platform.destination.end()

    def put(self, tag: MediaTag) -> None:
        """Send a tag to all of them."""
        for platform in self._platforms.values():
            platform.destination.put(tag)

    async def close(self) -> None:
        """End all in order."""
        platforms, self._platforms = self._platforms, {}
        await asyncio.gather(*(each.destination.end() for each in platforms.values()))

    def stats(self) -> list[dict[str, object]]:
        """What is known about each, without secrets."""
        return [
            {
                "to": platform.shown,
                "state": platform.state.get("state", "connecting"),
                "reason": platform.state.get("reason", ""),
                **_figures(platform.destination),
            }
            for platform in self._platforms.values()
        ]

    def _hear(self, address: str, message: Message) -> None:
        if message["type"] == "key_wanted":
            self._want_key()
        elif message["type"] == "push_state" and (platform := self._platforms.get(address)):
            platform.state = message
            log.info("%s to %s: %s", self._room, platform.shown, message.get("reason"))


def _figures(destination: Destination) -> dict[str, object]:
    stats = destination.stats(0)
    return {key: stats[key] for key in ("bytes", "dropped_frames", "reconnects", "rtt_ms")}
