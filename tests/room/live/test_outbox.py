"""Tests of studio.room.live.outbox, with a ledger in memory that can be held up."""

import asyncio
import time
from collections.abc import Callable, Coroutine

import pytest

from studio.room.ledger.entries import Declined, Order, Receipt
from studio.room.live import outbox
from studio.room.live.figures import Figures
from studio.room.live.outbox import MAX_EACH, Outbox
from tests.room.live.pocket_ledger import PocketLedger


class Wall:
    """What a room shows, with an outbox before it."""

    def __init__(self, ledger: PocketLedger, return_s: float = 0.0) -> None:
        self.ledger = ledger
        self.figures = Figures()
        self.numbers: list[int] = []
        self.is_broken = False
        self.is_flushing = False
        self.is_flushed = asyncio.Event()
        self.is_flushed.set()
        self.is_kept = True
        self.waits_for: list[int] = []
        self.outbox = Outbox(
            "1", ledger, self.show, lambda: len(self.numbers), self.shown, self.figures, return_s
        )

    def show(self, receipt: Receipt) -> None:
        if self.is_broken:
            raise RuntimeError("cannot show")
        self.numbers.append(receipt.number)

    async def shown(self, mark: int) -> bool:
        self.waits_for.append(mark)
        self.is_flushing = True
        await self.is_flushed.wait()
        return self.is_kept

    async def give(self, key: str, giver: str = "u1", coins: int = 5) -> Receipt | Declined:
        return await self.outbox.pay(Order(key, "1", giver, "anchor", "rose", 1, coins))


async def until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not is_true():
        assert time.monotonic() < deadline, "it never came true"
        await asyncio.sleep(0.01)


def run(scenario: Callable[[Wall], Coroutine[None, None, None]]) -> None:
    async def whole() -> None:
        wall = Wall(PocketLedger())
        wall.outbox.start()
        try:
            await scenario(wall)
        finally:
            await wall.outbox.close()

    asyncio.run(whole())


def test_each_gift_is_shown_once_and_leaves_the_outbox() -> None:
    async def scenario(wall: Wall) -> None:
        answers = await asyncio.gather(*(wall.give(f"key-{n:04d}", f"u{n}") for n in range(50)))
        assert all(isinstance(answer, Receipt) for answer in answers)
        assert sorted(wall.numbers) == list(range(1, 51))
        await until(lambda: not wall.ledger.outbox["1"])

    run(scenario)


def test_a_repeat_is_answered_and_not_shown() -> None:
    async def scenario(wall: Wall) -> None:
        first, second = await wall.give("key-0001"), await wall.give("key-0001")
        assert isinstance(first, Receipt)
        assert isinstance(second, Receipt)
        assert (first.number, second.number) == (1, 1)
        assert second.is_repeat
        assert wall.numbers == [1]

    run(scenario)


def test_what_was_in_the_outbox_is_shown_at_the_start() -> None:
    async def whole() -> None:
        ledger = PocketLedger()
        for number in range(5_000):
            await ledger.give(Order(f"key-{number:05d}", "1", "u1", "anchor", "rose", 1, 1))
        wall = Wall(ledger)
        wall.outbox.start()
        await until(lambda: len(wall.numbers) == 5_000)
        assert wall.numbers == list(range(1, 5_001))
        assert wall.figures.gifts_shown_again == 5_000
        await wall.give("key-x0001")
        await until(lambda: not ledger.outbox["1"])
        await wall.outbox.close()

    asyncio.run(whole())


def test_an_order_under_way_keeps_its_gift_in_the_outbox() -> None:
    async def scenario(wall: Wall) -> None:
        await wall.give("key-0001")
        await until(lambda: not wall.ledger.outbox["1"])
        wall.ledger.gate.clear()
        late = asyncio.create_task(wall.give("key-0002"))  # paid as number 2, not answered yet
        await until(lambda: wall.ledger.outbox["1"])
        wall.ledger.gate.set()
        after = asyncio.create_task(wall.give("key-0003", "u2"))
        await asyncio.gather(late, after)
        await until(lambda: not wall.ledger.outbox["1"])
        assert sorted(wall.numbers) == [1, 2, 3]

    run(scenario)


