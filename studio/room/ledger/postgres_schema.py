"""The ledger's tables in PostgreSQL, and how they are brought up to date."""

import asyncpg

from studio.room.ledger.errors import LedgerError

SCHEMA = "ledger"
"""The store has tables in the same database, some of the same names."""

_LOCK = 0x524C4544  # of an advisory lock: nodes that start at once migrate one after the other

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE accounts (
        name text PRIMARY KEY, balance bigint NOT NULL,
        CHECK (balance >= 0 OR name = '@mint')
    ) WITH (fillfactor = 50);
    CREATE SEQUENCE movement_numbers;
    CREATE TABLE gifts (
        number bigint PRIMARY KEY, key text NOT NULL, room text NOT NULL, giver text NOT NULL,
        receiver text NOT NULL, gift text NOT NULL, count bigint NOT NULL,
        coins bigint NOT NULL CHECK (coins > 0), detail text NOT NULL,
        balance bigint NOT NULL, at_ms bigint NOT NULL, UNIQUE (giver, key)
    );
    CREATE TABLE credits (
        number bigint PRIMARY KEY, key text NOT NULL, provider text NOT NULL,
        receiver text NOT NULL, coins bigint NOT NULL CHECK (coins > 0), at_ms bigint NOT NULL,
        UNIQUE (provider, key)
    );
    CREATE TABLE postings (
        movement bigint NOT NULL, side smallint NOT NULL, account text NOT NULL,
        coins bigint NOT NULL, PRIMARY KEY (movement, side)
    );
    CREATE TABLE outbox (room text, number bigint, PRIMARY KEY (room, number));
    """,
)


async def migrate(
    connection: "asyncpg.Connection[asyncpg.Record]", migrations: tuple[str, ...] = MIGRATIONS
) -> None:
    """Make the tables if there are none, and bring them up to date.

    Raises:
        LedgerError: If they were made by a newer version.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS ledger_schema (version integer NOT NULL)"
        )
        version = await connection.fetchval("SELECT max(version) FROM ledger_schema") or 0
        if version > len(migrations):
            raise LedgerError(
                f"The ledger's database was made by a newer version (schema {version}; this one "
                f"knows {len(migrations)}). Update Rocket Studio; nothing was changed."
            )
        for number, script in enumerate(migrations[version:], version + 1):
            await connection.execute(script)
            await connection.execute("INSERT INTO ledger_schema VALUES ($1)", number)
