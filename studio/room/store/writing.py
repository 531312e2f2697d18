"""Writes a batch of records in one transaction, kind by kind, as upserts.

A row that the database refuses for what is in it would hold up all others for
ever: the batch is halved until that row stands alone, and it is left out and counted.
"""

import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from studio.room.store.rows import Keepable, Row, Write, rows

logger = logging.getLogger(__name__)

_DATA_CLASSES = ("22", "23")
"""SQLSTATE: data exception, integrity constraint violation."""


class Writer:
    """Writes records.

    Attributes:
        refused: Rows that the database did not take for what was in them, ever.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.refused = 0
        self._engine = engine
        self._is_postgres = engine.dialect.name == "postgresql"
        self._statements: dict[Write, Executable] = {}

    async def write(self, records: Sequence[Keepable]) -> None:
        """Write them all, but for those that can't be written at all.

        Raises:
            Exception: What the driver raises, if the database is not there.
        """
        try:
            async with self._engine.begin() as connection:
                await connection.run_sync(self._write, records)
        except (StatementError, OverflowError, TypeError, ValueError) as error:
            if not _is_about_the_data(error):
                raise
            if len(records) > 1:
                half = len(records) // 2
                await self.write(records[:half])
                await self.write(records[half:])
                return
            self.refused += 1
            kind = type(records[0]).__name__
            logger.error("The store takes no such %s: %s", kind, type(error).__name__)

    def _write(self, connection: Connection, records: Sequence[Keepable]) -> None:
        by_write: dict[Write, dict[tuple[Any, ...], Row]] = {}
        for record in records:
            for write, row in rows(record):
                key = tuple(row.get(column.name) for column in write.table.primary_key)
                by_write.setdefault(write, {})[key] = row
        # An update of danmaku comes after they were made, and what is over was open before.
        for write in sorted(by_write, key=lambda each: (each.is_delete, each.is_update)):
            parameters = [_parameters(write, row) for row in by_write[write].values()]
            connection.execute(self._statement(write), parameters)

    def _statement(self, write: Write) -> Executable:
        if write not in self._statements:
            make = self._upsert
            if write.is_update or write.is_delete:
                make = self._delete if write.is_delete else self._update
            self._statements[write] = make(write)
        return self._statements[write]

    def _delete(self, write: Write) -> Executable:
        table = write.table
        return delete(table).where(
            table.c.room == bindparam("row_room"), table.c.name == bindparam("row_name")
        )

    def _update(self, write: Write) -> Executable:
        # Its parameters may not be called as the columns are: see ``_parameters``.
        statement = update(write.table)
        for column in write.table.primary_key:
            statement = statement.where(column == bindparam(f"row_{column.name}"))
        return statement.values({name: bindparam(f"row_{name}") for name in write.changes})

    def _upsert(self, write: Write) -> Executable:
        keys = [column.name for column in write.table.primary_key]
        insert = postgresql.insert if self._is_postgres else sqlite.insert
        statement = insert(write.table)
        if not write.changes:
            return statement.on_conflict_do_nothing(index_elements=keys)
        changes = {name: statement.excluded[name] for name in write.changes}
        return statement.on_conflict_do_update(index_elements=keys, set_=changes)


def _parameters(write: Write, row: Row) -> Row:
    if not (write.is_update or write.is_delete):
        return row
    return {f"row_{name}": value for name, value in row.items()}


def _is_about_the_data(error: Exception) -> bool:
    if not isinstance(error, DBAPIError):
        return True  # a value that the driver can't send, e.g. a number beyond 64 bits
    if isinstance(error, DataError | IntegrityError):
        return True
    return str(getattr(error.orig, "sqlstate", "") or "").startswith(_DATA_CLASSES)
