"""One transaction on PostgreSQL: locks what a group needs, books it, commits.

Set by set (``unnest``), in sorted order of accounts, so that two nodes that pay the
same people wait for one another instead of for ever.  A gift that can't be paid is
left out by ``book``; nothing raises within the transaction.
"""

from typing import TypeAlias

import asyncpg

from studio.room.ledger.booking import Answers, Booked, Books, Work, book, gift_row, paid_by
from studio.room.ledger.entries import MINT, Credit, Order, Receipt

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_GIFT = (
    "g.number, g.key, g.room, g.giver, g.receiver, g.gift, g.count, g.coins, g.detail, "
    "g.balance, g.at_ms"
)
_READ = "SELECT name, balance FROM accounts WHERE name = ANY($1::text[]) ORDER BY name FOR UPDATE"
_PAID = (
    f"SELECT {_GIFT} FROM unnest($1::text[], $2::text[]) AS v (giver, key) "
    "JOIN gifts g ON g.giver = v.giver AND g.key = v.key"
)
_NUMBERS = "SELECT nextval('movement_numbers') FROM generate_series(1, $1)"
_GIVE = """
    WITH new AS (
        INSERT INTO gifts
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[],
            $6::text[], $7::bigint[], $8::bigint[], $9::text[], $10::bigint[], $11::bigint[])
        RETURNING number, room, giver, receiver, coins
    ), posted AS (
        INSERT INTO postings
        SELECT number, side, CASE side WHEN 0 THEN giver ELSE receiver END,
            CASE side WHEN 0 THEN -coins ELSE coins END
        FROM new CROSS JOIN (VALUES (0), (1)) AS s (side)
    )
    INSERT INTO outbox SELECT room, number FROM new
"""
_CREDIT = f"""
    WITH new AS (
        INSERT INTO credits
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[],
            $6::bigint[])
        RETURNING number, receiver, coins
    )
    INSERT INTO postings
    SELECT number, side, CASE side WHEN 0 THEN '{MINT}' ELSE receiver END,
        CASE side WHEN 0 THEN -coins ELSE coins END
    FROM new CROSS JOIN (VALUES (0), (1)) AS s (side)
"""
_BALANCES = (
    "UPDATE accounts a SET balance = v.balance "
    "FROM unnest($1::text[], $2::bigint[]) AS v (name, balance) WHERE a.name = v.name"
)
_KNOWN_ACCOUNTS = 200_000


class PostgresBooks:
    """What is asked of one database, on whichever connection there is."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def forget(self) -> None:
        """Know nothing any more: the next connection may lead to another server."""
        self._known.clear()

    async def do(self, connection: Connection, work: Work, now_ms: int) -> Answers:
        """Do what is asked in one transaction.

        Raises:
            OSError, asyncpg.PostgresError, asyncpg.InterfaceError: If it may not have been done.
        """
        booked = Booked()
        if work.does_write:
            names = sorted(work.names())
            await self._make_accounts(connection, names)
            async with connection.transaction():
                booked = await self._write(connection, work, names, now_ms)
        return await _answers(connection, work, booked)

    async def _make_accounts(self, connection: Connection, names: list[str]) -> None:
        """Make what is missing before the transaction, so that all its locks are in order."""
        if len(self._known) > _KNOWN_ACCOUNTS:
            self._known.clear()
        new = [name for name in names if name not in self._known]
        if new:
            await connection.execute(
                "INSERT INTO accounts SELECT unnest($1::text[]), 0 ON CONFLICT DO NOTHING", new
            )
            self._known.update(new)

    async def _write(
        self, connection: Connection, work: Work, names: list[str], now_ms: int
    ) -> Booked:
        balances = {row[0]: row[1] for row in await connection.fetch(_READ, names)}
        paid = await connection.fetch(
            _PAID, [order.giver for order in work.orders], [order.key for order in work.orders]
        )
        books = Books(balances, paid_by(map(_receipt, paid)), {}, 0)
        if work.credits:
            books.credited = await _credited(connection, work.credits)
        booked = book(work, books, now_ms)
        await _number(connection, booked, work)
        if booked.tops:
            tops = [(n, c.key, c.provider, c.user, c.coins, now_ms) for n, c in booked.tops]
            await connection.execute(_CREDIT, *map(list, zip(*tops, strict=True)))
        if booked.gifts:
            gifts = [gift_row(gift) for gift in booked.gifts]
            await connection.execute(_GIVE, *map(list, zip(*gifts, strict=True)))
        if booked.balances:
            await connection.execute(
                _BALANCES, list(booked.balances), list(booked.balances.values())
            )
        for room, up_to in work.marks.items():
            await connection.execute(
                "DELETE FROM outbox WHERE room = $1 AND number <= $2", room, up_to
            )
        return booked


async def _number(connection: Connection, booked: Booked, work: Work) -> None:
    """Give what was booked its real numbers, which all nodes share: book counted from 0."""
    count = len(booked.tops) + len(booked.gifts)
    if not count:
        return
    numbers = [row[0] for row in await connection.fetch(_NUMBERS, count)]
    booked.tops = [(numbers[n], credit) for n, credit in booked.tops]
    booked.gifts = [_numbered(gift, numbers[gift.number]) for gift in booked.gifts]
    real = paid_by(booked.gifts)
    for index, (order, answer) in enumerate(zip(work.orders, booked.orders, strict=True)):
        if isinstance(answer, Receipt) and (order.giver, order.key) in real:
            receipt = real[(order.giver, order.key)]
            booked.orders[index] = _numbered(receipt, receipt.number, answer.is_repeat)


def _numbered(gift: Receipt, number: int, is_repeat: bool = False) -> Receipt:
    return Receipt(number, gift.order, gift.balance, gift.at_ms, is_repeat)


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
    unsent: dict[str, list[Receipt]] = {}
    if work.wallets:
        rows = await connection.fetch(
            "SELECT name, balance FROM accounts WHERE name = ANY($1::text[])", list(work.wallets)
        )
        balances = {row[0]: row[1] for row in rows}
    for room, limit in work.rooms.items():
        rows = await connection.fetch(
            f"SELECT {_GIFT} FROM outbox o JOIN gifts g ON g.number = o.number "
            "WHERE o.room = $1 ORDER BY o.number LIMIT $2",
            room,
            limit,
        )
        unsent[room] = [_receipt(row) for row in rows]
    return Answers(booked.orders, booked.credits, balances, unsent, True)


def _receipt(row: asyncpg.Record) -> Receipt:
    return Receipt(row[0], Order(*row[1:9]), balance=row[9], at_ms=row[10])
