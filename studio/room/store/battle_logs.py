"""Battles that were fought: results, and the log of each, for whoever doubts one.

From the database that is written to: a replica may be behind.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.protocol.values import BattleState
from studio.room.rules.records import BattleLogged
from studio.room.store import schema as s

_KIND = "battle"


@dataclass(frozen=True, slots=True)
class KeptResult:
    """What a battle came to.

    Attributes:
        content: The rules that it was begun with, as JSON; "" in what older versions kept.
        lines: How many its log has.
    """

    state: BattleState
    content: str
    lines: int
    at_ms: int


class BattleLogs:
    """See the module."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def results(self, room: str, *, limit: int, before_ms: int) -> list[BattleState]:
        """Return what a room's battles came to before that time, the newest first."""
        table = s.results
        statement = (
            select(table.c.state)
            .where(table.c.room == room, table.c.kind == _KIND, table.c.at_ms < before_ms)
            .order_by(table.c.at_ms.desc())
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(statement)).scalars().all()
        return [BattleState.model_validate_json(state) for state in found]

    async def result(self, room: str, battle: str) -> KeptResult | None:
        """Return what a battle of a room came to, None if it has no result yet."""
        table, rules, lines = s.results, s.battle_rules, s.battle_lines
        statement = select(table.c.state, table.c.at_ms).where(
            table.c.room == room, table.c.kind == _KIND, table.c.name == battle
        )
        content = select(rules.c.content).where(rules.c.battle == battle)
        count = select(func.count()).select_from(lines).where(lines.c.battle == battle)
        async with self._engine.connect() as connection:
            found = (await connection.execute(statement)).one_or_none()
            if found is None:
                return None
            return KeptResult(
                BattleState.model_validate_json(found.state),
                (await connection.execute(content)).scalar_one_or_none() or "",
                (await connection.execute(count)).scalar_one(),
                found.at_ms,
            )

    async def lines(self, battle: str, *, after: int, limit: int) -> list[BattleLogged]:
        """Return lines of a battle's log in order, from a number on."""
        table = s.battle_lines
        statement = (
            select(table)
            .where(table.c.battle == battle, table.c.line > after)
            .order_by(table.c.line)
            .limit(limit)
        )
        async with self._engine.connect() as connection:
            found = (await connection.execute(statement)).mappings().all()
        return [BattleLogged(**row) for row in found]
