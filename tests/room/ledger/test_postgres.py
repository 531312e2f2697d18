"""Tests of studio.room.ledger.postgres, on a real server that is stopped and started."""

import asyncio
import time

import asyncpg
import pytest

from studio.room.ledger.entries import MINT, Declined, Ledger, Marks, Receipt
from studio.room.ledger.errors import LedgerError
from studio.room.ledger.postgres import PostgresLedger
from studio.room.ledger.postgres_schema import MIGRATIONS, migrate
from tests.room.ledger.contract import (
    LedgerContract,
    Opener,
    an_order,
    assert_balanced,
    paid,
    top_up,
)
from tests.room.postgres import Postgres


class TestPostgresLedger(LedgerContract):
    @pytest.fixture
    def opener(self, postgres: Postgres) -> Opener:
        url = postgres.new_database()

        async def open_books() -> Ledger:
            return await PostgresLedger.open(url)

        return open_books


def test_two_nodes_pay_from_the_same_wallets(postgres: Postgres) -> None:
    async def body() -> None:
        url = postgres.new_database()
        nodes = [await PostgresLedger.open(url) for _ in range(2)]
        await asyncio.gather(*(top_up(nodes[i % 2], f"u{i}", 500, f"p{i}") for i in range(10)))
        orders = [
            an_order(f"key-{i:05}", 1, giver=f"u{i % 10}", receiver=f"u{(i * 7 + 1) % 10}")
            for i in range(2_000)
            if i % 10 != (i * 7 + 1) % 10
        ]
        answers = await asyncio.gather(
            *(node.give(order) for order in orders for node in nodes)  # both are asked for each
        )
        receipts = [answer for answer in answers if isinstance(answer, Receipt)]
        assert len(receipts) == 2 * len(orders)
        assert sum(not receipt.is_repeat for receipt in receipts) == len(orders)
        await assert_balanced(nodes[0], gifts=len(orders))
        assert [node.failed_groups for node in nodes] == [0, 0]
        for node in nodes:
            await node.close()

    asyncio.run(body())


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_crash_of_the_server(postgres: Postgres) -> None:
    acknowledged: dict[str, int] = {}

    async def give_all(ledger: PostgresLedger, sender: int, ends: asyncio.Event) -> None:
        for turn in range(100_000):
            if ends.is_set():
                return
            key = f"s{sender:02}-{turn:06}"
            answer = await ledger.give(an_order(key, 1))
            while isinstance(answer, Declined):  # as a client does
                assert answer.code == "unavailable", answer
                await asyncio.sleep(0.05)
                answer = await ledger.give(an_order(key, 1))
            acknowledged[key] = answer.number

    async def body() -> float:
        ledger = await PostgresLedger.open(postgres.new_database())
        await top_up(ledger, coins=10_000_000)
        ends = asyncio.Event()
        senders = [asyncio.create_task(give_all(ledger, i, ends)) for i in range(20)]
        await wait_for_more(acknowledged, 500)
        await asyncio.to_thread(postgres.stop, "immediate")
        await asyncio.to_thread(postgres.start)
        back = time.monotonic()
        await wait_for_more(acknowledged, 500)
        took_s = time.monotonic() - back
        ends.set()
        await asyncio.gather(*senders)
        assert ledger.reconnects > 0
        assert len(set(acknowledged.values())) == len(acknowledged)
        await assert_balanced(ledger, gifts=len(acknowledged))
        assert await ledger.balance("bob") == len(acknowledged)
        await ledger.close()
        return took_s

    took_s = asyncio.run(asyncio.wait_for(body(), 100))
    print(f"500 gifts were paid {took_s:.2f} s after the server was back")


async def wait_for_more(acknowledged: dict[str, int], count: int) -> None:
    wanted = len(acknowledged) + count
    async with asyncio.timeout(60):
        while len(acknowledged) < wanted:
            await asyncio.sleep(0.005)


