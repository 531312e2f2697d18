"""Lists for pages: shows, the audit log, danmaku; from the replica, if there is one."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.store import schema as s
from studio.room.store.rows import AuditEntry


@dataclass(frozen=True, slots=True)
class KeptShow:
    """A show, over or not."""

    room: str
    show: str
    title: str
    category: str
    started_ms: int
    ended_ms: int | None
    likes: int
    peak_viewers: int


@dataclass(frozen=True, slots=True)
class KeptDanmaku:
    """A danmaku as a moderator sees it.

    Attributes:
        shown: What viewers saw; None while it is held, or when it never was let go.
    """

    room: str
    danmaku: int
    user: str
    name: str
    text: str
    shown: str | None
    reasons: tuple[str, ...]
    score: float
    is_hidden: bool
    at_ms: int
    source: str


class Looks:
    """Lists, newest first, bounded by ``limit``."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def shows(self, room: str, *, limit: int, before_ms: int) -> list[KeptShow]:
        """Return shows that began before that time."""
        table = s.shows
        statement = (
            select(table)
            .where(table.c.room == room, table.c.started_ms < before_ms)
            .order_by(table.c.started_ms.desc())
            .limit(limit)
        )
        return [KeptShow(**row) for row in await self._all(statement)]

    async def audit(self, room: str, *, limit: int, before_ms: int) -> list[AuditEntry]:
        """Return what was done in a room, or, with "", to the server, before that time."""
        table = s.audit
        statement = (
            select(table)
            .where(table.c.room == room, table.c.at_ms < before_ms)
            .order_by(table.c.at_ms.desc())
            .limit(limit)
        )
        return [AuditEntry(**row) for row in await self._all(statement)]

    async def held(self, room: str, *, limit: int) -> list[KeptDanmaku]:
        """Return danmaku that wait for a moderator, the newest first."""
        table = s.danmaku
        return await self._danmaku(
            limit, table.c.room == room, table.c.shown.is_(None), table.c.is_hidden.is_(False)
        )

    async def danmaku(
        self, room: str, *, limit: int, before: int, user: str | None = None
    ) -> list[KeptDanmaku]:
        """Return danmaku with numbers below that one, of everybody or of one user."""
        table = s.danmaku
        conditions: list[ColumnElement[bool]] = [table.c.room == room, table.c.danmaku < before]
        if user is not None:
            conditions.append(table.c.user == user)
        return await self._danmaku(limit, *conditions)

    async def _danmaku(self, limit: int, *conditions: ColumnElement[bool]) -> list[KeptDanmaku]:
        table = s.danmaku
        columns = [column for column in table.c if column.name not in ("color", "place")]
        statement = (
            select(*columns).where(*conditions).order_by(table.c.danmaku.desc()).limit(limit)
        )
        return [
            KeptDanmaku(**{**row, "reasons": tuple(json.loads(row["reasons"]))})
            for row in await self._all(statement)
        ]

    async def _all(self, statement: Select[Any]) -> list[RowMapping]:
        async with self._engine.connect() as connection:
            return list((await connection.execute(statement)).mappings())
