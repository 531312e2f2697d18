"""Gifts that a room saw, for whoever missed more than the room's history holds.

From the database that is written to: a replica may be behind.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.store import schema as s


@dataclass(frozen=True, slots=True)
class KeptGift:
    """A gift; ``number`` is the ledger's."""

    room: str
    number: int
    kind: str
    count: int
    coins: int
    giver: str
    giver_name: str
    receiver: str
    combo: str
    combo_count: int
    battle: str | None
    at_ms: int


class ShownGifts:
    """See the module."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def since(self, room: str, since_ms: int, after: int, limit: int) -> list[KeptGift]:
        """Return gifts that were paid at that time or later, in order, from a number on."""
        table = s.gifts
        statement = (
            select(table)
            .where(table.c.room == room, table.c.number > after, table.c.at_ms >= since_ms)
            .order_by(table.c.number)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(statement)).mappings().all()
        return [KeptGift(**row) for row in found]
