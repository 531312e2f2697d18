"""The ledger's SQLite file: opened, locked against a second server, brought up to date.

``user_version`` counts the migrations that were done.  A file that is damaged, is
something else or comes from a newer version is left as it is, with a sentence.
"""

import contextlib
import logging
import sqlite3
from pathlib import Path

from studio.ipc.file_lock import FileLock
from studio.room.ledger.errors import LedgerError

_log = logging.getLogger(__name__)

APPLICATION_ID = 0x524C4544  # "RLED", so that another program's file is told from ours

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE accounts (name TEXT PRIMARY KEY, balance INTEGER NOT NULL, "
        "CHECK (balance >= 0 OR name = '@mint')) STRICT, WITHOUT ROWID",
        "CREATE TABLE gifts (number INTEGER PRIMARY KEY, key TEXT NOT NULL, room TEXT NOT NULL, "
        "giver TEXT NOT NULL, receiver TEXT NOT NULL, gift TEXT NOT NULL, "
        "count INTEGER NOT NULL, coins INTEGER NOT NULL CHECK (coins > 0), "
        "detail TEXT NOT NULL, balance INTEGER NOT NULL, at_ms INTEGER NOT NULL) STRICT",
        "CREATE UNIQUE INDEX gift_keys ON gifts (giver, key)",
        "CREATE TABLE credits (number INTEGER PRIMARY KEY, key TEXT NOT NULL, "
        "provider TEXT NOT NULL, receiver TEXT NOT NULL, "
        "coins INTEGER NOT NULL CHECK (coins > 0), at_ms INTEGER NOT NULL) STRICT",
        "CREATE UNIQUE INDEX credit_keys ON credits (provider, key)",
        "CREATE TABLE postings (movement INTEGER NOT NULL, side INTEGER NOT NULL, "
        "account TEXT NOT NULL, coins INTEGER NOT NULL, PRIMARY KEY (movement, side)) "
        "STRICT, WITHOUT ROWID",
        "CREATE TABLE outbox (room TEXT NOT NULL, number INTEGER NOT NULL, "
        "PRIMARY KEY (room, number)) STRICT, WITHOUT ROWID",
    ),
    (
        # Wallets are behind: they hold the movements up to ``posted``, and the postings hold the
        # rest.  Each page of a commit costs two system calls; so 10,000 gifts in groups of 64
        # are 55 MB of log instead of 83.
        "ALTER TABLE accounts RENAME TO wallets",
        "CREATE TABLE posted (up_to INTEGER NOT NULL) STRICT",
        "INSERT INTO posted SELECT coalesce(max(movement), 0) FROM postings",
        "CREATE VIEW accounts AS SELECT name, sum(balance) AS balance FROM ("
        "SELECT name, balance FROM wallets UNION ALL SELECT account, coins FROM postings "
        "WHERE movement > (SELECT up_to FROM posted)) GROUP BY name",
    ),
    (
        # Gifts and credits are the journal, which a commit only adds to; postings and keys are
        # behind like the wallets.  A new key is a page somewhere in the index of all keys.
        "DROP VIEW accounts",
        "ALTER TABLE postings RENAME TO entries",
        "DROP INDEX gift_keys",
        "CREATE TABLE gift_keys (giver TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, "
        "PRIMARY KEY (giver, key)) STRICT, WITHOUT ROWID",
        "INSERT INTO gift_keys SELECT giver, key, number FROM gifts ORDER BY giver, key",
        "DELETE FROM entries WHERE movement > (SELECT up_to FROM posted)",
        "DELETE FROM gift_keys WHERE number > (SELECT up_to FROM posted)",
        "CREATE VIEW unposted AS "
        "SELECT number, giver, receiver, coins FROM gifts "
        "WHERE number > (SELECT up_to FROM posted) UNION ALL "
        "SELECT number, '@mint', receiver, coins FROM credits "
        "WHERE number > (SELECT up_to FROM posted)",
        "CREATE VIEW postings AS SELECT movement, side, account, coins FROM entries UNION ALL "
        "SELECT number, 0, giver, -coins FROM unposted UNION ALL "
        "SELECT number, 1, receiver, coins FROM unposted",
        "CREATE VIEW accounts AS SELECT name, sum(balance) AS balance FROM ("
        "SELECT name, balance FROM wallets UNION ALL SELECT giver, -coins FROM unposted UNION ALL "
        "SELECT receiver, coins FROM unposted) GROUP BY name",
    ),
    (
        # The journal's rows name both their accounts: they are their postings.  Written once
        # more, those were most of what follows a commit.  The entries of before are kept.
        "CREATE TABLE entered (up_to INTEGER NOT NULL) STRICT",
        "INSERT INTO entered SELECT up_to FROM posted",
        "DROP VIEW postings",
        "CREATE VIEW postings AS SELECT movement, side, account, coins FROM entries UNION ALL "
        "SELECT number, 0, giver, -coins FROM gifts "
        "WHERE number > (SELECT up_to FROM entered) UNION ALL "
        "SELECT number, 1, receiver, coins FROM gifts "
        "WHERE number > (SELECT up_to FROM entered) UNION ALL "
        "SELECT number, 0, '@mint', -coins FROM credits "
        "WHERE number > (SELECT up_to FROM entered) UNION ALL "
        "SELECT number, 1, receiver, coins FROM credits "
        "WHERE number > (SELECT up_to FROM entered)",
    ),
    (
        # An outbox was written with each gift and emptied later.  How far a room has come is two
        # numbers; which gifts lie above the lower one is found when the rest is posted.
        "CREATE TABLE marks (room TEXT PRIMARY KEY, seen INTEGER NOT NULL, kept INTEGER NOT NULL) "
        "STRICT, WITHOUT ROWID",
        "INSERT INTO marks SELECT g.room, coalesce(o.before, g.newest), coalesce(o.before, "
        "g.newest) FROM (SELECT room, max(number) AS newest FROM gifts GROUP BY room) g LEFT JOIN "
        "(SELECT room, min(number) - 1 AS before FROM outbox GROUP BY room) o ON o.room = g.room",
        "ALTER TABLE outbox RENAME TO unkept",
    ),
)


