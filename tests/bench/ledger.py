"""How many gifts a second a ledger pays, durably, and how long each waits.

    .venv/bin/python -m tests.bench.ledger [--senders 64,1000] [--seconds 5] [--postgres]

Every sender waits for its answer before it gives again; 1 in 20 gifts repeats the last
key.  SQLite with synchronous=FULL, PostgreSQL with fsync and synchronous_commit on, marks
of what was seen and kept included; the books are checked afterwards.  Beside it
``bare``: the spike's way without a server around it, one thread that commits 64 gifts at
a time with plain statements, an outbox row with each, and answers nobody.
"""

import argparse
import asyncio
import random
import sqlite3
import tempfile
import time
from pathlib import Path

import uvloop

from studio.room.ledger.entries import Credit, Ledger, Marks, Order, Receipt
from studio.room.ledger.postgres import PostgresLedger
from studio.room.ledger.sqlite import SqliteLedger
from tests.room.postgres import Postgres

GIVERS = 20_000
RECEIVERS = 50
ROOMS = ("r0", "r1", "r2", "r3", "r4")
BARE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-65536",
    "CREATE TABLE wallets (name TEXT PRIMARY KEY, balance INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE gifts (number INTEGER PRIMARY KEY, key TEXT, giver TEXT, receiver TEXT, "
    "coins INTEGER, detail TEXT, UNIQUE (giver, key))",
    "CREATE TABLE postings (number INTEGER, account TEXT, coins INTEGER)",
    "CREATE TABLE outbox (room TEXT, number INTEGER, PRIMARY KEY (room, number)) WITHOUT ROWID",
)
DETAIL = '{"name":"火箭","by":{"user":"u1","name":"Lin","level":3},"to":{"user":"b","name":"Bo"}}'


async def send(ledger: Ledger, seed: int, ends: float, waits_s: list[float]) -> None:
    """Be one sender until ``ends``.

    It shares a thread with the ledger's loop: a congruential generator (Knuth's MMIX) takes a
    tenth of what ``random`` does, which was a fifth of all that was measured.
    """
    chance, turn = seed, 0
    while time.perf_counter() < ends:
        chance = (chance * 6364136223846793005 + 1442695040888963407) & 0xFFFF_FFFF_FFFF_FFFF
        if not turn or (chance >> 33) % 20:
            giver, receiver = (chance >> 40) % GIVERS, (chance >> 32) % RECEIVERS
            key, room, coins = f"{seed:08x}{chance:016x}", ROOMS[receiver % 5], chance >> 55 or 1
            order = Order(key, room, f"u{giver}", f"anchor{receiver}", "rocket", 1, coins, DETAIL)
        begun = time.perf_counter()
        receipt = await ledger.give(order)
        waits_s.append(time.perf_counter() - begun)
        assert isinstance(receipt, Receipt), receipt
        turn += 1
        if not turn % 50:
            await ledger.mark(order.room, Marks(receipt.number, receipt.number))


async def measure(name: str, ledger: Ledger, senders: int, seconds: float) -> None:
    """Fill the wallets, let the senders give, print a line."""
    credits = [Credit(f"{name}{i}", f"u{i}", 10**9, "bench") for i in range(GIVERS)]
    for start in range(0, GIVERS, 5_000):
        await asyncio.gather(*map(ledger.credit, credits[start : start + 5_000]))
    waits_s: list[float] = []
    begun = time.perf_counter()
    ends = begun + seconds
    await asyncio.gather(*(send(ledger, seed, ends, waits_s) for seed in range(senders)))
    took_s = time.perf_counter() - begun
    audit = await ledger.audit()
    await ledger.close()
    assert not audit.problems, audit
    waits_s.sort()
    p50, p99, p999 = (1e3 * waits_s[int(len(waits_s) * part)] for part in (0.5, 0.99, 0.999))
    print(
        f"{name:10} {senders:5} senders {len(waits_s) / took_s:8,.0f} gifts/s   "
        f"p50 {p50:6.2f}  p99 {p99:6.2f}  p999 {p999:6.2f} ms",
        flush=True,
    )


def bare(folder: Path, seconds: float) -> None:
    """Print what SQLite gives on this disk: gift, two postings, two balances, the outbox row."""
    database = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for statement in BARE:
        database.execute(statement)
    wallets = [(f"u{each}", 10**9) for each in range(GIVERS)]
    database.execute("BEGIN")
    database.executemany("INSERT INTO wallets VALUES (?, ?)", wallets)
    database.execute("COMMIT")
    chance, number, begun = random.Random(1), 0, time.perf_counter()
    while time.perf_counter() < begun + seconds:
        database.execute("BEGIN IMMEDIATE")
        for _ in range(64):
            number += 1
            giver, receiver = f"u{chance.randrange(GIVERS)}", f"u{chance.randrange(RECEIVERS)}"
            key, coins = f"{chance.getrandbits(96):024x}", chance.randrange(1, 500)
            row = (number, key, giver, receiver, coins, DETAIL)
            database.execute("SELECT number FROM gifts WHERE giver = ? AND key = ?", (giver, key))
            database.execute("INSERT INTO gifts VALUES (?, ?, ?, ?, ?, ?)", row)
            for name, change in ((giver, -coins), (receiver, coins)):
                database.execute(
                    "UPDATE wallets SET balance = balance + ? WHERE name = ?", (change, name)
                )
                database.execute("INSERT INTO postings VALUES (?, ?, ?)", (number, name, change))
            database.execute("INSERT INTO outbox VALUES (?, ?)", (ROOMS[number % 5], number))
        database.execute("COMMIT")
    took_s = time.perf_counter() - begun
    database.close()
    print(f"{'bare':10}    64 a commit {number / took_s:8,.0f} gifts/s", flush=True)


async def run(senders: list[int], seconds: float, postgres: Postgres | None, folder: Path) -> None:
    """Measure each number of senders on a fresh ledger."""
    for count in senders:
        sqlite = await SqliteLedger.open(folder / f"ledger{count}.db")
        await measure("sqlite", sqlite, count, seconds)
        if postgres is not None:
            ledger = await PostgresLedger.open(postgres.new_database())
            await measure("postgres", ledger, count, seconds)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--senders", default="64,1000")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    senders = [int(count) for count in given.senders.split(",")]
    with tempfile.TemporaryDirectory(prefix="rocket-ledger-") as folder:
        bare(Path(folder), given.seconds)
        if given.postgres:
            with Postgres.started() as server:
                uvloop.run(run(senders, given.seconds, server, Path(folder)))
        else:
            uvloop.run(run(senders, given.seconds, None, Path(folder)))


if __name__ == "__main__":
    main()
