"""Short addresses of links: what a code on a screen holds, so that a phone reads it from afar."""

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.store.schema import short_links


class ShortLinks:
    """See the module."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep(self, code: str, path: str, expires_s: int) -> None:
        """Keep what a new code leads to; ``People.forget_old_sessions`` deletes old ones."""
        values = {"code": code, "path": path, "expires_s": expires_s}
        async with self._engine.begin() as connection:
            await connection.execute(insert(short_links).values(values))

    async def path(self, code: str, now_s: int) -> str | None:
        """Return what a code leads to, None if there is none such or it is over."""
        statement = select(short_links.c.path).where(
            short_links.c.code == code, short_links.c.expires_s > now_s
        )
        async with self._engine.connect() as connection:
            return (await connection.execute(statement)).scalar_one_or_none()
