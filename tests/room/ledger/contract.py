"""What every ledger does: the tests that SQLite's and PostgreSQL's both pass."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from studio.room.ledger.entries import MINT, Credit, Declined, Ledger, Marks, Order, Receipt

T = TypeVar("T")
Opener = Callable[[], Awaitable[Ledger]]
TIMEOUT_S = 60


def an_order(key: str = "key-0001", coins: int = 10, **changes: object) -> Order:
    order = Order(key, "r1", "ann", "bob", "rose", 1, coins, '{"名": "玫瑰"}')
    return replace(order, **changes)  # type: ignore[arg-type]


async def paid(ledger: Ledger, order: Order) -> Receipt:
    answer = await ledger.give(order)
    assert isinstance(answer, Receipt), answer
    return answer


async def top_up(ledger: Ledger, user: str = "ann", coins: int = 100, key: str = "p1") -> int:
    balance = await ledger.credit(Credit(key, user, coins, "fake"))
    assert isinstance(balance, int), balance
    return balance


async def assert_balanced(ledger: Ledger, gifts: int | None = None) -> None:
    audit = await ledger.audit()
    assert audit.problems == ()
    if gifts is not None:
        assert audit.gifts == gifts


class LedgerContract:
    """Inherit, with a fixture ``opener`` that opens the books of its test as often as asked."""

    def run(self, opener: Opener, body: Callable[[Ledger], Awaitable[T]]) -> T:
        async def whole() -> T:
            ledger = await opener()
            try:
                return await body(ledger)
            finally:
                await ledger.close()

        return asyncio.run(asyncio.wait_for(whole(), TIMEOUT_S))

    def test_a_gift_moves_its_coins_and_is_found_in_its_room(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            assert await top_up(ledger) == 100
            receipt = await paid(ledger, an_order())
            assert receipt.order == an_order()
            assert (receipt.balance, receipt.is_repeat) == (90, False)
            assert [await ledger.balance(name) for name in ("ann", "bob", "eve")] == [90, 10, 0]
            assert await ledger.balance(MINT) == -100
            assert await ledger.gifts_after("r1", 0, 10) == [receipt]
            await assert_balanced(ledger, gifts=1)

        self.run(opener, body)

    def test_the_books_are_there_again_when_opened_again(self, opener: Opener) -> None:
        async def first(ledger: Ledger) -> Receipt:
            await top_up(ledger)
            return await paid(ledger, an_order())

        before = self.run(opener, first)

        async def second(ledger: Ledger) -> None:
            assert await ledger.gifts_after("r1", 0, 10) == [before]
            again = await paid(ledger, an_order())
            assert again == replace(before, is_repeat=True)
            assert (await paid(ledger, an_order("key-0002"))).number > before.number

        self.run(opener, second)

    def test_a_repeated_key_costs_nothing(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            first = await paid(ledger, an_order())
            answers = await asyncio.gather(*(ledger.give(an_order()) for _ in range(20)))
            assert answers == [replace(first, is_repeat=True)] * 20
            assert await paid(ledger, an_order(detail="{}")) == replace(first, is_repeat=True)
            together = [ledger.give(an_order("key-0002")) for _ in range(20)]
            receipts = [gift for gift in await asyncio.gather(*together) if gift]
            assert sum(isinstance(r, Receipt) and not r.is_repeat for r in receipts) == 1
            assert len({r.number for r in receipts if isinstance(r, Receipt)}) == 1
            assert await ledger.balance("ann") == 80
            await assert_balanced(ledger, gifts=2)

        self.run(opener, body)

    @pytest.mark.parametrize(
        "changes",
        [{"coins": 11}, {"count": 2}, {"receiver": "eve"}, {"gift": "rocket"}, {"room": "r2"}],
        ids=lambda changes: next(iter(changes)),
    )
    @pytest.mark.parametrize("is_together", [True, False])
    def test_a_key_with_another_body_is_refused(
        self, opener: Opener, changes: dict[str, object], is_together: bool
    ) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            other = replace(an_order(), **changes)  # type: ignore[arg-type]
            if is_together:
                first, second = await asyncio.gather(ledger.give(an_order()), ledger.give(other))
                assert isinstance(first, Receipt)
            else:
                await paid(ledger, an_order())
                second = await ledger.give(other)
            assert_declined(second, "key_reused")
            await assert_balanced(ledger, gifts=1)

        self.run(opener, body)

    def test_keys_of_two_givers_do_not_meet(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            await top_up(ledger, "eve", key="p2")
            await paid(ledger, an_order())
            assert not (await paid(ledger, an_order(giver="eve"))).is_repeat

        self.run(opener, body)

    def test_a_hundred_orders_at_once_do_not_overdraw(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger, coins=105)
            orders = [an_order(f"key-{i:04}") for i in range(100)]
            answers = await asyncio.gather(*map(ledger.give, orders))
            assert sum(isinstance(answer, Receipt) for answer in answers) == 10
            for answer in answers:
                if isinstance(answer, Declined):
                    assert_declined(answer, "overdraft")
            assert await ledger.balance("ann") == 5
            await assert_balanced(ledger, gifts=10)

        self.run(opener, body)

    @pytest.mark.parametrize("coins", [0, -1, -(2**63), 2**53 + 1, 2**63, 2**200, True, 1.0])
    def test_amounts_that_are_none_are_refused(self, opener: Opener, coins: int) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            assert_declined(await ledger.give(an_order(coins=coins)), "bad_amount")
            assert_declined(await ledger.give(an_order(count=coins)), "bad_amount")
            assert_declined(await ledger.credit(Credit("p2", "ann", coins, "fake")), "bad_amount")
            assert await ledger.balance("ann") == 100
            await assert_balanced(ledger, gifts=0)

        self.run(opener, body)

    def test_nobody_gives_to_themselves_or_from_the_mint(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            assert_declined(await ledger.give(an_order(receiver="ann")), "own_gift")
            assert_declined(await ledger.give(an_order(giver=MINT)), "own_gift")
            assert_declined(await ledger.give(an_order(receiver=MINT)), "own_gift")
            assert_declined(await ledger.credit(Credit("p2", MINT, 1, "fake")), "own_gift")
            await assert_balanced(ledger, gifts=0)

        self.run(opener, body)

    @pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 70_000], ids=["nul", "half", "long"])
    def test_text_that_cannot_be_kept_costs_the_others_nothing(
        self, opener: Opener, text: str
    ) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            bad, good = await asyncio.gather(
                ledger.give(an_order(detail=text)), ledger.give(an_order("key-0002"))
            )
            assert isinstance(bad, Declined)
            assert isinstance(good, Receipt)

        self.run(opener, body)

    def test_a_payment_is_credited_once(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            credit = Credit("p1", "ann", 100, "fake")
            assert await asyncio.gather(*(ledger.credit(credit) for _ in range(10))) == [100] * 10
            assert await ledger.credit(credit) == 100
            assert_declined(await ledger.credit(replace(credit, coins=1000)), "key_reused")
            assert_declined(await ledger.credit(replace(credit, user="eve")), "key_reused")
            assert await ledger.credit(replace(credit, provider="other")) == 200
            await assert_balanced(ledger)

        self.run(opener, body)

    def test_a_wallet_holds_no_more_than_can_be_counted(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            assert await top_up(ledger, coins=2**53) == 2**53
            assert_declined(await ledger.credit(Credit("p2", "ann", 1, "fake")), "bad_amount")
            await top_up(ledger, "bob", coins=1, key="p3")
            assert_declined(await ledger.give(an_order(coins=2**53)), "bad_amount")
            assert (await paid(ledger, an_order("key-0002", 2**53 - 1))).balance == 1
            await assert_balanced(ledger, gifts=1)

        self.run(opener, body)

    def test_how_far_a_room_has_come_is_its_own_and_only_rises(self, opener: Opener) -> None:
        gifts: list[Receipt] = []

        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            orders = [an_order(f"key-{i:04}", 1, room=f"r{i % 2}") for i in range(10)]
            for answer in await asyncio.gather(*map(ledger.give, orders)):
                assert isinstance(answer, Receipt)
                gifts.append(answer)
            even = gifts[::2]
            assert await ledger.gifts_after("r0", 0, 10) == even
            assert await ledger.gifts_after("r0", 0, 2) == even[:2]
            assert await ledger.gifts_after("r0", even[1].number, 2) == even[2:4]
            assert await ledger.marks("r0") == Marks()
            await ledger.mark("r0", Marks(even[2].number, even[1].number))
            await ledger.mark("r0", Marks(even[1].number, even[0].number))
            await ledger.mark("r1", Marks(gifts[-1].number, 0))

        self.run(opener, body)

        async def later(ledger: Ledger) -> None:
            even = gifts[::2]
            marks = Marks(even[2].number, even[1].number)
            assert await ledger.marks("r0") == marks
            assert await ledger.gifts_after("r0", marks.kept, 10) == even[2:]
            assert await ledger.marks("r1") == Marks(gifts[-1].number, 0)
            assert await ledger.gifts_after("r1", 0, 10) == gifts[1::2]
            more = await paid(ledger, an_order("key-more", 1, room="r0"))
            assert await ledger.gifts_after("r0", marks.seen, 10) == [*even[3:], more]
            await ledger.mark("r0", Marks(more.number, more.number))
            await assert_balanced(ledger, gifts=11)

        self.run(opener, later)

        async def last(ledger: Ledger) -> None:
            newest = (await ledger.marks("r0")).kept
            assert newest > gifts[-1].number
            assert await ledger.gifts_after("r0", newest, 10) == []

        self.run(opener, last)

    def test_a_gift_and_its_receiver_s_gift_go_in_one_group(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            first, second = await asyncio.gather(
                ledger.give(an_order(coins=100)),
                ledger.give(an_order("key-0002", 100, giver="bob", receiver="eve")),
            )
            assert isinstance(first, Receipt)
            assert isinstance(second, Receipt)
            assert second.number > first.number
            assert await ledger.balance("eve") == 100

        self.run(opener, body)

    def test_thousands_at_once_balance(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            for i in range(20):
                await top_up(ledger, f"u{i}", 1_000_000, f"p{i}")
            orders = [
                an_order(f"key-{i:05}", 1 + i % 7, giver=f"u{i % 20}", receiver=f"u{(i + 1) % 20}")
                for i in range(3_000)
            ]
            answers = await asyncio.gather(*map(ledger.give, orders))
            numbers = [gift.number for gift in answers if isinstance(gift, Receipt)]
            assert len(set(numbers)) == 3_000
            assert numbers == sorted(numbers)
            await assert_balanced(ledger, gifts=3_000)

        self.run(opener, body)

    def test_who_gives_up_waiting_costs_the_others_nothing(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            task = asyncio.ensure_future(ledger.give(an_order()))
            await asyncio.sleep(0)
            task.cancel()
            await paid(ledger, an_order("key-0002"))
            assert (await paid(ledger, an_order())).is_repeat

        self.run(opener, body)

    def test_a_closed_ledger_declines(self, opener: Opener) -> None:
        async def body(ledger: Ledger) -> None:
            await top_up(ledger)
            waiting = asyncio.ensure_future(ledger.give(an_order()))
            await asyncio.sleep(0)
            await ledger.close()
            assert isinstance(await waiting, Receipt)
            assert_declined(await ledger.give(an_order("key-0002")), "unavailable")

        self.run(opener, body)


def assert_declined(answer: object, code: str) -> None:
    assert isinstance(answer, Declined), answer
    assert answer.code == code
    assert re.fullmatch(r"[A-Z].+[.]", answer.sentence)
