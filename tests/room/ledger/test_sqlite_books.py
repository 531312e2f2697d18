"""Tests of studio.room.ledger.sqlite_books: books that are behind the journal, and caught up."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.room.ledger.audit import audit
from studio.room.ledger.booking import Work
from studio.room.ledger.entries import MINT, Credit, Receipt
from studio.room.ledger.sqlite_books import SqliteBooks
from studio.room.ledger.sqlite_file import MIGRATIONS, prepare
from tests.room.ledger.contract import an_order


@pytest.fixture
def path(tmp_path: Path) -> Path:
    prepare(tmp_path / "ledger.db")
    return tmp_path / "ledger.db"


def rows(path: Path, table: str) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute(f"SELECT name, balance FROM {table}"))


def do(books: SqliteBooks, work: Work) -> Receipt:
    answers, error = books.do(work, 1)
    assert error is None
    assert isinstance(answers.orders[0], Receipt)
    return answers.orders[0]


def test_what_the_wallets_lack_is_read_from_the_journal(path: Path) -> None:
    books = SqliteBooks(path)
    do(books, Work([an_order()], [Credit("p1", "ann", 100, "fake")]))
    books.close()  # as a crash does: nothing was posted
    assert rows(path, "wallets") == {}
    assert rows(path, "accounts") == {"ann": 90, "bob": 10, MINT: -100}
    books = SqliteBooks(path)
    assert do(books, Work([an_order("key-0002")])).balance == 80
    books.checkpoint()
    assert rows(path, "wallets") == {"ann": 80, "bob": 20, MINT: -100}
    assert do(books, Work([an_order("key-0003")])).balance == 70
    books.close()
    books = SqliteBooks(path)
    answers, _ = books.do(Work(wallets={"ann", "bob", "eve"}), 1)
    assert answers.balances == {"ann": 70, "bob": 30, "eve": 0}
    books.close()


def test_wallets_that_cannot_be_written_are_written_later(path: Path) -> None:
    books = SqliteBooks(path)
    do(books, Work([an_order()], [Credit("p1", "ann", 100, "fake")]))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(
            "CREATE TRIGGER no BEFORE INSERT ON wallets BEGIN SELECT raise(ABORT, ''); END"
        )
        books.post()
        assert do(books, Work([an_order("key-0002")])).balance == 80
        other.execute("DROP TRIGGER no")
    books.post()
    books.close()
    assert rows(path, "wallets") == {"ann": 80, "bob": 20, MINT: -100}


def test_a_key_pays_once_whether_it_is_posted_or_not(path: Path) -> None:
    books = SqliteBooks(path)
    first = do(books, Work([an_order()], [Credit("p1", "ann", 100, "fake")]))
    assert not first.is_repeat
    assert do(books, Work([an_order()])).is_repeat
    books.close()  # as a crash does: nothing was posted
    assert keys(path) == []
    books = SqliteBooks(path)
    assert do(books, Work([an_order()])).number == first.number
    books.checkpoint()
    assert keys(path) == [("ann", "key-0001", first.number)]
    again = do(books, Work([an_order()]))
    assert (again.number, again.balance, again.is_repeat) == (first.number, 90, True)
    books.close()
    books = SqliteBooks(path)
    assert do(books, Work([an_order()])).is_repeat
    books.close()
    assert rows(path, "accounts") == {"ann": 90, "bob": 10, MINT: -100}


def keys(path: Path) -> list[tuple[str, str, int]]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.execute("SELECT giver, key, number FROM gift_keys"))


def test_the_migration_keeps_balances_keys_and_postings(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    prepare(path, MIGRATIONS[:2])
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("INSERT INTO credits VALUES (1, 'p1', 'fake', 'ann', 100, 1)")
        old.execute("INSERT INTO postings VALUES (1, 0, '@mint', -100), (1, 1, 'ann', 100)")
        gift = "(2, 'key-0001', 'r1', 'ann', 'bob', 'rose', 1, 10, '{}', 90, 1)"
        old.execute(f"INSERT INTO gifts VALUES {gift}")
        old.execute("INSERT INTO postings VALUES (2, 0, 'ann', -10), (2, 1, 'bob', 10)")
        old.execute("UPDATE posted SET up_to = 1")
        old.execute("INSERT INTO wallets VALUES ('ann', 100), ('@mint', -100)")
    prepare(path)
    assert rows(path, "accounts") == {"ann": 90, "bob": 10, MINT: -100}
    books = SqliteBooks(path)
    assert do(books, Work([an_order(coins=10)])).is_repeat
    books.checkpoint()
    books.close()
    with closing(sqlite3.connect(path)) as connection:
        assert audit(lambda sql: tuple(connection.execute(sql).fetchone())).problems == ()
