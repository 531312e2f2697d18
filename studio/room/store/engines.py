"""The connections to the database: one engine to write with, one to read with.

SQLite takes one writer at a time: its writing engine has one connection, which
begins with BEGIN IMMEDIATE, so that nobody is ever told "database is locked"
half-way.  PostgreSQL's reads go to the replica, where one is given.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from studio.room.store.errors import StoreError

_TIMEOUT_S = 5
_READERS = 4
_POSTGRES_POOL = 4


def sqlite_url(path: Path) -> str:
    """Return the address of a database file."""
    return URL.create("sqlite+aiosqlite", database=str(path)).render_as_string()


def writing_engine(url: str) -> AsyncEngine:
    """Return the engine that changes things.

    Raises:
        StoreError: If the address can't be understood.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_async_engine(
            parsed, pool_size=1, max_overflow=0, pool_timeout=_TIMEOUT_S * 4
        )
        _set_up_sqlite(engine, begin="BEGIN IMMEDIATE")
        return engine
    return _postgres(parsed)


def reading_engine(url: str) -> AsyncEngine:
    """Return the engine that only looks.

    Raises:
        StoreError: If the address can't be understood.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_async_engine(
            parsed, pool_size=_READERS, max_overflow=0, pool_timeout=_TIMEOUT_S
        )
        _set_up_sqlite(engine, begin="BEGIN")
        return engine
    return _postgres(parsed)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    backend = parsed.get_backend_name() if parsed is not None else ""
    if parsed is None or backend not in ("sqlite", "postgresql"):
        raise StoreError(
            "The address of the database can't be understood: "
            "write it as postgresql://user:password@host:5432/name."
        )
    driver = "sqlite+aiosqlite" if backend == "sqlite" else "postgresql+asyncpg"
    return parsed.set(drivername=driver)


def _postgres(url: URL) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=_POSTGRES_POOL,
        max_overflow=_POSTGRES_POOL,
        pool_timeout=_TIMEOUT_S,
        pool_pre_ping=True,
        pool_recycle=300,
        connect_args={"timeout": _TIMEOUT_S, "command_timeout": _TIMEOUT_S * 2},
    )


def _set_up_sqlite(engine: AsyncEngine, *, begin: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        # The driver's own BEGIN comes too late, at the first change: ours is below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA busy_timeout = {_TIMEOUT_S * 1000}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
