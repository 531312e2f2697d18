"""The keys to other platforms, by room, in the PostgreSQL that the nodes of a server share.

They are as safe as the database is: nobody but its users reads them, they are never given
back to anybody, and stand in no log::

    table = await PlatformTable.open("postgresql://…")
    await table.keep("1", keys)
    await table.close()
"""

from typing import Self

import asyncpg
from pydantic import ValidationError

from studio.model.errors import StudioError
from studio.room.inbound.keys import Bilibili

_ANSWER_S = 2.0
_FAILURES = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)
_LOCK = 0x504C4154  # of an advisory lock: nodes that start at once make the table in turn
_TABLE = """
CREATE TABLE IF NOT EXISTS platform_keys (
    room text, platform text, content text NOT NULL, PRIMARY KEY (room, platform)
)
"""
_FIND = "SELECT content FROM platform_keys WHERE room = $1 AND platform = $2"
_KEEP = """
INSERT INTO platform_keys VALUES ($1, $2, $3)
ON CONFLICT (room, platform) DO UPDATE SET content = excluded.content
"""
_FORGET = "DELETE FROM platform_keys WHERE room = $1 AND platform = $2"
_BILIBILI = "bilibili"


class PlatformTableError(StudioError):
    """The table can't be used."""


class PlatformTable:
    """See the module; made by ``open``."""

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect.

        Raises:
            PlatformTableError: If the database can't be used.
        """
        try:
            pool = await asyncpg.create_pool(
                url, min_size=1, max_size=2, timeout=_ANSWER_S, command_timeout=_ANSWER_S
            )
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
                await connection.execute(_TABLE)
        except _FAILURES as error:
            raise _away(error) from error
        return cls(pool)

    async def bilibili(self, room: str) -> Bilibili | None:
        """Return the keys of a room, None if it has none.

        Raises:
            PlatformTableError: If they can't be read.
        """
        try:
            content = await self._pool.fetchval(_FIND, room, _BILIBILI)
        except _FAILURES as error:
            raise _away(error) from error
        try:
            return None if content is None else Bilibili.model_validate_json(content)
        except ValidationError:
            # The error itself would show what is in the table.
            raise PlatformTableError(
                f"The keys of room {room} are damaged. Enter them again."
            ) from None

    async def keep(self, room: str, keys: Bilibili | None) -> None:
        """Note the keys of a room, or that it has none any more.

        Raises:
            PlatformTableError: If they can't be kept; nothing has changed.
        """
        try:
            if keys:
                await self._pool.execute(_KEEP, room, _BILIBILI, keys.model_dump_json())
            else:
                await self._pool.execute(_FORGET, room, _BILIBILI)
        except _FAILURES as error:
            raise _away(error) from error

    async def close(self) -> None:
        """Hang up."""
        self._pool.terminate()


def _away(error: BaseException) -> PlatformTableError:
    return PlatformTableError(
        f"The database with the keys to platforms does not answer ({type(error).__name__}). "
        "Try again in a moment."
    )
