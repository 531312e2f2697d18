"""Gifts of one room between the ledger and the screens: each shown, none forgotten.

Two marks in the ledger say how far a room has come: which gifts were seen by those who
watched, and of which the store has what followed from them.  When a room starts, the
gifts above the first mark were perhaps never seen, and are shown again (clients know a
gift by its number); those between the two were, and are only counted again, as fast as
the store takes it.  The first wait until those who watched had time to come back, and
new gifts wait for them: a room that took on more than it shows would never be done.

Gifts can return from the ledger out of order.  An order that is under way will get a
number above all that were known when it began, so no mark goes beyond the lowest of
what these knew.  An order whose end is unknown (the ledger failed) counts as under way
until the gifts were read again.
"""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass

from studio.room.ledger.entries import Declined, Ledger, Marks, Order, Receipt
from studio.room.live.figures import Figures

MAX_IN_FLIGHT = 5_000
MAX_EACH = 16
"""Orders of one user at the ledger at once."""

_log = logging.getLogger(__name__)

MAX_SHOWN_AGAIN = 40_000
"""After a crash: fewer than the 50,000 gifts that clients know."""

MAX_UNKEPT = 40_000
"""Beyond it gifts count as kept though the store is away: then it loses records as well."""

SEEN_S = 1.0
"""From the flush of a gift until it counts as seen: what the kernel of a server that dies
still holds may never arrive."""

_READY_S = 5.0
"""New gifts wait no longer for those of before."""

RETURN_S = 1.0
"""How long clients take to come back after a restart."""

_GATHER_S = 0.2
_RETRY_S = 1.0
_READ_AT_ONCE = 2_000
_SHOWN_AT_ONCE = 200
_COUNTED_AT_ONCE = 500
_MOST_RECORDS = 10_000
"""Waiting for the store; above it, what was seen already is not counted again yet."""
_BUSY = Declined("busy", "Too many gifts at once. Try again in a moment.")
_UNKNOWN = Declined("unavailable", "The wallet does not answer. Try again: you pay once at most.")


@dataclass(frozen=True, slots=True)
class _Flush:
    """All gifts up to a number were on their way at that time, ``shown`` of them in all."""

    at_s: float
    up_to: int
    shown: int


