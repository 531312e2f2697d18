"""Gathers what is asked of a ledger into groups, and hands out the answers.

While one group is committed the next one fills, so that the price of a sync is
shared by all who wait: measured, 64 senders are paid about ten times as fast as by
commits of their own.  Bounded: above ``limit`` waiting, gifts are declined as ``busy``::

    grouper = Grouper(commit)          # async (Work) -> Answers
    receipt = await grouper.give(order)
    await grouper.close()
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from studio.room.ledger.booking import Answers, Work
from studio.room.ledger.entries import Credit, Declined, Marks, Order, Receipt
from studio.room.ledger.errors import LedgerError
from studio.room.ledger.refusals import BUSY, CLOSED, why_not_credit, why_not_order

_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)

LIMIT = 20_000
GROUP_LIMIT = 1_000
MARK_DELAY_S = 1.0
"""How long a note of how far a room has come waits for a commit that goes anyway."""


class _Group:
    """A ``Work``, and who waits for it."""

    __slots__ = ("credits", "orders", "pages", "rooms", "size", "wallets", "work")

    def __init__(self) -> None:
        self.work = Work()
        self.orders: list[asyncio.Future[Receipt | Declined]] = []
        self.credits: list[asyncio.Future[int | Declined]] = []
        self.wallets: list[tuple[str, asyncio.Future[int]]] = []
        self.pages: list[tuple[tuple[str, int], int, asyncio.Future[list[Receipt]]]] = []
        self.rooms: list[tuple[str, asyncio.Future[Marks]]] = []
        self.size = 0


class Grouper:
    """One for each ledger; belongs to one loop.

    Args:
        commit: Does a ``Work`` in one transaction; must not raise.
        limit: How many may wait.

    Attributes:
        declined_busy: How many were turned away because too many waited.
    """

    def __init__(self, commit: Callable[[Work], Awaitable[Answers]], *, limit: int = LIMIT) -> None:
        self.declined_busy = 0
        self._commit = commit
        self._limit = limit
        self._waiting = 0
        self._groups: deque[_Group] = deque()
        self._marks: dict[str, Marks] = {}
        self._mark_timer: asyncio.TimerHandle | None = None
        self._is_closed = False
        self._loop = asyncio.get_running_loop()
        self._wanted = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name="ledger groups")

    async def give(self, order: Order) -> Receipt | Declined:
        """Pay a gift."""
        declined = why_not_order(order) or self._why_not_now()
        if declined is not None:
            return declined
        group = self._open()
        group.work.orders.append(order)
        future: asyncio.Future[Receipt | Declined] = self._loop.create_future()
        group.orders.append(future)
        return await future

    async def credit(self, credit: Credit) -> int | Declined:
        """Add coins."""
        declined = why_not_credit(credit) or self._why_not_now()
        if declined is not None:
            return declined
        group = self._open()
        group.work.credits.append(credit)
        future: asyncio.Future[int | Declined] = self._loop.create_future()
        group.credits.append(future)
        return await future

    async def balance(self, user: str) -> int:
        """Return somebody's coins.

        Raises:
            LedgerError: If they can't be read now.
        """
        self._check_readable()
        group = self._open()
        group.work.wallets.add(user)
        future: asyncio.Future[int] = self._loop.create_future()
        group.wallets.append((user, future))
        return await future

    async def gifts_after(self, room: str, number: int, limit: int) -> list[Receipt]:
        """Return gifts of a room above a number, not below both its marks; oldest first.

        Raises:
            LedgerError: If they can't be read now.
        """
        self._check_readable()
        group = self._open()
        page = room, number
        group.work.pages[page] = max(limit, group.work.pages.get(page, 0))
        future: asyncio.Future[list[Receipt]] = self._loop.create_future()
        group.pages.append((page, limit, future))
        return await future

    async def marks(self, room: str) -> Marks:
        """Return how far a room had come.

        Raises:
            LedgerError: If that can't be read now.
        """
        self._check_readable()
        group = self._open()
        group.work.rooms.add(room)
        future: asyncio.Future[Marks] = self._loop.create_future()
        group.rooms.append((room, future))
        return await future

    async def mark(self, room: str, marks: Marks) -> None:
        """Note how far a room has come; it goes with the next commit, within a second."""
        self._marks[room] = marks | self._marks.get(room, Marks())
        if self._mark_timer is None:
            self._mark_timer = self._loop.call_later(MARK_DELAY_S, self._open)

    async def close(self) -> None:
        """Commit what waits, and end."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._marks:
            self._open()
        self._wanted.set()
        await self._task

    def _why_not_now(self) -> Declined | None:
        if self._is_closed:
            return CLOSED
        if self._waiting >= self._limit:
            self.declined_busy += 1
            return BUSY
        return None

    def _check_readable(self) -> None:
        declined = self._why_not_now()
        if declined is not None:
            raise LedgerError(f"The ledger can't be read: {declined.sentence}")

    def _open(self) -> _Group:
        """Return the group that takes one more."""
        if not self._groups or self._groups[-1].size >= GROUP_LIMIT:
            self._groups.append(_Group())
            self._wanted.set()
        group = self._groups[-1]
        group.size += 1
        self._waiting += 1
        return group

    async def _run(self) -> None:
        while self._groups or not self._is_closed:
            if not self._groups:
                self._wanted.clear()
                await self._wanted.wait()
                continue
            group = self._groups.popleft()
            marks, self._marks = self._marks, {}
            group.work.marks = marks
            if self._mark_timer is not None:
                self._mark_timer.cancel()
                self._mark_timer = None
            answers = await self._commit(group.work)
            self._waiting -= group.size
            self._answer(group, answers, marks)
            await asyncio.sleep(0)  # those who were answered may ask again for the same group

    def _answer(self, group: _Group, answers: Answers, marks: dict[str, Marks]) -> None:
        if not answers.is_written:  # a lost mark shows a gift twice after a restart
            for room, mark in marks.items():
                self._marks[room] = mark | self._marks.get(room, Marks())
        _hand_out(group.orders, answers.orders)
        _hand_out(group.credits, answers.credits)
        failure = LedgerError("The ledger can't be read just now; it is tried again by itself.")
        for user, wallet in group.wallets:
            _hand_over(wallet, answers.balances, user, 0, failure)
        for page, limit, gifts in group.pages:
            found = None if answers.pages is None else {page: answers.pages[page][:limit]}
            _hand_over(gifts, found, page, [], failure)
        for room, came in group.rooms:
            _hand_over(came, answers.marks, room, Marks(), failure)


def _hand_over(
    future: "asyncio.Future[_T]",
    answers: Mapping[_K, _T] | None,
    key: _K,
    default: _T,
    failure: LedgerError,
) -> None:
    """Answer one who asked, if still there; with the failure where nothing could be read."""
    if future.done():
        return
    if answers is None:
        future.set_exception(failure)
    else:
        future.set_result(answers.get(key, default))


def _hand_out(futures: Sequence["asyncio.Future[_T]"], answers: Sequence[_T]) -> None:
    for future, answer in zip(futures, answers, strict=True):
        if not future.done():
            future.set_result(answer)
