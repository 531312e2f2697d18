"""All rooms of this relay, and who may come in.

relay = Relay(access)
publication = relay.publish(room, query, ask_key=…, tell_role=…)   # AccessError, CrowdedError
station = relay.watch(room, query)
await relay.run()                                                 # ticks until cancelled
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from studio.model.errors import StudioError
from studio.model.files import write_whole
from studio.room.relay.access import Access, check_room
from studio.room.relay.errors import CrowdedError, RelayError
from studio.room.relay.source import MAX_DEVICE_CHARACTERS
from studio.room.relay.station import Publication, Station
from studio.room.relay.stream import TICK_MS
from studio.rtmp.relay_url import parse_destination

MAX_ROOMS = 1000
log = logging.getLogger(__name__)


class UnknownRoomError(RelayError):
    """Nobody publishes to the room."""


class Relay:
    """See the module.

    Args:
        access: Who may.
        onward_file: Keeps the platforms of each room, with their stream keys, over a
            restart; only its owner may read it.
        is_public: Whether watching takes no token.
    """

    def __init__(self, access: Access, onward_file: Path | None, *, is_public: bool = True) -> None:
        self.access = access
        self.is_public = is_public
        self.stations: dict[str, Station] = {}
        self.splices = 0
        self.dropped_frames = 0
        self.refused = 0
        self._onward_file = onward_file
        self._onward: dict[str, list[str]] = _read_onward(onward_file)
        self._closing: set[asyncio.Task[None]] = set()

    def publish(
        self,
        room: str,
        query: Mapping[str, str],
        ask_key: Callable[[], None],
        tell_role: Callable[[str], None],
    ) -> Publication:
        """Take a publisher, for whom the room's programme begins or goes on.

        Raises:
            AccessError: If it may not.
            CrowdedError: If there is no place.
        """
        try:
            who = self.access.publisher(room, query, time.time())
            station = self.stations.get(room) or self._open(room)
            names = device_name(query), device_name(query, "phone")
            return station.publish(who, ask_key, tell_role, *names)
        except RelayError:
            self.refused += 1
            raise

    def watch(self, room: str, query: Mapping[str, str]) -> Station:
        """Return the station of a room for somebody who wants to watch.

        Raises:
            AccessError: If they may not.
            UnknownRoomError: If nobody publishes there.
        """
        check_room(room)
        if not self.is_public:
            self.access.viewer(room, query, time.time())
        return self.station(room)

    def station(self, room: str) -> Station:
        """Return the station of a room.

        Raises:
            UnknownRoomError: If nobody publishes there.
        """
        station = self.stations.get(room)
        if station is None or station.is_over:
            raise UnknownRoomError(f"The room {room} is not live.")
        return station

    def destinations(self, room: str) -> list[str]:
        """The addresses that a room is pushed to, live or not; secret."""
        return list(self._onward.get(room, ()))

    def add_destination(self, room: str, address: str) -> None:
        """Push a room to one more platform, now or when it goes live.

        Raises:
            StudioError: If the address can't be used or there are too many.
        """
        check_room(room)
        station = self.stations.get(room)
        if address in self._onward.get(room, ()):
            return
        if station is not None:
            station.onward.add(address)
        else:
            parse_destination(address)
        self._onward.setdefault(room, []).append(address)
        self._keep()

    async def remove_destination(self, room: str, address: str) -> None:
        """Push a room to a platform no more.

        Raises:
            RelayError: If it is not pushed there.
        """
        if address not in self._onward.get(room, ()):
            raise RelayError(f"The room {room} is not pushed to that address.")
        self._onward[room].remove(address)
        self._keep()
        if station := self.stations.get(room):
            await station.onward.remove(address)

    async def run(self) -> None:
        """Let time pass for all rooms until cancelled."""
        loop = asyncio.get_running_loop()
        due_s = loop.time()
        while True:
            due_s = max(due_s + TICK_MS / 1000, loop.time())
            await asyncio.sleep(due_s - loop.time())
            for room, station in list(self.stations.items()):
                try:
                    station.tick()
                except Exception:  # one room's fault must not stop the others
                    log.exception("%s: a fault in the programme ended it", room)
                    self._drop(room)
                if station.is_over:
                    self._drop(room)

    async def close(self) -> None:
        """End all programmes in order."""
        for room in list(self.stations):
            self._drop(room)
        await asyncio.gather(*self._closing)

    def _open(self, room: str) -> Station:
        if len(self.stations) >= MAX_ROOMS:
            raise CrowdedError("The relay has as many rooms as it takes.")
        station = self.stations[room] = Station(room)
        for address in self._onward.get(room, ()):
            try:
                station.onward.add(address)
            except StudioError as error:
                log.warning("%s: a destination is left out: %s", room, error)
        return station

    def _drop(self, room: str) -> None:
        station = self.stations.pop(room, None)
        if station is None:
            return
        log.info("%s is over", room)
        self.splices += station.programme.splices
        self.dropped_frames += station.all_dropped_frames
        task = asyncio.create_task(station.close(), name=f"close {room}")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _keep(self) -> None:
        self._onward = {room: list(urls) for room, urls in self._onward.items() if urls}
        if self._onward_file is not None:
            write_whole(self._onward_file, json.dumps(self._onward), mode=0o600)


def device_name(query: Mapping[str, str], word: str = "device") -> str:
    """Return what a publisher calls its machine, as it may be shown."""
    name = "".join(letter for letter in query.get(word, "") if letter.isprintable())
    return name.strip()[:MAX_DEVICE_CHARACTERS]


def _read_onward(path: Path | None) -> dict[str, list[str]]:
    if path is None or not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text("utf-8"))
        return {str(room): [str(url) for url in urls] for room, urls in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        log.error("%s can't be read: rooms are pushed nowhere until it is set anew", path)
        return {}
