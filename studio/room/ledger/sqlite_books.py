"""One transaction on the SQLite file: reads what a group needs, books it, commits.

Few statements with many rows each: in groups of 64 they took 39 us of CPU for a gift,
``executemany`` 46.  Beside a thread that spins, neither was clearly faster.

A commit only adds to the journal, gifts and credits, and notes how far rooms have come.
What follows from it, ``post`` writes for many gifts at once, since its pages lie all
over the file: the wallets, the index of keys, and which gifts lie above a room's marks.
Until then balances and keys are known here.  A crash between the two costs nothing: the
journal says what is not posted, and it is read when the file is opened.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from studio.room.ledger.booking import (
    Answers,
    Booked,
    Books,
    Work,
    book,
    gift_row,
    paid_by,
    unwritten,
)
from studio.room.ledger.entries import Credit, Marks, Order, Receipt
from studio.room.ledger.sqlite_file import connect

_T = TypeVar("_T")

_LARGEST_CHUNK = 128
_CACHED_BALANCES = 200_000

_GIFT = (
    "json_array(g.number, g.key, g.room, g.giver, g.receiver, g.gift, g.count, g.coins, "
    "g.detail, g.balance, g.at_ms)"
)
_INDEX = (
    "INSERT OR IGNORE INTO gift_keys SELECT giver, key, number FROM gifts "
    "WHERE number > (SELECT up_to FROM posted) ORDER BY giver, key"
)
_UNKEPT = (
    "INSERT OR IGNORE INTO unkept SELECT g.room, g.number FROM gifts g "
    "LEFT JOIN marks m ON m.room = g.room "
    "WHERE g.number > (SELECT up_to FROM posted) AND g.number > coalesce(min(m.seen, m.kept), 0)"
)
_PAGE = (
    f"SELECT json_group_array({_GIFT}) FROM (SELECT number FROM ("
    "SELECT number FROM unkept WHERE room = ? AND number > ? UNION ALL "
    "SELECT number FROM gifts WHERE number > max(?, (SELECT up_to FROM posted)) AND room = ?"
    ") ORDER BY number LIMIT ?) o JOIN gifts g ON g.number = o.number"
)
_POSTED = "UPDATE posted SET up_to = coalesce((SELECT max(number) FROM unposted), up_to)"
_UNPOSTED_GIFTS = (
    f"SELECT json_group_array({_GIFT}) FROM gifts g WHERE number > (SELECT up_to FROM posted)"
)
_UNPOSTED_BALANCES = (
    "SELECT name, sum(coins) + coalesce((SELECT balance FROM wallets w WHERE w.name = u.name), 0) "
    "FROM (SELECT giver AS name, -coins AS coins FROM unposted UNION ALL "
    "SELECT receiver, coins FROM unposted) u GROUP BY name"
)


class SqliteBooks:
    """The writer's connection; belongs to one thread.

    A write that fails is rolled back, and reading goes on (a full disk has no room to open
    the file anew).  Where not even that works the connection is closed, and the next work
    opens a new one.

    Raises:
        sqlite3.Error: From the constructor, if the file can't be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._balances: dict[str, int] = {}
        self._unposted: set[str] = set()
        self._marked: dict[str, Marks] = {}
        self._unindexed: dict[tuple[str, str], Receipt] = {}
        self._is_known = False
        self._next_number = 0
        self._open()

    def do(self, work: Work, now_ms: int) -> tuple[Answers, sqlite3.Error | None]:
        """Do what is asked in one transaction; without it if it fails, with the reason."""
        try:
            booked = self._write(work, now_ms) if work.does_write else Booked()
            return self._answers(work, booked), None
        except sqlite3.Error as error:
            self._roll_back()
            return self._read_only(work), error

    def checkpoint(self) -> int:
        """Bring the books up to date and empty the write-ahead log; return the pages left."""
        self.post()
        return self.empty_log()

    def empty_log(self) -> int:
        """Move the write-ahead log into the file; return the pages left."""
        try:
            row = self._open().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error:
            self.close()  # what is in the log stays there, and what is in the postings, too
            return 0
        return int(row[1]) - int(row[2])

    def close(self) -> None:
        """Close the file."""
        connection, self._connection = self._connection, None
        self._forget()
        if connection is not None:
            try:
                connection.close()
            except sqlite3.Error:
                return  # a file that can't even be closed is opened anew all the same

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = connect(self._path)
            try:
                row = connection.execute(
                    "SELECT max(coalesce((SELECT max(number) FROM gifts), 0), "
                    "coalesce((SELECT max(number) FROM credits), 0))"
                ).fetchone()
            except sqlite3.Error:
                connection.close()
                raise
            # Never lower than before: what failed may still come back after a power cut.
            self._next_number = max(self._next_number, row[0] + 1)
            self._connection = connection
        if not self._is_known:
            self._balances.update(self._connection.execute(_UNPOSTED_BALANCES))
            self._unposted.update(self._balances)
            row = self._connection.execute(_UNPOSTED_GIFTS).fetchone()
            self._unindexed = paid_by(_receipts(row[0]))
            self._is_known = True
        return self._connection

    def _forget(self) -> None:
        self._balances.clear()
        self._unposted.clear()
        self._unindexed.clear()
        self._is_known = False

    def post(self) -> None:
        """Write what only the journal says so far into the books; later if that fails."""
        try:
            if self._unposted or self._marked:
                self._post(self._open())
        except sqlite3.Error:
            self._roll_back()

    def _post(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        _insert(
            connection,
            "INSERT INTO wallets VALUES",
            [(name, self._balances[name]) for name in sorted(self._unposted)],
            " ON CONFLICT (name) DO UPDATE SET balance = excluded.balance",
        )
        for room, marks in self._marked.items():
            connection.execute(
                "DELETE FROM unkept WHERE room = ? AND number <= ?",
                (room, min(marks.seen, marks.kept)),
            )
        for statement in (_INDEX, _UNKEPT, _POSTED):
            connection.execute(statement)
        connection.execute("COMMIT")
        self._marked.clear()
        self._unposted.clear()
        self._unindexed.clear()
        if len(self._balances) > _CACHED_BALANCES:
            self._balances.clear()

    def _roll_back(self) -> None:
        self._forget()
        try:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self.close()

    def _read_only(self, work: Work) -> Answers:
        answers = unwritten(work)
        try:
            read = self._answers(
                Work(wallets=work.wallets, pages=work.pages, rooms=work.rooms), Booked()
            )
        except sqlite3.Error:
            self.close()
        else:
            answers.balances, answers.pages, answers.marks = read.balances, read.pages, read.marks
        return answers

    def _write(self, work: Work, now_ms: int) -> Booked:
        connection = self._open()
        connection.execute("BEGIN IMMEDIATE")
        books = Books(
            balances=self._read_balances(connection, work.names()),
            paid=self._paid(connection, work.orders),
            credited=self._credited(connection, work.credits),
            next_number=self._next_number,
        )
        booked = book(work, books, now_ms)
        self._next_number = booked.next_number
        self._insert(connection, booked, now_ms)
        if work.marks:
            _insert(
                connection,
                "INSERT INTO marks VALUES",
                [(room, mark.seen, mark.kept) for room, mark in work.marks.items()],
                " ON CONFLICT (room) DO UPDATE SET seen = max(seen, excluded.seen), "
                "kept = max(kept, excluded.kept)",
            )
        connection.execute("COMMIT")
        self._balances.update(booked.balances)
        self._unposted.update(booked.balances)
        self._unindexed.update(paid_by(booked.gifts))
        self._marked.update(work.marks)
        return booked

    def _insert(self, connection: sqlite3.Connection, booked: Booked, now_ms: int) -> None:
        if booked.tops:
            tops = [(n, c.key, c.provider, c.user, c.coins, now_ms) for n, c in booked.tops]
            _insert(connection, "INSERT INTO credits VALUES", tops)
        if booked.gifts:
            rows = [gift_row(gift) for gift in booked.gifts]
            _insert(connection, "INSERT INTO gifts VALUES", rows)

    def _read_balances(self, connection: sqlite3.Connection, names: set[str]) -> dict[str, int]:
        known = self._balances  # nobody else writes, so that what was read once stays true
        for chunk in _chunks(sorted([name for name in names if name not in known])):
            known.update(dict.fromkeys(chunk, 0))
            row = connection.execute(
                "SELECT json_group_object(name, balance) FROM wallets "
                f"WHERE name IN ({_marks(len(chunk))})",
                chunk,
            ).fetchone()
            known.update(json.loads(row[0]))
        return known

    def _paid(
        self, connection: sqlite3.Connection, orders: list[Order]
    ) -> dict[tuple[str, str], Receipt]:
        asked = [(order.giver, order.key) for order in orders]
        late = self._unindexed
        found = {each: late[each] for each in asked if each in late}
        for chunk in _chunks([each for each in asked if each not in found]):
            row = connection.execute(
                f"SELECT json_group_array({_GIFT}) FROM (VALUES {_rows(len(chunk), 2)}) v "
                "CROSS JOIN gift_keys k ON k.giver = v.column1 AND k.key = v.column2 "
                "CROSS JOIN gifts g ON g.number = k.number",
                _flat(chunk),
            ).fetchone()
            found.update(paid_by(_receipts(row[0])))
        return found

    def _credited(
        self, connection: sqlite3.Connection, credits: list[Credit]
    ) -> dict[tuple[str, str], Credit]:
        found: dict[tuple[str, str], Credit] = {}
        for credit in credits:
            row = connection.execute(
                "SELECT receiver, coins FROM credits WHERE provider = ? AND key = ?",
                (credit.provider, credit.key),
            ).fetchone()
            if row is not None:
                before = Credit(credit.key, row[0], row[1], credit.provider)
                found[(credit.provider, credit.key)] = before
        return found

    def _answers(self, work: Work, booked: Booked) -> Answers:
        balances: dict[str, int] = {}
        pages: dict[tuple[str, int], list[Receipt]] = {}
        marks: dict[str, Marks] = {}
        if work.wallets:
            known = self._read_balances(self._open(), work.wallets)
            balances = {name: known[name] for name in work.wallets}
        for (room, after), limit in work.pages.items():
            row = self._open().execute(_PAGE, (room, after, after, room, limit)).fetchone()
            found = _receipts(row[0])
            pages[room, after] = sorted(found, key=lambda receipt: receipt.number)
        for room in work.rooms:
            row = self._open().execute("SELECT seen, kept FROM marks WHERE room = ?", (room,))
            marks[room] = Marks(*(row.fetchone() or (0, 0)))
        return Answers(booked.orders, booked.credits, balances, pages, marks, True)


def _receipts(document: str) -> list[Receipt]:
    return [
        Receipt(row[0], Order(*row[1:9]), balance=row[9], at_ms=row[10])
        for row in json.loads(document)
    ]


def _chunks(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Cut into pieces for one statement each; SQLite keeps those of every length ready."""
    for start in range(0, len(items), _LARGEST_CHUNK):
        yield items[start : start + _LARGEST_CHUNK]


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _rows(count: int, width: int) -> str:
    return ", ".join([f"({_marks(width)})"] * count)


def _flat(rows: Sequence[Sequence[str | int]]) -> list[str | int]:
    return [value for row in rows for value in row]


def _insert(
    connection: sqlite3.Connection,
    head: str,
    rows: Sequence[Sequence[str | int]],
    tail: str = "",
) -> None:
    for chunk in _chunks(rows):
        values = _rows(len(chunk), len(chunk[0]))
        connection.execute(f"{head} {values}{tail}", _flat(chunk))
