"""The ledger of many nodes, on PostgreSQL: one connection, one commit for each group.

    ledger = await PostgresLedger.open("postgresql://…")
    receipt = await ledger.give(order)

A lost connection is opened again by itself.  A group that was under way then may or
may not have landed, so it is repeated, which the keys make safe, and its givers hear
the truth; only when the server stays away are they told ``unavailable``.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Self

import asyncpg

from studio.room.ledger.audit import CHECKS, COUNTS, result
from studio.room.ledger.booking import Answers, Work, unwritten
from studio.room.ledger.entries import Audit, Receipt
from studio.room.ledger.errors import LedgerError
from studio.room.ledger.grouping import LIMIT, Grouper
from studio.room.ledger.postgres_books import Connection, PostgresBooks
from studio.room.ledger.postgres_schema import SCHEMA, migrate
from studio.room.ledger.sqlite import wall_clock_ms

_CONNECT_S = 3.0
_ANSWER_S = 5.0
_PATIENCE_S = 4.0
"""How long a group is repeated after the server was lost."""
_RETRY_S = 0.1
_PLANS = dict.fromkeys(("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"), "off")
"""A group looks up some rows by their keys.  Planned when the tables were empty, it read all of
them each time: 3.3 ms after 20,000 gifts."""
_FAILURES = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)  # TimeoutError is an OSError

_log = logging.getLogger(__name__)


class PostgresLedger:
    """See the module; made by ``open``, belongs to one loop.

    Attributes:
        failed_groups: How many groups could not be committed in time.
        reconnects: How often a lost connection was opened again.
    """

    def __init__(
        self, url: str, connection: Connection, limit: int, now_ms: Callable[[], int]
    ) -> None:
        self.failed_groups = 0
        self.reconnects = 0
        self._url = url
        self._connection: Connection | None = connection
        self._is_lost = False
        self._books = PostgresBooks()
        self._now_ms = now_ms
        self._grouper = Grouper(self._commit, limit=limit)
        self.give = self._grouper.give
        self.credit = self._grouper.credit
        self.balance = self._grouper.balance
        self.gifts_after = self._grouper.gifts_after
        self.marks = self._grouper.marks
        self.mark = self._grouper.mark

    @classmethod
    async def open(
        cls, url: str, *, limit: int = LIMIT, now_ms: Callable[[], int] = wall_clock_ms
    ) -> Self:
        """Connect, and bring the tables up to date.

        Raises:
            LedgerError: If the server can't be reached, or its tables are of a newer version.
        """
        connection: Connection | None = None
        try:
            connection = await _connect(url)
            await migrate(connection)
        except BaseException as error:
            if connection is not None:
                connection.terminate()
            if isinstance(error, _FAILURES):
                raise _unreachable(error) from error
            raise
        return cls(url, connection, limit, now_ms)

    async def audit(self) -> Audit:
        """Check every sum, on a snapshot of its own, while gifts go on.

        Raises:
            LedgerError: If the books can't be read.
        """
        try:
            connection = await _connect(self._url, answer_s=600.0, settings={})
            try:
                async with connection.transaction(isolation="repeatable_read", readonly=True):
                    counts = await connection.fetchrow(COUNTS)
                    wrong = [int(await connection.fetchval(sql)) for sql, _ in CHECKS]
            finally:
                await connection.close()
        except _FAILURES as error:
            raise _unreachable(error) from error
        assert counts is not None
        return result((counts[0], counts[1], counts[2]), wrong)

    async def close(self) -> None:
        """Commit what waits, and end."""
        await self._grouper.close()
        await self._hang_up()

    async def _commit(self, work: Work) -> Answers:
        loop = asyncio.get_running_loop()
        ends = loop.time() + (0.0 if self._is_lost else _PATIENCE_S)
        is_first = True
        while True:
            try:
                answers = await self._attempt(work)
            except Exception as error:  # the border: whatever a group held, the next is paid
                await self._hang_up()
                if not isinstance(error, _FAILURES) or loop.time() >= ends:
                    return self._give_up(work, error)
                is_first = False
                await asyncio.sleep(_RETRY_S)
            else:
                return answers if is_first else _as_first(answers)

    async def _attempt(self, work: Work) -> Answers:
        if self._connection is None:
            self._connection = await _connect(self._url)
            self.reconnects += 1
            if self._is_lost:
                _log.warning("The ledger's database is back.")
        answers = await self._books.do(self._connection, work, self._now_ms())
        self._is_lost = False
        return answers

    def _give_up(self, work: Work, error: Exception) -> Answers:
        self.failed_groups += 1
        if not self._is_lost:
            _log.error("The ledger's database can't be used (%s).", type(error).__name__)
        self._is_lost = True
        return unwritten(work)

    async def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        self._books.forget()
        if connection is not None:
            with contextlib.suppress(*_FAILURES):
                await connection.close(timeout=0.5)


def _as_first(answers: Answers) -> Answers:
    """Take back the word ``repeat``: what this group repeated were its own orders.

    A client's real repeat in the same group is then called new as well; the room shows
    a gift once by its number.
    """
    answers.orders = [
        Receipt(gift.number, gift.order, gift.balance, gift.at_ms)
        if isinstance(gift, Receipt)
        else gift
        for gift in answers.orders
    ]
    return answers


async def _connect(
    url: str, answer_s: float = _ANSWER_S, settings: Mapping[str, str] = _PLANS
) -> Connection:
    connection: Connection = await asyncpg.connect(
        url,
        timeout=_CONNECT_S,
        command_timeout=answer_s,
        server_settings={"search_path": SCHEMA, **settings},
    )
    return connection


def _unreachable(error: BaseException) -> LedgerError:
    # Not the address: there may be a password in it.
    return LedgerError(
        f"The ledger's database can't be used ({type(error).__name__}: {error}). Check that "
        "PostgreSQL runs and that the address given with --database is right."
    )