def connect(path: Path, *, is_reader: bool = False) -> sqlite3.Connection:
    """Open the file as every connection of ours wants it."""
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=640, timeout=5.0
    )
    try:
        # FULL: WAL with NORMAL may lose the last commits when power fails, and a gift that
        # was acknowledged with them.  By groups it costs 10 % (shared/reference/room.md 4).
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-65536")
        connection.execute("PRAGMA wal_autocheckpoint=0")  # in idle moments, by the writer
        connection.execute("PRAGMA temp_store=MEMORY")
        if is_reader:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(path: Path, migrations: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Make the file if there is none, and bring it up to date.

    Raises:
        LedgerError: If it can't be opened, is damaged, not ours, or newer than we are.
    """
    try:
        with contextlib.closing(connect(path)) as connection:
            _check_is_ours(connection, path, len(migrations))
            connection.execute("PRAGMA journal_mode=WAL")
            _migrate(connection, migrations)
    except sqlite3.OperationalError as error:
        raise LedgerError(f"The ledger {path} can't be opened: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise LedgerError(
            f"The ledger {path} is damaged ({error}). Bring it back from a copy; nothing in it "
            "was changed."
        ) from error


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _check_is_ours(connection: sqlite3.Connection, path: Path, newest: int) -> None:
    is_empty = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0
    if is_empty:
        return
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise LedgerError(f"{path} is a database, but not a ledger; name another file.")
    version = _pragma(connection, "user_version")
    if version > newest:
        raise LedgerError(
            f"The ledger {path} was made by a newer version (schema {version}; this one knows "
            f"{newest}). Update Rocket Studio; the file was not touched."
        )


def _migrate(connection: sqlite3.Connection, migrations: tuple[tuple[str, ...], ...]) -> None:
    for version in range(_pragma(connection, "user_version"), len(migrations)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in migrations[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise


def move_log(path: Path) -> None:
    """Move the write-ahead log into the file, beside a writer that goes on meanwhile."""
    try:
        with contextlib.closing(connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except sqlite3.Error as error:  # what stays in the log is as safe there
        _log.warning("The log of the ledger %s can't be moved: %s.", path.name, error)


class Lock:
    """Held by the only process that may write a ledger; ends with the process, however that ends.

    Raises:
        LedgerError: If another process holds it, or the file can't be made.
    """

    def __init__(self, ledger: Path) -> None:
        self._lock = FileLock(ledger.with_name(f"{ledger.name}.lock"))
        try:
            is_ours = self._lock.take()
        except OSError as error:
            raise LedgerError(f"The ledger {ledger} can't be locked: {error.strerror}.") from error
        if not is_ours:
            raise LedgerError(
                f"The ledger {ledger} is in use by another server; only one may write it. End "
                "that one, or start this one with another data directory."
            )

    def release(self) -> None:
        """Let another process have it."""
        self._lock.release()
