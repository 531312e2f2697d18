"""What the rest of the server asks of the store.

::

    store = await Store.open(sqlite_url(data_dir / "room.db"), rules.load())
    room = await store.open_room("1")        # a rules.Room as it was left, or None
    await store.keep(outcome.records)        # all or none
    await store.people.find_user("u1")
    await store.close()
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.protocol.values import Person, Role
from studio.room.rules.data import RuleData
from studio.room.rules.room import Room
from studio.room.rules.saved import SavedBattle, SavedRoom
from studio.room.store.analytics import Analytics
from studio.room.store.battle_logs import BattleLogs
from studio.room.store.engines import reading_engine, writing_engine
from studio.room.store.errors import StoreError
from studio.room.store.looks import Looks
from studio.room.store.migrations import migrate
from studio.room.store.people import People
from studio.room.store.rows import Keepable
from studio.room.store.saved import load_battle, load_room
from studio.room.store.short_links import ShortLinks
from studio.room.store.shown_gifts import ShownGifts
from studio.room.store.unfinished import UnfinishedStays
from studio.room.store.writing import Writer

_OPEN_S = 10.0


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """How the store does.

    Attributes:
        refused: Rows that the database did not take for what was in them, ever.
        fault: Why the last try to keep something failed; "" if it did not.
    """

    refused: int
    fault: str


class Store:
    """See the module; made by ``open``.

    Attributes:
        people: Users, sessions, rooms and roles.
        looks: Lists for pages, from the replica where there is one.
        shown_gifts: What somebody missed.
        short_links: What codes on screens lead to.
        battle_logs: Battles that were fought, line by line.
        unfinished: Stays that a crash cut off.
        analytics: Figures of shows, from there as well.
    """

    def __init__(self, engine: AsyncEngine, reader: AsyncEngine, data: RuleData) -> None:
        self._engine = engine
        self._reader = reader
        self._data = data
        self._writer = Writer(engine)
        self._fault = ""
        self.people = People(engine)
        self.looks = Looks(reader)
        self.shown_gifts = ShownGifts(engine)
        self.short_links = ShortLinks(engine)
        self.battle_logs = BattleLogs(engine)
        self.unfinished = UnfinishedStays(engine)
        self.analytics = Analytics(reader)

    @classmethod
    async def open(cls, url: str, data: RuleData, *, replica: str | None = None) -> "Store":
        """Connect, and bring the tables to this program's version.

        Raises:
            StoreError: If the database can't be used.
        """
        engine = writing_engine(url)
        try:
            async with asyncio.timeout(_OPEN_S):
                await migrate(engine)
        except (DBAPIError, OSError, TimeoutError) as error:
            await engine.dispose()
            address = engine.url.render_as_string()
            raise StoreError(f"The database {address} can't be used: {_reason(error)}.") from error
        except StoreError:
            await engine.dispose()
            raise
        return cls(engine, reading_engine(replica or url), data)

    async def open_room(self, room: str) -> Room | None:
        """Return a room as it was left, None if there is none."""
        known = await self.people.find_room(room)
        if known is None:
            return None
        anchor = Person(user=known.anchor, name=known.anchor_name, role=Role.ANCHOR)
        return Room(room, known.title, anchor, await self.load_room(room), self._data)

    async def load_room(self, room: str) -> SavedRoom:
        """Return what a room is given back when it starts again."""
        async with self._engine.begin() as connection:
            return await load_room(connection, room, self._data.limits)

    async def load_battle(self, room: str) -> SavedBattle | None:
        """Return the battle that a room was in when its node ended."""
        async with self._engine.begin() as connection:
            return await load_battle(connection, room)

    async def keep(self, records: Sequence[Keepable]) -> None:
        """Keep records, all or none; keeping one twice changes nothing.

        Raises:
            StoreError: If the database is not there.
        """
        try:
            await self._writer.write(records)
        except Exception as error:
            # The border to the database's drivers, which raise what they like.
            self._fault = f"The database can't be written to: {_reason(error)}."
            raise StoreError(self._fault) from error
        self._fault = ""

    async def close(self) -> None:
        """Hang up."""
        await self._engine.dispose()
        await self._reader.dispose()

    @property
    def health(self) -> StoreHealth:
        """How it does."""
        return StoreHealth(refused=self._writer.refused, fault=self._fault)


def _reason(error: BaseException) -> str:
    """Return what a driver says, without statement, values and full stop."""
    text = str(getattr(error, "orig", None) or error).partition("\n")[0]
    return text.rstrip(".")[:200] or "it does not answer"
