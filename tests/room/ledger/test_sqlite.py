"""Tests of studio.room.ledger.sqlite, with full disks and killed processes."""

import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from studio.room.ledger import sqlite
from studio.room.ledger.entries import Declined, Ledger, Marks, Order, Receipt
from studio.room.ledger.sqlite import SqliteLedger
from tests.room.ledger.contract import (
    LedgerContract,
    Opener,
    an_order,
    assert_balanced,
    assert_declined,
    paid,
    top_up,
)

ROOT = Path(__file__).parents[3]


class TestSqliteLedger(LedgerContract):
    @pytest.fixture
    def opener(self, tmp_path: Path) -> Opener:
        async def open_books() -> Ledger:
            return await SqliteLedger.open(tmp_path / "ledger.db")

        return open_books


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file of this process grow: writes fail as on a full disk (Python ignores SIGXFSZ)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_declines_and_the_next_gift_is_paid(tmp_path: Path) -> None:
    async def body() -> None:
        ledger = await SqliteLedger.open(tmp_path / "ledger.db")
        await top_up(ledger)
        first = await paid(ledger, an_order())
        with full_disk():
            orders = [an_order(f"full-{i:04}", detail="x" * 5000) for i in range(20)]
            for answer in await asyncio.gather(*map(ledger.give, orders)):
                assert_declined(answer, "unavailable")
            assert await ledger.balance("ann") == 90  # reading goes on
            assert await ledger.gifts_after("r1", 0, 10) == [first]
            await ledger.mark("r1", Marks(first.number, first.number))
        assert ledger.failed_groups > 0
        again = await paid(ledger, orders[0])
        assert not again.is_repeat
        assert await ledger.marks("r1") == Marks(first.number, first.number)  # kept, too
        await assert_balanced(ledger, gifts=2)
        await ledger.close()

    asyncio.run(body())


def test_more_than_may_wait_is_told_busy(tmp_path: Path) -> None:
    async def body() -> None:
        ledger = await SqliteLedger.open(tmp_path / "ledger.db", limit=10)
        await top_up(ledger)
        orders = [an_order(f"key-{i:04}", 1) for i in range(50)]
        answers = await asyncio.gather(*map(ledger.give, orders))
        assert [isinstance(answer, Receipt) for answer in answers] == [True] * 10 + [False] * 40
        assert_declined(answers[-1], "busy")
        await paid(ledger, orders[-1])
        await ledger.close()

    asyncio.run(body())


def times_begun(log: Path) -> int:
    """Return how often a log was begun anew: sqlite.org/fileformat2.html, its header."""
    with log.open("rb") as opened:
        return int.from_bytes(opened.read(16)[12:], "big")


def test_a_busy_ledger_empties_its_log_while_gifts_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_GIFTS_A_CHECKPOINT", 50)
    monkeypatch.setattr(sqlite, "_IDLE_S", 3600)  # it never rests

    async def body() -> None:
        ledger = await SqliteLedger.open(tmp_path / "ledger.db")
        await top_up(ledger, coins=10_000)
        begun = set()
        for turn in range(60):
            orders = [an_order(f"key-{turn}-{i:04}", 1) for i in range(25)]
            await asyncio.gather(*map(ledger.give, orders))
            begun.add(times_begun(tmp_path / "ledger.db-wal"))
        assert len(begun) > 2  # what was in it is overwritten, again and again
        assert await ledger.balance("ann") == 8_500
        await assert_balanced(ledger, gifts=1_500)
        await ledger.close()
        with closing(sqlite3.connect(tmp_path / "ledger.db")) as books:
            assert dict(books.execute("SELECT * FROM wallets"))["ann"] == 8_500

    asyncio.run(body())


@pytest.mark.slow
def test_killed_under_load_five_times_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    path, acknowledged = tmp_path / "ledger.db", list[str]()
    for round_ in range(5):
        argv = [sys.executable, "-m", "tests.room.ledger.giver", str(path), str(round_)]
        with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for count, line in enumerate(process.stdout):
                acknowledged.append(line.strip())
                if count == 300 * (round_ + 1):
                    process.kill()
    with closing(sqlite3.connect(path)) as books:
        kept = [row[0] for row in books.execute("SELECT key FROM gifts")]
    assert len(set(kept)) == len(kept)
    assert set(acknowledged) - set(kept) == set()

    async def body() -> None:
        ledger = await SqliteLedger.open(path)
        await assert_balanced(ledger, gifts=len(kept))
        key = acknowledged[0]
        order = Order(key, "r1", f"u{key.split('-')[1]}", "bob", "rose", 1, 1)
        assert (await paid(ledger, order)).is_repeat
        assert len(await ledger.gifts_after("r1", 0, 10**6)) == len(kept)
        await ledger.close()

    asyncio.run(body())
    print(f"{len(acknowledged)} acknowledged, {len(kept)} kept")


def test_damage_found_while_running_is_declined(tmp_path: Path) -> None:
    async def body() -> None:
        path = tmp_path / "ledger.db"
        ledger = await SqliteLedger.open(path)
        await top_up(ledger)
        await ledger.close()
        ledger = await SqliteLedger.open(path)
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(os.urandom(path.stat().st_size - 4096))
        answer = await ledger.give(an_order())
        assert isinstance(answer, Declined)
        assert answer.code == "unavailable"
        await ledger.close()

    asyncio.run(body())
