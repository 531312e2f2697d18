"""Tests of studio.room.ledger.audit: each kind of damage to the books is told."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.room.ledger.entries import Marks
from studio.room.ledger.sqlite import SqliteLedger
from tests.room.ledger.contract import an_order, paid, top_up


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("INSERT INTO entries VALUES (1, 2, 'bob', 1)", "do not add up to zero"),
        ("UPDATE gifts SET coins = coins + 1", "sum of their postings"),
        ("UPDATE wallets SET balance = balance + 1 WHERE name = 'bob'", "sum of their postings"),
        ("DELETE FROM wallets WHERE name = 'bob'", "do not exist"),
        ("UPDATE entered SET up_to = 99", "gifts without exactly their two postings"),
        ("UPDATE entered SET up_to = 99", "credits without exactly their two postings"),
        ("DELETE FROM gifts", "rooms that have come further than their gifts"),
        (
            "INSERT INTO gifts SELECT 9, key, room, giver, receiver, gift, count, coins, detail, "
            "balance, at_ms FROM gifts",
            "keys that were paid more than once",
        ),
        ("DELETE FROM credits", "sum of their postings"),
        ("INSERT INTO entries VALUES (99, 0, 'bob', 1)", "postings that belong to nothing"),
    ],
)
def test_damage_is_told(tmp_path: Path, damage: str, told: str) -> None:
    async def body() -> tuple[str, ...]:
        path = tmp_path / "ledger.db"
        ledger = await SqliteLedger.open(path)
        await top_up(ledger)
        number = (await paid(ledger, an_order())).number
        await ledger.mark("r1", Marks(number, number))
        assert (await ledger.audit()).problems == ()
        await ledger.close()  # so that the books hold all there is
        ledger = await SqliteLedger.open(path)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(damage)
        problems = (await ledger.audit()).problems
        await ledger.close()
        return problems

    problems = asyncio.run(body())
    assert any(told in problem for problem in problems), problems
