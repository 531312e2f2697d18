"""Tests of studio.room.ledger.sqlite_books: wallets that are behind, and caught up."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.room.ledger.booking import Work
from studio.room.ledger.entries import MINT, Credit, Receipt
from studio.room.ledger.sqlite_books import SqliteBooks
from studio.room.ledger.sqlite_file import prepare
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


def test_what_the_wallets_lack_is_read_from_the_postings(path: Path) -> None:
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
