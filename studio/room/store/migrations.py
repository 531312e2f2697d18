"""How the tables of an older version become the ones of this.

A new database gets all tables as they are now; an older one gets the steps that it
lacks, each in the transaction that also writes down its version.  Of several nodes
that start at once, one does it and the others wait.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.store.errors import StoreError
from studio.room.store.schema import (
    battle_rules,
    foreign_gifts,
    metadata,
    open_entries,
    open_things,
    revocations,
    short_links,
    version,
)


def _platforms(connection: Connection) -> None:
    """People of other platforms are heard, and what goes on in a room outlives a crash."""
    connection.execute(
        text("ALTER TABLE danmaku ADD COLUMN source VARCHAR(64) NOT NULL DEFAULT 'room'")
    )
    foreign_gifts.create(connection)
    open_things.create(connection)
    open_entries.create(connection)


def _invitations(connection: Connection) -> None:
    """One invitation can be taken back."""
    revocations.create(connection)


def _battles(connection: Connection) -> None:
    """A battle's log is replayed by the rules that it was begun with."""
    battle_rules.create(connection)


def _short_links(connection: Connection) -> None:
    """Codes on screens hold short addresses."""
    short_links.create(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (
    _platforms,
    _invitations,
    _battles,
    _short_links,
)
"""Step n makes version n + 2 of version n + 1; a step that was released is never changed."""

_ADVISORY_LOCK = 0x726F636B  # any number that nobody else takes


async def migrate(engine: AsyncEngine) -> None:
    """Bring a database to the version of this program.

    Raises:
        StoreError: If it was written by a newer program.
    """
    async with engine.begin() as connection:
        await connection.run_sync(_migrate)


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    ours = len(STEPS) + 1
    if not inspect(connection).has_table(version.name):
        metadata.create_all(connection)
        _note(connection, ours)
        return
    theirs = connection.execute(select(version.c.version)).scalar_one()
    if theirs > ours:
        raise StoreError(
            f"The database is of version {theirs}, and this program knows {ours}: "
            "start the newer program that wrote it."
        )
    for number, step in enumerate(STEPS[theirs - 1 :], theirs + 1):
        step(connection)
        _note(connection, number)


def _note(connection: Connection, number: int) -> None:
    connection.execute(delete(version))
    connection.execute(insert(version).values(version=number))
