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
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from studio.room.ledger.booking import Answers, Work
from studio.room.ledger.entries import Credit, Declined, Order, Receipt
from studio.room.ledger.errors import LedgerError
from studio.room.ledger.refusals import BUSY, CLOSED, why_not_credit, why_not_order

_T = TypeVar("_T")

LIMIT = 20_000
GROUP_LIMIT = 1_000
MARK_DELAY_S = 1.0
"""How long a note that gifts were shown waits for a commit that goes anyway."""


class _Group:
    """A ``Work``, and who waits for it."""

    __slots__ = ("credits", "orders", "size", "unsent", "wallets", "work")

    def __init__(self) -> None:
        self.work = Work()
        self.orders: list[asyncio.Future[Receipt | Declined]] = []
        self.credits: list[asyncio.Future[int | Declined]] = []
        self.wallets: list[tuple[str, asyncio.Future[int]]] = []
        self.unsent: list[tuple[str, int, asyncio.Future[list[Receipt]]]] = []
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
        self._marks: dict[str, int] = {}
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

    async def unsent(self, room: str, limit: int) -> list[Receipt]:
        """Return gifts of a room that were perhaps not shown.

        Raises:
            LedgerError: If they can't be read now.
        """
        self._check_readable()
        group = self._open()
        group.work.rooms[room] = max(limit, group.work.rooms.get(room, 0))
        future: asyncio.Future[list[Receipt]] = self._loop.create_future()
        group.unsent.append((room, limit, future))
        return await future

    async def sent(self, room: str, up_to: int) -> None:
        """Note what was shown; it goes with the next commit, within a second."""
        self._marks[room] = max(up_to, self._marks.get(room, 0))
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

    def _answer(self, group: _Group, answers: Answers, marks: dict[str, int]) -> None:
        if not answers.is_written:  # a lost mark shows a gift twice after a restart
            for room, up_to in marks.items():
                self._marks[room] = max(up_to, self._marks.get(room, 0))
        _hand_out(group.orders, answers.orders)
        _hand_out(group.credits, answers.credits)
        failure = LedgerError("The ledger can't be read just now; it is tried again by itself.")
        for user, wallet in group.wallets:
            if wallet.done():
                continue
            if answers.balances is None:
                wallet.set_exception(failure)
            else:
                wallet.set_result(answers.balances.get(user, 0))
        for room, limit, gifts in group.unsent:
            if gifts.done():
                continue
            if answers.unsent is None:
                gifts.set_exception(failure)
            else:
                gifts.set_result(answers.unsent.get(room, [])[:limit])


def _hand_out(futures: Sequence["asyncio.Future[_T]"], answers: Sequence[_T]) -> None:
    for future, answer in zip(futures, answers, strict=True):
        if not future.done():
            future.set_result(answer)
