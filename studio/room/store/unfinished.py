"""Stays that have no end, since the edge was killed that would have written it."""

from dataclasses import dataclass

from sqlalchemy import func, select, union_all
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.store import schema as s
from studio.room.store.stays import LOOK_BACK_MS


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Somebody who came and is not known to have left.

    Attributes:
        alive_ms: When the room gave its last sign of life before it was opened again.
    """

    user: str
    is_guest: bool
    came_ms: int
    alive_ms: int


class UnfinishedStays:
    """See the module."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def of(self, room: str, opened_ms: int) -> list[Unfinished]:
        """Return them, as they were when the room was opened."""
        table = s.presence.c
        newest = func.row_number().over(
            partition_by=table.user, order_by=(table.at_ms.desc(), table.is_here)
        )
        last = (
            select(table.user, table.is_guest, table.at_ms, table.is_here, newest.label("newest"))
            .where(
                table.room == room,
                table.at_ms < opened_ms,
                table.at_ms >= opened_ms - LOOK_BACK_MS,
            )
            .subquery()
        )
        statement = select(last.c.user, last.c.is_guest, last.c.at_ms).where(
            last.c.newest == 1, last.c.is_here
        )
        signs = union_all(
            *(
                select(func.max(each.c.at_ms).label("at_ms")).where(
                    each.c.room == room, each.c.at_ms < opened_ms
                )
                for each in (s.presence, s.danmaku, s.gifts, s.likes)
            )
        ).subquery()
        async with self._engine.connect() as connection:
            alive_ms = (await connection.execute(select(func.max(signs.c.at_ms)))).scalar() or 0
            found = (await connection.execute(statement)).all()
        return [
            Unfinished(user, guest, came, max(alive_ms, came + 1)) for user, guest, came in found
        ]
