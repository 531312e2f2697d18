"""One transaction on PostgreSQL: books a group, and writes it.

First by what this node knows of wallets and of the last keys, with one call that pays
only where that is still so: givers' wallets hold what was known, no key is in the books.
Otherwise, as where another node pays the same people, it is read first: ``look`` locks
the accounts, reads them and the keys that were paid.  Both go in sorted order of
accounts, so that two nodes wait for one another instead of for ever.  A gift that can't
be paid is left out by ``book``, and refused only by what was read under the lock.
"""

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

import asyncpg

from studio.room.ledger.booking import Answers, Booked, Books, Work, book, paid_by
from studio.room.ledger.entries import Credit, Marks, Order, Receipt
from studio.room.ledger.refusals import OVERDRAFT, WALLET_FULL

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_GIFT = (
    "g.number, g.key, g.room, g.giver, g.receiver, g.gift, g.count, g.coins, g.detail, "
    "g.balance, g.at_ms"
)
_LOOK = "SELECT first_number, names, balances, paid FROM look($1, $2, $3)"
_PAY = f"SELECT pay({', '.join(f'${place}' for place in range(1, 18))})"
_MEET = (
    "WITH new AS (INSERT INTO accounts SELECT unnest($1::text[]), 0 ON CONFLICT DO NOTHING) "
    "SELECT name, balance FROM accounts WHERE name = ANY($1::text[])"
)
_CREDIT = (
    "INSERT INTO credits SELECT *, $6 FROM "
    "unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])"
)
_KNOWN_ACCOUNTS = 200_000
_KNOWN_KEYS = 10_000
_UNNUMBERED = -1_024
"""Where the numbers of a group begin that ``pay`` has not numbered yet."""
_STALE = (
    asyncpg.SerializationError,
    asyncpg.UniqueViolationError,
    asyncpg.DeadlockDetectedError,
)


class PostgresBooks:
    """What is asked of one database, on whichever connection there is.

    Attributes:
        stale_groups: How many groups had to be read first, as this node knew too little.
    """

    def __init__(self) -> None:
        self.stale_groups = 0
        self._balances: dict[str, int] = {}
        self._paid: dict[tuple[str, str], Receipt] = {}
        self._paid_before: dict[tuple[str, str], Receipt] = {}

    def forget(self) -> None:
        """Know nothing any more: the next connection may lead to another server."""
        self._balances.clear()
        self._paid.clear()
        self._paid_before.clear()

    async def do(self, connection: Connection, work: Work, now_ms: int) -> Answers:
        """Do what is asked in one transaction.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError: If it may not have been done.
        """
        booked = Booked()
        if work.does_write:
            names = sorted(work.names())
            await self._meet(connection, names)
            known = None if work.credits else await self._by_what_is_known(connection, work, now_ms)
            if known is None:
                self.stale_groups += 1
                async with connection.transaction():
                    booked, balances = await _by_what_is_read(connection, work, names, now_ms)
                self._balances.update(balances)
            else:
                booked = known
            self._remember(booked)
        return await _answers(connection, work, booked)

    async def _meet(self, connection: Connection, names: list[str]) -> None:
        """Make what is missing before the transaction, so that all its locks are in order."""
        if len(self._balances) > _KNOWN_ACCOUNTS:
            self._balances.clear()
        new = [name for name in names if name not in self._balances]
        if new:
            rows = await connection.fetch(_MEET, new)
            self._balances.update(dict.fromkeys(new, 0))
            self._balances.update((row[0], row[1]) for row in rows)

    async def _by_what_is_known(
        self, connection: Connection, work: Work, now_ms: int
    ) -> Booked | None:
        """Pay without a look; return None, with nothing paid, where one is needed."""
        books = Books(self._balances, self._lately_paid(work.orders), {}, _UNNUMBERED)
        booked = book(work, books, now_ms)
        if OVERDRAFT in booked.orders or WALLET_FULL in booked.orders:
            return None  # by another node there may be more in a wallet, or less
        if not booked.gifts and not work.marks:
            return booked
        givers = {gift.order.giver for gift in booked.gifts}
        try:
            first = await _pay(connection, work, booked, self._balances, now_ms, givers)
        except _STALE:
            for name in booked.balances:
                del self._balances[name]
            return None
        _number(booked, first - _UNNUMBERED)
        return booked

    def _lately_paid(self, orders: list[Order]) -> dict[tuple[str, str], Receipt]:
        found: dict[tuple[str, str], Receipt] = {}
        for order in orders:
            key = (order.giver, order.key)
            receipt = self._paid.get(key) or self._paid_before.get(key)
            if receipt is not None:
                found[key] = receipt
        return found

    def _remember(self, booked: Booked) -> None:
        self._balances.update(booked.balances)
        if len(self._paid) >= _KNOWN_KEYS:
            self._paid, self._paid_before = {}, self._paid
        self._paid.update(paid_by(booked.gifts))


