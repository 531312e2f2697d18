"""The ears of all rooms of this server at other platforms.

A room listens there from its opening here to its close, if its anchor has given the keys;
so of many nodes only its home does::

    feeds = Feeds(PlatformFile.open(folder / "platforms.json"), judge, figures, address)
    feeds.opened(actor); feeds.closed("1")
    await feeds.configure("1", keys)
"""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from studio.model.errors import StudioError
from studio.room.inbound.arrival import Arrival
from studio.room.inbound.bilibili.signing import ADDRESS, AppKey
from studio.room.inbound.feed import Client, Feed, ForeignRoom, MakeClient, OnItems, OnState
from studio.room.inbound.keys import Bilibili, Keys
from studio.room.live.figures import Figures
from studio.room.live.judge import Judge

ADDRESS_VARIABLE = "ROCKET_STUDIO_BILIBILI"
"""Another address of the open platform; for tests, and for a proxy of the operator's."""

_READ_S = 2.0
_RETRY_S = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ear:
    """How a room's ear does."""

    is_set: bool = False
    is_on: bool = False
    app_id: int = 0
    is_connected: bool = False
    sentence: str = ""


class Ears(Protocol):
    """What pages ask for a room, wherever it is at home."""

    async def configure(self, room: str, keys: Bilibili | None) -> None:
        """Keep a room's keys, or forget them, and do as they say.

        Raises:
            StudioError: If they can't be kept, or its home does not answer.
        """

    async def ear(self, room: str) -> Ear:
        """Return how a room's ear does.

        Raises:
            StudioError: If that can't be told just now.
        """


class Feeds:
    """See the module; ``Ears`` of the rooms whose home is this node."""

    def __init__(self, keys: Keys, judge: Judge, figures: Figures, address: str = ADDRESS) -> None:
        self._keys = keys
        self._judge = judge
        self._figures = figures
        self._address = address
        self._rooms: dict[str, ForeignRoom] = {}
        self._feeds: dict[str, Feed] = {}
        self._opening: dict[str, asyncio.Task[None]] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def opened(self, room: ForeignRoom) -> None:
        """Listen for a room that was opened."""
        self._rooms[room.name] = room
        self._begin(room.name)

    def closed(self, room: str) -> None:
        """Listen no more for a room that was closed."""
        self._rooms.pop(room, None)
        self._end(room)

    async def keep(self, room: str, keys: Bilibili | None) -> None:
        """Keep a room's keys, or forget them, whatever its home does then.

        Raises:
            StudioError: If they can't be kept.
        """
        await self._keys.keep(room, keys)

    async def configure(self, room: str, keys: Bilibili | None) -> None:
        """Keep a room's keys, or forget them, and do as they say.

        Raises:
            StudioError: If they can't be kept.
        """
        await self._keys.keep(room, keys)
        await self.read_again(room)

    async def read_again(self, room: str) -> None:
        """Do as a room's keys say now."""
        self._end(room)
        if self._closing:  # the platform lets nobody in twice
            await asyncio.wait(self._closing)
        if begun := self._begin(room):
            await asyncio.wait([begun], timeout=_READ_S)

    async def ear(self, room: str) -> Ear:
        """Return how a room's ear does.

        Raises:
            StudioError: If the keys can't be read.
        """
        keys = await self._keys.bilibili(room)
        if keys is None:
            return Ear()
        feed = self._feeds.get(room)
        if feed is None:
            return Ear(True, keys.is_on, keys.app_id)
        return Ear(True, keys.is_on, keys.app_id, feed.is_connected, feed.sentence)

    async def close(self) -> None:
        """Listen no more."""
        self._rooms.clear()
        for room in [*self._feeds, *self._opening]:
            self._end(room)
        if self._closing:
            await asyncio.wait(self._closing)

    def _begin(self, room: str) -> "asyncio.Task[None] | None":
        if room not in self._rooms or room in self._feeds:
            return None
        if old := self._opening.get(room):
            old.cancel()
        task = asyncio.create_task(self._listen(self._rooms[room]), name=f"keys of room {room}")
        self._opening[room] = task
        return task

    async def _listen(self, room: ForeignRoom) -> None:
        """Begin to listen as soon as the keys can be read."""
        is_read, keys = False, None
        while not is_read:
            try:
                keys = await self._keys.bilibili(room.name)
                is_read = True
            except StudioError as error:
                log.warning("Room %s does not listen to platforms yet. %s", room.name, error)
                await asyncio.sleep(_RETRY_S)
        del self._opening[room.name]
        if keys and keys.is_on:
            feed = Feed(room, _bilibili(keys, self._address), self._judge, self._figures)
            self._feeds[room.name] = feed
            feed.start()

    def _end(self, room: str) -> None:
        if opening := self._opening.pop(room, None):
            opening.cancel()
        if feed := self._feeds.pop(room, None):
            task = asyncio.create_task(feed.close(), name=f"end of the ear of room {room}")
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)


def _bilibili(keys: Bilibili, address: str) -> MakeClient:
    # Loaded by rooms that need it: an HTTP client takes its time.
    from studio.room.inbound.bilibili.client import BilibiliClient
    from studio.room.inbound.bilibili.session import Session

    def make(on_items: OnItems, on_state: OnState, arrival: Arrival) -> Client:
        session = Session(AppKey(keys.key_id, keys.key_secret), keys.app_id, keys.code, address)
        return BilibiliClient(session, on_items, on_state, arrival=arrival)

    return make