@pytest.mark.slow
def test_a_server_that_stays_away_is_told_and_found_again(postgres: Postgres) -> None:
    async def body() -> None:
        ledger = await PostgresLedger.open(postgres.new_database())
        await top_up(ledger)
        await asyncio.to_thread(postgres.stop)
        try:
            first = await ledger.give(an_order())
            assert isinstance(first, Declined)
            assert first.code == "unavailable"
            begun = time.monotonic()
            assert isinstance(await ledger.give(an_order()), Declined)  # known by now: at once
            assert time.monotonic() - begun < 3
            with pytest.raises(LedgerError, match="can't be read"):
                await ledger.balance("ann")
        finally:
            await asyncio.to_thread(postgres.start)
        receipt = await paid(ledger, an_order())
        assert receipt.balance == 90
        await assert_balanced(ledger, gifts=1)
        await ledger.close()

    asyncio.run(body())


def test_a_server_that_is_not_there_is_a_sentence(postgres: Postgres) -> None:
    url = f"postgresql://u:hidden-word@/x?host={postgres.folder}/nowhere"
    with pytest.raises(LedgerError, match="Check that PostgreSQL runs") as told:
        asyncio.run(PostgresLedger.open(url))
    assert "hidden-word" not in str(told.value)


def test_tables_of_a_newer_version_are_not_touched(postgres: Postgres) -> None:
    async def body() -> None:
        url = postgres.new_database()
        await (await PostgresLedger.open(url)).close()
        connection = await asyncpg.connect(url)
        await connection.execute("INSERT INTO ledger.ledger_schema VALUES (99)")
        await connection.close()
        with pytest.raises(LedgerError, match=r"newer version \(schema 99"):
            await PostgresLedger.open(url)

    asyncio.run(body())


def test_books_of_before_are_taken_over_with_their_entries(postgres: Postgres) -> None:
    async def body() -> None:
        url = postgres.new_database()
        connection = await asyncpg.connect(url, server_settings={"search_path": "ledger"})
        await migrate(connection, MIGRATIONS[:1])
        await connection.execute(
            f"INSERT INTO accounts VALUES ('ann', 90), ('bob', 10), ('{MINT}', -100);"
            "INSERT INTO credits VALUES (nextval('movement_numbers'), 'p1', 'fake', 'ann', 100, 1);"
            "INSERT INTO gifts VALUES (nextval('movement_numbers'), 'key-0001', 'r1', 'ann', 'bob',"
            " 'rose', 1, 10, '{}', 90, 1);"
            f"INSERT INTO postings VALUES (1, 0, '{MINT}', -100), (1, 1, 'ann', 100),"
            " (2, 0, 'ann', -10), (2, 1, 'bob', 10);"
            "INSERT INTO outbox VALUES ('r1', 2)"
        )
        ledger = await PostgresLedger.open(url)
        old = await paid(ledger, an_order())
        assert (old.number, old.is_repeat) == (2, True)
        new = await paid(ledger, an_order("key-0002"))
        assert (new.balance, new.number > old.number) == (80, True)
        assert await ledger.marks("r1") == Marks(1, 1)  # the outbox of before began after it
        assert [gift.number for gift in await ledger.gifts_after("r1", 1, 9)] == [2, new.number]
        await assert_balanced(ledger, gifts=2)
        await connection.execute("DELETE FROM entries WHERE movement = 2 AND side = 1")
        assert (await ledger.audit()).problems
        await connection.close()
        await ledger.close()

    asyncio.run(body())


def test_what_another_node_did_to_a_wallet_counts(postgres: Postgres) -> None:
    async def body() -> None:
        url = postgres.new_database()
        here, there = [await PostgresLedger.open(url) for _ in range(2)]
        await top_up(here)
        assert (await paid(here, an_order("key-0001", 60))).balance == 40
        assert (await paid(there, an_order("key-0002", 30))).balance == 10
        declined = await here.give(an_order("key-0003", 20))  # here it looks as if 40 were left
        assert isinstance(declined, Declined)
        assert declined.code == "overdraft"
        await top_up(there, coins=100, key="p2")
        assert (await paid(here, an_order("key-0004", 110))).balance == 0
        assert (await paid(here, an_order("key-0002", 30))).is_repeat
        await assert_balanced(here, gifts=3)
        for ledger in (here, there):
            await ledger.close()

    asyncio.run(body())
