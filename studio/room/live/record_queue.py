"""Hands records to the store in batches, and goes on when the store does not.

Bounded.  While the store is away, records of little weight (danmaku, presence,
applause) are the first to go; what moderators and winners rely on stays until
nothing else is left.  Each loss is counted::

    queue = RecordQueue(store.keep, figures)
    queue.put(outcome.records)
    await queue.close()                  # what waits is kept first
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from studio.room.live.figures import Figures
from studio.room.rules.records import DanmakuSaid, Liked, Presence, Record

MAX_LIGHT = 20_000
MAX_ALL = 100_000

_log = logging.getLogger(__name__)

_BATCH = 1_000
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 5.0
_CLOSE_S = 5.0
_LIGHT = (DanmakuSaid, Presence, Liked)


class RecordQueue:
    """Records on their way to the store, oldest first."""

    def __init__(
        self, keep: Callable[[Sequence[Record]], Awaitable[None]], figures: Figures
    ) -> None:
        self._keep = keep
        self._figures = figures
        self._waiting: deque[Record] = deque()
        self._wake = asyncio.Event()
        self._put = self._taken = 0
        self._progress = asyncio.Event()
        self._is_closing = False
        self._task = asyncio.create_task(self._run(), name="records")

    def put(self, records: Sequence[Record]) -> None:
        """Let records wait; some are dropped when too many do."""
        for record in records:
            limit = MAX_LIGHT if isinstance(record, _LIGHT) else MAX_ALL
            if len(self._waiting) >= limit:
                self._figures.records_dropped += 1
            else:
                self._waiting.append(record)
                self._put += 1
        self._figures.records_waiting = len(self._waiting)
        if records:
            self._wake.set()

    @property
    def mark(self) -> int:
        """How many records were put here, ever: what ``settled`` can wait for."""
        return self._put

    @property
    def kept(self) -> int:
        """How many of them the store has, oldest first."""
        return self._taken

    async def settled(self, mark: int, patience_s: float) -> bool:
        """Wait until all that was put before a mark is kept; say whether it is after that time."""
        try:
            async with asyncio.timeout(patience_s):
                while self._taken < mark:
                    self._progress.clear()
                    await self._progress.wait()
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Keep what waits, if the store takes it within a few seconds."""
        self._is_closing = True
        self._wake.set()
        _, late = await asyncio.wait([self._task], timeout=_CLOSE_S)
        if late:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._figures.records_dropped += len(self._waiting)
            _log.error(
                "The store did not take %d records before the end; they are lost.",
                len(self._waiting),
            )

    async def _run(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while self._waiting or not self._is_closing:
            if not self._waiting:
                self._wake.clear()
                await self._wake.wait()
                continue
            batch = [self._waiting[index] for index in range(min(_BATCH, len(self._waiting)))]
            try:
                await self._keep(batch)
            except Exception as error:
                self._figures.errors += 1
                _log.warning("The store keeps nothing (%s); it is tried again.", error)
                await asyncio.sleep(pause_s)
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
                continue
            pause_s = _FIRST_PAUSE_S
            for _ in batch:
                self._waiting.popleft()
            self._taken += len(batch)
            self._progress.set()
            self._figures.records_waiting = len(self._waiting)
