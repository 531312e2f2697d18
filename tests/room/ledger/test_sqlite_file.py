"""Tests of studio.room.ledger.sqlite_file: files that are not as they should be."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from studio.room.ledger.errors import LedgerError
from studio.room.ledger.sqlite import SqliteLedger
from studio.room.ledger.sqlite_file import MIGRATIONS, Lock, prepare

HOLD = """
import sys, pathlib
from studio.room.ledger.sqlite_file import Lock
lock = Lock(pathlib.Path(sys.argv[1])); print("held", flush=True); sys.stdin.read()
"""


def opening(path: Path) -> None:
    async def body() -> None:
        await (await SqliteLedger.open(path)).close()

    asyncio.run(body())


@pytest.mark.parametrize("content", [b"no database at all, but text", b"SQLite format 3\0" * 600])
def test_a_damaged_file_is_a_sentence_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"is damaged .+ Bring it back from a copy"):
        opening(path)
    assert path.read_bytes() == content


def test_a_newer_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    opening(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(LedgerError, match=r"newer version \(schema 99; this one knows 5\)"):
        opening(path)


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (x)")
    with pytest.raises(LedgerError, match="not a ledger"):
        opening(path)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="can't be locked: No such file"):
        opening(tmp_path / "gone" / "ledger.db")


def test_a_migration_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    prepare(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("INSERT INTO wallets VALUES ('ann', 5)")
        newer = (*MIGRATIONS, ("ALTER TABLE wallets ADD COLUMN note TEXT",))
        prepare(path, newer)
        prepare(path, newer)
        assert connection.execute("SELECT * FROM wallets").fetchall() == [("ann", 5, None)]


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    prepare(path)
    with pytest.raises(LedgerError, match="can't be opened"):
        prepare(path, (*MIGRATIONS, ("CREATE TABLE extra (x)", "SELECT nonsense")))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (5,)
        assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name='extra'").fetchall()


def test_only_one_process_may_write(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    argv = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LedgerError, match="in use by another server"):
            opening(path)
        holder.kill()
    opening(path)  # the lock went with its process
    Lock(path).release()
