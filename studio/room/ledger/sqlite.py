"""The ledger of one server, on SQLite: one writer thread, one commit for each group.

    ledger = await SqliteLedger.open(data_dir / "ledger.db")
    match await ledger.give(order):
        case Receipt() as receipt: ...      # it is on the disk
        case Declined() as declined: ...    # nothing was paid
    await ledger.close()

Numbers and the way to them: tests/bench/ledger.py.  A full disk or an I/O error
declines the group it meets as ``unavailable``; the next one finds out whether the
disk is well again.
"""

import asyncio
import contextlib
import logging
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from studio.room.ledger.audit import audit
from studio.room.ledger.booking import Answers, Work, unwritten
from studio.room.ledger.entries import Audit
from studio.room.ledger.errors import LedgerError
from studio.room.ledger.grouping import LIMIT, Grouper
from studio.room.ledger.sqlite_books import SqliteBooks
from studio.room.ledger.sqlite_file import Lock, connect, move_log, prepare

_IDLE_S = 0.05
_GIFTS_A_CHECKPOINT = 10_000
"""So many gifts are about 25 MB of log: then it is emptied though nobody rests."""

_log = logging.getLogger(__name__)


def wall_clock_ms() -> int:
    """Return the wall clock in milliseconds."""
    return time.time_ns() // 1_000_000


class SqliteLedger:
    """See the module; made by ``open``, belongs to one loop.

    Attributes:
        failed_groups: How many groups could not be committed.
    """

    def __init__(
        self, path: Path, lock: Lock, books: SqliteBooks, limit: int, now_ms: Callable[[], int]
    ) -> None:
        self.failed_groups = 0
        self._path = path
        self._lock = lock
        self._books = books
        self._now_ms = now_ms
        self._loop = asyncio.get_running_loop()
        self._move: asyncio.Task[None] | None = None
        self._is_moving = False  # the writer's
        self._is_moved = False  # set by the loop, cleared by the writer
        # One group is under way at a time: the queue that waits is the grouper's, and bounded.
        self._queue: queue.SimpleQueue[tuple[Work, asyncio.Future[Answers]] | None]
        self._queue = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write, name="ledger", daemon=True)
        self._thread.start()
        self._grouper = Grouper(self._commit, limit=limit)
        self.give = self._grouper.give
        self.credit = self._grouper.credit
        self.balance = self._grouper.balance
        self.gifts_after = self._grouper.gifts_after
        self.marks = self._grouper.marks
        self.mark = self._grouper.mark

    @classmethod
    async def open(
        cls, path: Path, *, limit: int = LIMIT, now_ms: Callable[[], int] = wall_clock_ms
    ) -> Self:
        """Open a ledger, or make it if there is none.

        Raises:
            LedgerError: If it is in use, damaged, of a newer version, or can't be opened.
        """
        lock = Lock(path)
        try:
            prepare(path)
            books = SqliteBooks(path)
        except sqlite3.Error as error:
            lock.release()
            raise LedgerError(f"The ledger {path} can't be read: {error}.") from error
        except BaseException:
            lock.release()
            raise
        return cls(path, lock, books, limit, now_ms)

    async def audit(self) -> Audit:
        """Check every sum, on a snapshot of its own, while gifts go on.

        Raises:
            LedgerError: If the books can't be read.
        """
        try:
            return await asyncio.to_thread(self._audit)
        except sqlite3.Error as error:
            raise LedgerError(f"The ledger {self._path} can't be checked: {error}.") from error

    async def close(self) -> None:
        """Commit what waits, and end."""
        await self._grouper.close()
        if self._thread.is_alive():
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            if self._move is not None:
                await self._move
            self._lock.release()

    def _audit(self) -> Audit:
        with contextlib.closing(connect(self._path, is_reader=True)) as connection:
            connection.execute("BEGIN")
            return audit(lambda sql: tuple(connection.execute(sql).fetchone()))

    async def _commit(self, work: Work) -> Answers:
        future: asyncio.Future[Answers] = self._loop.create_future()
        self._queue.put((work, future))
        return await future

    def _move_log(self) -> None:
        """Move most of the log elsewhere: nobody waits for so long.

        The writer moves the little that came meanwhile, after which its log starts at the
        beginning again; without that it would grow for as long as it is busy.
        """

        async def move() -> None:
            await asyncio.to_thread(move_log, self._path)
            self._is_moved = True

        self._move = asyncio.create_task(move(), name="ledger log")

    def _write(self) -> None:
        """Be the writer thread."""
        unmoved = 0
        while True:
            try:
                item = self._queue.get(timeout=_IDLE_S if unmoved else None)
            except queue.Empty:
                unmoved = 0
                self._books.checkpoint()
                continue
            if item is None:
                break
            work, future = item
            answers = self._do(work)
            self._loop.call_soon_threadsafe(future.set_result, answers)
            unmoved += len(work.orders) + len(work.credits) + len(work.marks)
            if unmoved >= _GIFTS_A_CHECKPOINT and not self._is_moving:
                self._is_moving = True
                self._books.post()
                self._loop.call_soon_threadsafe(self._move_log)
            elif self._is_moved:
                self._is_moved, self._is_moving, unmoved = False, False, 0
                self._books.empty_log()
        self._books.checkpoint()
        self._books.close()

    def _do(self, work: Work) -> Answers:
        try:
            answers, error = self._books.do(work, self._now_ms())
        except Exception:  # the thread's border: it goes on whatever a group held
            self._books.close()
            self.failed_groups += 1
            _log.exception("a group of gifts could not be paid")
            return unwritten(work)
        if error is not None:
            if not self.failed_groups % 100:
                _log.error("The ledger %s can't be written: %s.", self._path.name, error)
            self.failed_groups += 1
        return answers
