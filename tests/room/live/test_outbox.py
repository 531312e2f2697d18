"""Tests of studio.room.live.outbox, with a ledger in memory that can be held up."""

import asyncio
import time
from collections.abc import Callable, Coroutine

import pytest

from studio.room.ledger.entries import Declined, Marks, Order, Receipt
from studio.room.live import outbox
from studio.room.live.figures import Figures
from studio.room.live.outbox import MAX_EACH, Outbox
from tests.room.live.pocket_ledger import PocketLedger


class Wall:
    """What a room shows, with an outbox before it."""

    def __init__(self, ledger: PocketLedger, return_s: float = 0.0, seen_s: float = 0.0) -> None:
        self.ledger = ledger
        self.figures = Figures()
        self.numbers: list[int] = []
        self.counted: list[int] = []
        self.is_broken = False
        self.is_flushing = False
        self.is_flushed = asyncio.Event()
        self.is_flushed.set()
        self.kept: int | None = None  # None: all of it
        self.outbox = Outbox(
            "1",
            ledger,
            self.show,
            self.flushed,
            self.put,
            lambda: self.put() if self.kept is None else self.kept,
            self.figures,
            return_s,
            seen_s,
        )

    def show(self, receipt: Receipt, is_seen: bool) -> None:
        if self.is_broken:
            raise RuntimeError("cannot show")
        (self.counted if is_seen else self.numbers).append(receipt.number)

    def put(self) -> int:
        return len(self.numbers) + len(self.counted)

    async def flushed(self) -> None:
        self.is_flushing = True
        await self.is_flushed.wait()

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


def test_each_gift_is_shown_once_and_is_kept_in_the_end() -> None:
    async def scenario(wall: Wall) -> None:
        answers = await asyncio.gather(*(wall.give(f"key-{n:04d}", f"u{n}") for n in range(50)))
        assert all(isinstance(answer, Receipt) for answer in answers)
        assert sorted(wall.numbers) == list(range(1, 51))
        await until(lambda: not wall.ledger.unkept("1"))

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


def test_what_was_perhaps_never_seen_is_shown_at_the_start() -> None:
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
        await until(lambda: not ledger.unkept("1"))
        await wall.outbox.close()

    asyncio.run(whole())


def test_no_mark_goes_beyond_an_order_under_way() -> None:
    async def scenario(wall: Wall) -> None:
        await wall.give("key-0001")
        await until(lambda: not wall.ledger.unkept("1"))
        wall.ledger.gate.clear()
        late = asyncio.create_task(wall.give("key-0002"))  # paid as number 2, not answered yet
        await until(lambda: wall.ledger.unkept("1"))
        wall.ledger.gate.set()
        after = asyncio.create_task(wall.give("key-0003", "u2"))
        await asyncio.gather(late, after)
        await until(lambda: not wall.ledger.unkept("1"))
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
        await until(lambda: not wall.ledger.unkept("1"))
        assert wall.numbers == [1]

    run(scenario)
    assert "The ledger failed; whether a gift was paid is looked up again." in caplog.messages