def test_an_answer_that_got_lost_is_looked_up(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario(wall: Wall) -> None:
        wall.ledger.failing = ConnectionError("gone")
        answer = await wall.give("key-0001")
        assert isinstance(answer, Declined)
        assert answer.code == "unavailable"
        assert not wall.numbers
        wall.ledger.failing = None
        await until(lambda: wall.numbers == [1])  # it had been paid
        repeat = await wall.give("key-0001")
        assert isinstance(repeat, Receipt)
        assert repeat.is_repeat
        await until(lambda: not wall.ledger.outbox["1"])
        assert wall.numbers == [1]

    run(scenario)
    assert "The ledger failed; whether a gift was paid is looked up again." in caplog.messages


def test_a_gift_that_can_not_be_shown_stays_in_the_outbox(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(wall: Wall) -> None:
        wall.is_broken = True
        await wall.give("key-0001")
        wall.is_broken = False
        await wall.give("key-0002")
        assert wall.numbers == [2]
        await asyncio.sleep(0.5)  # longer than it takes to take gifts out
        assert [each.number for each in wall.ledger.outbox["1"]] == [1, 2]

    run(scenario)
    assert "Gift 1 could not be shown." in caplog.messages


def test_orders_of_one_user_are_bounded() -> None:
    async def scenario(wall: Wall) -> None:
        wall.ledger.gate.clear()
        tasks = [asyncio.create_task(wall.give(f"key-{n:04d}")) for n in range(MAX_EACH)]
        await until(lambda: wall.figures.gifts_in_flight == MAX_EACH)
        one_more = await wall.give("key-more")
        assert isinstance(one_more, Declined)
        assert one_more.code == "busy"
        wall.ledger.gate.set()
        await asyncio.gather(*tasks)
        assert wall.figures.gifts_in_flight == 0
        assert isinstance(await wall.give("key-more"), Receipt)

    run(scenario)


def test_nothing_leaves_the_outbox_while_those_who_watched_come_back() -> None:
    async def whole() -> None:
        ledger = PocketLedger()
        for number in range(700):
            await ledger.give(Order(f"key-{number:05d}", "1", "u1", "anchor", "rose", 1, 1))
        wall = Wall(ledger, return_s=0.6)
        wall.outbox.start()
        for number in range(10):
            await wall.give(f"new-{number:05d}", f"u{number}")
        assert wall.numbers == list(range(701, 711))
        await asyncio.sleep(0.4)  # longer than it takes to take gifts out
        assert len(ledger.outbox["1"]) == 710
        await until(lambda: not ledger.outbox["1"])
        assert sorted(wall.numbers) == list(range(1, 711))
        await wall.outbox.close()

    asyncio.run(whole())


def test_the_lost_one_is_found_behind_many_on_the_screen(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(wall: Wall) -> None:
        wall.is_flushed.clear()
        await wall.give("key-first")
        await until(lambda: wall.is_flushing)
        for number in range(2_100):
            await wall.give(f"key-{number:05d}", f"u{number}")
        wall.ledger.failing = ConnectionError("gone")
        await wall.give("key-lost")
        wall.ledger.failing = None
        await wall.give("key-last")
        wall.is_flushed.set()
        await until(lambda: 2_102 in wall.numbers)
        await until(lambda: not wall.ledger.outbox["1"])
        assert sorted(wall.numbers) == list(range(1, 2_104))

    run(scenario)
    assert "The ledger failed; whether a gift was paid is looked up again." in caplog.messages


def test_a_gift_stays_in_the_outbox_until_the_store_has_what_followed_from_it() -> None:
    async def scenario(wall: Wall) -> None:
        wall.is_kept = False
        assert isinstance(await wall.give("key-0001"), Receipt)
        await until(lambda: wall.is_flushing)
        assert wall.ledger.outbox["1"]
        wall.is_kept = True
        await until(lambda: not wall.ledger.outbox["1"])

    run(scenario)


def test_a_store_that_stays_behind_is_waited_for_at_one_mark_while_more_is_shown() -> None:
    async def scenario(wall: Wall) -> None:
        wall.is_kept = False
        assert isinstance(await wall.give("key-0001"), Receipt)
        await until(lambda: len(wall.waits_for) == 1)
        assert isinstance(await wall.give("key-0002"), Receipt)
        await until(lambda: len(wall.waits_for) >= 3)
        assert set(wall.waits_for) == {1}
        wall.is_kept = True
        await until(lambda: not wall.ledger.outbox["1"])
        assert wall.waits_for[-1] == 2

    run(scenario)


def test_a_store_that_stays_away_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_ON_SCREEN", 3)

    async def scenario(wall: Wall) -> None:
        wall.is_kept = False
        for number in range(4):
            assert isinstance(await wall.give(f"key-{number:04d}"), Receipt)
        await until(lambda: not wall.ledger.outbox["1"])

    run(scenario)