class Outbox:
    """Pays and shows the gifts of one room.

    Args:
        show: Shows a receipt in the room, again perhaps; or, if it was seen, only counts it.
        flushed: Waits until what was shown is on its way.
        put: Returns how many records were ever made, by gifts and all else.
        kept: Returns how many of them the store has, the first ones first.
        return_s: From the start until gifts of before are shown.
        seen_s: As ``SEEN_S``.
    """

    def __init__(
        self,
        room: str,
        ledger: Ledger,
        show: Callable[[Receipt, bool], None],
        flushed: Callable[[], Awaitable[None]],
        put: Callable[[], int],
        kept: Callable[[], int],
        figures: Figures,
        return_s: float = RETURN_S,
        seen_s: float = SEEN_S,
    ) -> None:
        self._room = room
        self._ledger = ledger
        self._show = show
        self._flushed = flushed
        self._put = put
        self._kept = kept
        self._figures = figures
        self._return_s = return_s
        self._seen_s = seen_s
        self._known: dict[int, int] = {0: 0}  # of each order under way: the highest number then
        self._unknown: set[int] = {0}
        self._each: dict[str, int] = {}
        self._attempt = 0
        self._highest = 0
        self._shown = 0
        self._is_ready = asyncio.Event()  # all of before was shown
        self._before = Marks()
        self._counted = 0  # of the gifts between these two
        self._marks = Marks()
        self._unkept: dict[int, int] = {}  # gifts, kept once so many records are
        self._flushes: deque[_Flush] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to show what was perhaps never seen, and to note what was."""
        self._task = asyncio.create_task(self._run(), name=f"outbox of {self._room}")

    async def pay(self, order: Order) -> Receipt | Declined:
        """Pay, and show what is paid; the answer is for the giver."""
        if (
            self._figures.gifts_in_flight >= MAX_IN_FLIGHT
            or self._each.get(order.giver, 0) >= MAX_EACH
        ):
            return _BUSY
        self._attempt += 1
        attempt = self._attempt
        self._known[attempt] = self._highest
        self._each[order.giver] = self._each.get(order.giver, 0) + 1
        self._figures.gifts_in_flight += 1
        try:
            await self._ready()
            answer = await self._ledger.give(order)
        except Exception:
            self._figures.errors += 1
            _log.exception("The ledger failed; whether a gift was paid is looked up again.")
            answer = _UNKNOWN
        finally:
            self._figures.gifts_in_flight -= 1
            self._count_down(order.giver)
        return self._settled(attempt, answer)

    async def close(self) -> None:
        """End; what was perhaps not seen is shown when the room starts again."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _settled(self, attempt: int, answer: Receipt | Declined) -> Receipt | Declined:
        if isinstance(answer, Declined):
            self._figures.gifts_declined += 1
            if answer.code == "unavailable":
                self._unknown.add(attempt)
                self._wake.set()
            else:
                del self._known[attempt]
            return answer
        self._figures.gifts_paid += 1
        if answer.is_repeat:
            # Perhaps paid by another node that died before it showed it: the ledger knows.
            self._unknown.add(attempt)
        elif self._land(answer):
            del self._known[attempt]
        self._wake.set()
        return answer

    def _land(self, receipt: Receipt, is_seen: bool = False) -> bool:
        if receipt.number in self._unkept:
            return True
        try:
            self._show(receipt, is_seen)
        except Exception:
            # No mark goes beyond it, so that it is shown when the room starts again.
            self._figures.errors += 1
            _log.exception("Gift %d could not be shown.", receipt.number)
            return False
        self._shown += not is_seen
        self._unkept[receipt.number] = self._put()
        self._highest = max(self._highest, receipt.number)
        return True

    async def _ready(self) -> None:
        if not self._is_ready.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_READY_S):
                    await self._is_ready.wait()

    async def _run(self) -> None:
        self._wake.set()
        while not self._is_ready.is_set():
            try:
                await self._begin()
            except Exception as error:
                await self._failed(error)
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(_GATHER_S)  # one call for all gifts of that time
            try:
                if self._unknown:
                    await self._look_up(set(self._unknown))
                await self._mark()
                await self._count_again()
            except Exception as error:
                await self._failed(error)
                self._wake.set()

    async def _begin(self) -> None:
        """Show what was perhaps never seen."""
        before = await self._ledger.marks(self._room)
        self._before = self._marks = before
        self._known[0] = before.seen
        self._highest = max(self._highest, before.seen)
        self._counted = min(before.kept, before.seen)
        if await self._ledger.gifts_after(self._room, before.seen, 1):
            await asyncio.sleep(self._return_s)
        await self._look_up({0})
        self._is_ready.set()

    async def _failed(self, error: Exception) -> None:
        self._figures.errors += 1
        _log.warning("The ledger can't be read (%s); it is tried again.", error)
        await asyncio.sleep(_RETRY_S)

    async def _look_up(self, attempts: set[int]) -> None:
        """Show what was paid since, for attempts whose end is unknown."""
        is_all_shown = is_more = True
        while is_more and is_all_shown:
            after = min(self._known[attempt] for attempt in attempts)
            receipts = await self._ledger.gifts_after(self._room, after, _READ_AT_ONCE)
            before = self._figures.gifts_shown_again
            async for receipt in _in_turns(receipts):
                self._figures.gifts_shown_again += receipt.number not in self._unkept
                is_all_shown &= self._land(receipt)
            is_more = len(receipts) == _READ_AT_ONCE
            if is_more and is_all_shown:
                self._known.update(dict.fromkeys(attempts, receipts[-1].number))
            if self._figures.gifts_shown_again > before:
                await self._mark()
        self._unknown -= attempts
        for attempt in attempts if is_all_shown else ():
            self._known.pop(attempt, None)

    async def _count_again(self) -> None:
        """Count some more of what was seen before the start, if the store has time for it."""
        if not self._is_counting():
            return
        self._wake.set()
        if self._put() - self._kept() > _MOST_RECORDS:
            return
        end = self._before.seen
        receipts = await self._ledger.gifts_after(self._room, self._counted, _COUNTED_AT_ONCE)
        async for receipt in _in_turns(each for each in receipts if each.number <= end):
            self._land(receipt, is_seen=True)
        self._counted = min(end, receipts[-1].number) if len(receipts) == _COUNTED_AT_ONCE else end

    async def _mark(self) -> None:
        up_to = min(self._known.values(), default=self._highest)
        kept, shown = self._kept_up_to(up_to), self._shown
        await self._flushed()
        now_s = time.monotonic()
        if up_to > (self._flushes[-1].up_to if self._flushes else self._marks.seen):
            self._flushes.append(_Flush(now_s, up_to, shown))
        seen = self._marks.seen
        while self._flushes and (
            now_s - self._flushes[0].at_s >= self._seen_s
            or self._shown - self._flushes[0].shown >= MAX_SHOWN_AGAIN
        ):
            seen = self._flushes.popleft().up_to
        marks = self._marks | Marks(seen, kept)
        if marks != self._marks:
            await self._ledger.mark(self._room, marks)
            self._marks = marks
            for number in [each for each in self._unkept if each <= marks.kept]:
                del self._unkept[number]
        if self._unkept or self._flushes:
            self._wake.set()

    def _kept_up_to(self, up_to: int) -> int:
        if self._is_counting():
            up_to = min(up_to, self._counted)
        kept = self._kept()
        waiting = sorted(number for number, records in self._unkept.items() if records > kept)
        if waiting := waiting[max(0, len(waiting) - MAX_UNKEPT) :]:
            up_to = min(up_to, waiting[0] - 1)
        return up_to

    def _is_counting(self) -> bool:
        return self._counted < self._before.seen

    def _count_down(self, giver: str) -> None:
        self._each[giver] -= 1
        if not self._each[giver]:
            del self._each[giver]


async def _in_turns(receipts: Iterable[Receipt]) -> AsyncIterator[Receipt]:
    """Pass them on, and let others have their turn in between."""
    for place, receipt in enumerate(receipts):
        yield receipt
        if place % _SHOWN_AT_ONCE == 0:
            await asyncio.sleep(0)