def test_no_mark_goes_beyond_a_gift_that_can_not_be_shown(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(wall: Wall) -> None:
        wall.is_broken = True
        await wall.give("key-0001")
        wall.is_broken = False
        await wall.give("key-0002")
        assert wall.numbers == [2]
        await asyncio.sleep(0.5)  # longer than it takes to move a mark
        assert wall.ledger.unkept("1") == [1, 2]

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


def test_new_gifts_wait_for_those_of_before_and_these_for_who_comes_back() -> None:
    async def whole() -> None:
        ledger = PocketLedger()
        for number in range(700):
            await ledger.give(Order(f"key-{number:05d}", "1", "u1", "anchor", "rose", 1, 1))
        wall = Wall(ledger, return_s=0.6)
        wall.outbox.start()
        new = [
            asyncio.create_task(wall.give(f"new-{number:05d}", f"u{number}"))
            for number in range(10)
        ]
        await asyncio.sleep(0.4)
        assert not wall.numbers
        assert len(ledger.unkept("1")) == 700
        await asyncio.gather(*new)
        assert wall.numbers == list(range(1, 711))
        await until(lambda: not ledger.unkept("1"))
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
        await until(lambda: not wall.ledger.unkept("1"))
        assert sorted(wall.numbers) == list(range(1, 2_104))

    run(scenario)
    assert "The ledger failed; whether a gift was paid is looked up again." in caplog.messages


def test_a_gift_is_kept_once_the_store_has_what_followed_from_it() -> None:
    async def scenario(wall: Wall) -> None:
        wall.kept = 0
        for number in range(1, 4):
            assert isinstance(await wall.give(f"key-{number:04d}"), Receipt)
        await until(lambda: wall.is_flushing)
        await asyncio.sleep(0.5)  # longer than it takes to move a mark
        assert wall.ledger.unkept("1") == [1, 2, 3]
        wall.kept = 2
        await until(lambda: wall.ledger.unkept("1") == [3])
        wall.kept = 3
        await until(lambda: not wall.ledger.unkept("1"))

    run(scenario)


def test_what_was_seen_is_not_shown_again_but_counted_again() -> None:
    ledger = PocketLedger()

    async def life(kept: int, shown: list[int], counted: list[int], seen_s: float = 0.0) -> None:
        wall = Wall(ledger, seen_s=seen_s)
        wall.kept = kept  # records, of those that are made now
        wall.outbox.start()
        await until(lambda: wall.numbers == shown and wall.counted == counted)
        await asyncio.sleep(0.5)  # longer than it takes to move a mark
        await wall.outbox.close()

    async def whole() -> None:
        for number in range(1, 5_001):
            await ledger.give(Order(f"key-{number:05d}", "1", "u1", "anchor", "rose", 1, 1))
        await life(0, list(range(1, 5_001)), [], seen_s=60.0)
        assert ledger.rooms["1"] == Marks(0, 0)
        await life(1_000, list(range(1, 5_001)), [])
        assert ledger.rooms["1"] == Marks(5_000, 1_000)
        await life(500, [], list(range(1_001, 5_001)))
        assert ledger.rooms["1"] == Marks(5_000, 1_500)
        await ledger.give(Order("key-new", "1", "u1", "anchor", "rose", 1, 1))
        await life(3_501, [5_001], list(range(1_501, 5_001)))
        assert ledger.rooms["1"] == Marks(5_001, 5_001)

    asyncio.run(whole())


def test_what_was_seen_is_counted_again_as_fast_as_the_store_takes_it() -> None:
    async def whole() -> None:
        ledger = PocketLedger()
        for number in range(1, 15_001):
            await ledger.give(Order(f"key-{number:05d}", "1", "u1", "anchor", "rose", 1, 1))
        ledger.rooms["1"] = Marks(15_000, 0)
        wall = Wall(ledger)
        wall.kept = 0
        wall.outbox.start()
        await until(lambda: len(wall.counted) == 10_500)
        await asyncio.sleep(0.5)
        assert isinstance(await wall.give("key-new"), Receipt)
        assert wall.numbers == [15_001]
        assert len(wall.counted) == 10_500
        wall.kept = None
        await until(lambda: ledger.rooms["1"] == Marks(15_001, 15_001))
        assert len(wall.counted) == 15_000
        await wall.outbox.close()

    asyncio.run(whole())


def test_few_gifts_are_shown_again_however_hot_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_SHOWN_AGAIN", 3)

    async def whole() -> None:
        wall = Wall(PocketLedger(), seen_s=60.0)
        wall.outbox.start()
        for number in range(1, 6):
            await wall.give(f"key-{number:04d}")
            await until(lambda: not wall.ledger.unkept("1"))
        await until(lambda: wall.ledger.rooms["1"].seen == 2)
        await wall.outbox.close()

    asyncio.run(whole())


def test_a_store_that_stays_away_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "MAX_UNKEPT", 3)

    async def scenario(wall: Wall) -> None:
        wall.kept = 0
        for number in range(5):
            assert isinstance(await wall.give(f"key-{number:04d}"), Receipt)
        await until(lambda: wall.ledger.unkept("1") == [3, 4, 5])

    run(scenario)
