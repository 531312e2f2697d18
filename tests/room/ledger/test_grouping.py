"""Tests of studio.room.ledger.grouping, with a commit that waits to be let go."""

import asyncio

from studio.room.ledger.booking import Answers, Books, Work, book, unwritten
from studio.room.ledger.entries import Marks, Receipt
from studio.room.ledger.grouping import GROUP_LIMIT, Grouper
from tests.room.ledger.contract import an_order


class Bank:
    """Commits in memory when it is let."""

    def __init__(self) -> None:
        self.works: list[Work] = []
        self.may_go = asyncio.Event()
        self.does_fail = False

    async def commit(self, work: Work) -> Answers:
        self.works.append(work)
        await self.may_go.wait()
        if self.does_fail:
            return unwritten(work)
        booked = book(work, Books({"ann": 10**9}, {}, {}, 1), 1)
        return Answers(booked.orders, booked.credits, {}, {}, {}, True)


def test_what_comes_during_a_commit_is_the_next_group() -> None:
    async def body() -> None:
        bank = Bank()
        grouper = Grouper(bank.commit)
        gifts = [asyncio.create_task(grouper.give(an_order("key-first")))]
        while not bank.works:
            await asyncio.sleep(0)
        orders = [an_order(f"key-{i:05}") for i in range(GROUP_LIMIT + 500)]
        gifts += [asyncio.create_task(grouper.give(order)) for order in orders]
        await asyncio.sleep(0)
        bank.may_go.set()
        answers = await asyncio.gather(*gifts)
        assert all(isinstance(answer, Receipt) for answer in answers)
        assert [len(work.orders) for work in bank.works] == [1, GROUP_LIMIT, 500]
        await grouper.close()

    asyncio.run(body())


def test_a_mark_that_was_not_written_goes_with_the_next_group() -> None:
    async def body() -> None:
        bank = Bank()
        bank.may_go.set()
        bank.does_fail = True
        grouper = Grouper(bank.commit)
        await grouper.mark("r1", Marks(5, 2))
        await grouper.give(an_order())
        bank.does_fail = False
        await grouper.mark("r1", Marks(4, 3))
        await grouper.give(an_order())
        await grouper.give(an_order("key-0003"))
        assert [work.marks for work in bank.works] == [{"r1": Marks(5, 2)}, {"r1": Marks(5, 3)}, {}]
        await grouper.mark("r1", Marks(9, 9))
        await grouper.close()
        assert bank.works[-1].marks == {"r1": Marks(9, 9)}

    asyncio.run(body())
