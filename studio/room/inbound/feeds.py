"""The ears of all rooms of this server at other platforms.

A room listens there from its opening here to its close, if its anchor has given the keys::

    feeds = Feeds(PlatformFile.open(folder / "platforms.json"), judge, figures, address)
    feeds.opened(actor); feeds.closed("1")
    await feeds.configure("1", keys)
"""

import asyncio
from dataclasses import dataclass

from studio.room.inbound.arrival import Arrival
from studio.room.inbound.bilibili.signing import ADDRESS, AppKey
from studio.room.inbound.feed import Client, Feed, ForeignRoom, MakeClient, OnItems, OnState
from studio.room.inbound.platform_file import Bilibili, PlatformFile
from studio.room.live.figures import Figures
from studio.room.live.judge import Judge

ADDRESS_VARIABLE = "ROCKET_STUDIO_BILIBILI"
"""Another address of the open platform; for tests, and for a proxy of the operator's."""


@dataclass(frozen=True, slots=True)
class Ear:
    """How a room's ear does."""

    is_set: bool = False
    is_on: bool = False
    app_id: int = 0
    is_connected: bool = False
    sentence: str = ""


class Feeds:
    """See the module."""

    def __init__(
        self, file: PlatformFile, judge: Judge, figures: Figures, address: str = ADDRESS
    ) -> None:
        self._file = file
        self._judge = judge
        self._figures = figures
        self._address = address
        self._rooms: dict[str, ForeignRoom] = {}
        self._feeds: dict[str, Feed] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def opened(self, room: ForeignRoom) -> None:
        """Listen for a room that was opened."""
        self._rooms[room.name] = room
        self._begin(room.name)

    def closed(self, room: str) -> None:
        """Listen no more for a room that was closed."""
        self._rooms.pop(room, None)
        self._end(room)

    async def configure(self, room: str, keys: Bilibili | None) -> None:
        """Keep a room's keys, or forget them, and do as they say.

        Raises:
            FileError: If they can't be kept.
        """
        await asyncio.to_thread(self._file.keep, room, keys)
        self._end(room)
        if self._closing:  # the platform lets nobody in twice
            await asyncio.wait(self._closing)
        self._begin(room)

    def ear(self, room: str) -> Ear:
        """Return how a room's ear does."""
        keys = self._file.bilibili(room)
        if keys is None:
            return Ear()
        feed = self._feeds.get(room)
        if feed is None:
            return Ear(True, keys.is_on, keys.app_id)
        return Ear(True, keys.is_on, keys.app_id, feed.is_connected, feed.sentence)

    async def close(self) -> None:
        """Listen no more."""
        for room in list(self._feeds):
            self._end(room)
        if self._closing:
            await asyncio.wait(self._closing)

    def _begin(self, name: str) -> None:
        keys, room = self._file.bilibili(name), self._rooms.get(name)
        if keys is None or room is None or not keys.is_on or name in self._feeds:
            return
        feed = Feed(room, _bilibili(keys, self._address), self._judge, self._figures)
        self._feeds[name] = feed
        feed.start()

    def _end(self, room: str) -> None:
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