async def _by_what_is_read(
    connection: Connection, work: Work, names: list[str], now_ms: int
) -> tuple[Booked, dict[str, int]]:
    """Lock, read, book and write; return the balances of before, too."""
    orders = work.orders
    seen = await connection.fetchrow(
        _LOOK, names, [order.giver for order in orders], [order.key for order in orders]
    )
    assert seen is not None
    first_number, found, amounts, paid = seen
    balances = dict(zip(found or (), amounts or (), strict=True))
    books = Books(
        balances=balances,
        paid=paid_by(_receipt(row) for row in json.loads(paid or "[]")),
        credited=await _credited(connection, work.credits) if work.credits else {},
        next_number=first_number,
    )
    booked = book(work, books, now_ms)
    if booked.tops:
        tops = [(n, c.key, c.provider, c.user, c.coins) for n, c in booked.tops]
        await connection.execute(_CREDIT, *map(list, zip(*tops, strict=True)), now_ms)
    first_gift = booked.gifts[0].number if booked.gifts else first_number
    await _pay(connection, work, booked, balances, now_ms, set(names), first_gift)
    return booked, balances


async def _pay(
    connection: Connection,
    work: Work,
    booked: Booked,
    before: dict[str, int],
    now_ms: int,
    sure: set[str],
    first_number: int | None = None,
) -> int:
    """Write what was booked if ``sure`` wallets are as before; return the first gift's number."""
    changes = sorted(booked.balances.items())
    number: int = await connection.fetchval(
        _PAY,
        first_number,
        now_ms,
        *_columns(booked.gifts),
        [name for name, _ in changes],
        [balance - before[name] for name, balance in changes],
        [before[name] if name in sure else None for name, _ in changes],
        list(work.marks),
        [mark.seen for mark in work.marks.values()],
        [mark.kept for mark in work.marks.values()],
    )
    return number


def _number(booked: Booked, by: int) -> None:
    """Give what was booked its real numbers."""

    def real(gift: Receipt) -> Receipt:
        return Receipt(gift.number + by, gift.order, gift.balance, gift.at_ms, gift.is_repeat)

    booked.gifts = [real(gift) for gift in booked.gifts]
    booked.orders = [
        real(answer) if isinstance(answer, Receipt) and answer.number < 0 else answer
        for answer in booked.orders
    ]


def _columns(gifts: list[Receipt]) -> tuple[list[str | int], ...]:
    """Return the table of gifts by its columns from its key to its balance."""
    orders = [gift.order for gift in gifts]
    return (
        [order.key for order in orders],
        [order.room for order in orders],
        [order.giver for order in orders],
        [order.receiver for order in orders],
        [order.gift for order in orders],
        [order.count for order in orders],
        [order.coins for order in orders],
        [order.detail for order in orders],
        [gift.balance for gift in gifts],
    )


async def _credited(connection: Connection, credits: list[Credit]) -> dict[tuple[str, str], Credit]:
    rows = await connection.fetch(
        "SELECT c.key, c.receiver, c.coins, c.provider FROM "
        "unnest($1::text[], $2::text[]) AS v (provider, key) "
        "JOIN credits c ON c.provider = v.provider AND c.key = v.key",
        [credit.provider for credit in credits],
        [credit.key for credit in credits],
    )
    return {(row[3], row[0]): Credit(*row) for row in rows}


async def _answers(connection: Connection, work: Work, booked: Booked) -> Answers:
    balances: dict[str, int] = {}
    pages: dict[tuple[str, int], list[Receipt]] = {}
    marks: dict[str, Marks] = {}
    if work.wallets:
        rows = await connection.fetch(
            "SELECT name, balance FROM accounts WHERE name = ANY($1::text[])", list(work.wallets)
        )
        balances = {row[0]: row[1] for row in rows}
    for (room, after), limit in work.pages.items():
        rows = await connection.fetch(
            f"SELECT {_GIFT} FROM gifts g WHERE g.room = $1 AND g.number > $2 "
            "ORDER BY g.number LIMIT $3",
            room,
            after,
            limit,
        )
        pages[room, after] = [_receipt(row) for row in rows]
    if work.rooms:
        rows = await connection.fetch(
            "SELECT room, seen, kept FROM marks WHERE room = ANY($1::text[])", list(work.rooms)
        )
        marks = {row[0]: Marks(row[1], row[2]) for row in rows}
    return Answers(booked.orders, booked.credits, balances, pages, marks, True)


def _receipt(row: "Sequence[Any] | asyncpg.Record") -> Receipt:
    return Receipt(row[0], Order(*row[1:9]), balance=row[9], at_ms=row[10])
