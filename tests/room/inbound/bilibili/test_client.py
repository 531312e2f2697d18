"""The client against a server that repeats, disorders, cuts, forgets and lies."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from studio.room.inbound.bilibili.client import BilibiliClient
from studio.room.inbound.bilibili.session import Session
from studio.room.inbound.bilibili.signing import AppKey
from studio.room.inbound.foreign import Foreign, ForeignDanmaku, ForeignGift
from tests.room.inbound.bilibili.platform import (
    APP_ID,
    CODE,
    KEY_ID,
    SECRET,
    Platform,
    command,
    deflated,
    packet,
)


class Listening:
    """A client that runs, and what it told."""

    def __init__(self, platform: Platform, code: str, secret: str) -> None:
        self.items: list[Foreign] = []
        self.states: list[str] = []
        session = Session(AppKey(KEY_ID, secret), APP_ID, code, platform.address)
        self.client = BilibiliClient(
            session, self.items.extend, self.states.append, beats_s=(0.1, 0.2), delays_s=(0.01,)
        )

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not is_so():
                await asyncio.sleep(0.01)

    def texts(self) -> list[str]:
        return [item.text for item in self.items if isinstance(item, ForeignDanmaku)]


@asynccontextmanager
async def listening(
    platform: Platform, code: str = CODE, secret: str = SECRET
) -> AsyncIterator[Listening]:
    it = Listening(platform, code, secret)
    task = asyncio.create_task(it.client.run())
    try:
        yield it
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def run(test: Callable[[Platform], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        async with Platform().running() as platform:
            await test(platform)
            assert platform.problems == []

    asyncio.run(main())


def say(number: int, at_s: int = 1_700_000_000) -> bytes:
    return command(
        "LIVE_OPEN_PLATFORM_DM",
        msg_id=f"m{number}",
        timestamp=at_s,
        uname="阿福",
        open_id="o1",
        msg=str(number),
    )


def test_hears_each_thing_once_and_in_order() -> None:
    async def test(platform: Platform) -> None:
        async with listening(platform) as it:
            await platform.send(
                say(2, 1002), deflated(say(1, 1001), say(2, 1002)), say(3, 1003), say(1, 1001)
            )
            await it.until(lambda: len(it.items) >= 3)
            await it.until(lambda: platform.heartbeats > 1 and platform.socket_beats > 1)
            assert it.texts() == ["1", "2", "3"]
            assert it.client.arrival.repeats == 2
        assert platform.ended == ["game-1"], "an ended client leaves its session open"

    run(test)


def test_comes_back_after_a_cut_without_a_new_session() -> None:
    async def test(platform: Platform) -> None:
        async with listening(platform) as it:
            await platform.send(say(1))
            await it.until(lambda: it.texts() == ["1"])
            await platform.cut()
            await it.until(lambda: platform.connections > 1 and bool(platform.listeners))
            await platform.send(say(1), say(2))
            await it.until(lambda: it.texts() == ["1", "2"])
            assert platform.started == 1

    run(test)


def test_starts_anew_when_it_is_forgotten() -> None:
    async def test(platform: Platform) -> None:
        platform.is_forgetful = True
        async with listening(platform) as it:
            await it.until(lambda: platform.started == 2)
            await platform.send(say(1))
            await it.until(lambda: it.texts() == ["1"])
            assert any("does not know this session" in state for state in it.states)

    run(test)


def test_leaves_a_server_that_says_nothing() -> None:
    async def test(platform: Platform) -> None:
        platform.is_mute = True
        async with listening(platform) as it:
            await it.until(lambda: platform.connections > 2)
            platform.is_mute = False
            await platform.send(say(1))
            await it.until(lambda: it.texts() == ["1"])

    run(test)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"short",
        packet(5, b"{not json"),
        packet(5, b"[" * 100_000),
        packet(5, b'{"cmd": "LIVE_OPEN_PLATFORM_DM", "data": {"msg": 5}}'),
        packet(5, b"not deflated", 2),
        packet(5, zlib.compress(bytes(64 << 20)), 2),
        deflated(deflated(deflated(say(9)))),
        (1 << 31).to_bytes(4, "big") + bytes(12),
    ],
    ids=["short", "json", "nested", "shape", "deflate", "bomb", "matryoshka", "length"],
)
def test_survives_nonsense(nonsense: bytes) -> None:
    async def test(platform: Platform) -> None:
        async with listening(platform) as it:
            await platform.send(nonsense)
            async with asyncio.timeout(20):
                while "7" not in it.texts():
                    await platform.send(say(7))
                    await asyncio.sleep(0.02)
            assert it.texts() == ["7"]

    run(test)


def test_a_refusal_that_a_person_must_mend_is_said_once() -> None:
    async def test(platform: Platform) -> None:
        it = Listening(platform, "WRONG", SECRET)
        async with asyncio.timeout(10):
            await it.client.run()
        assert it.states == [
            "Bilibili refused (7007). The anchor's identity code is wrong or was renewed. "
            "Copy it from the platform again."
        ]

    run(test)


def test_other_refusals_are_tried_again() -> None:
    async def test(platform: Platform) -> None:
        platform.refuse_start = [7001, 5000]
        async with listening(platform) as it:
            await platform.send(say(1))
            await it.until(lambda: it.texts() == ["1"])
            assert "Bilibili refused (7001)" in it.states[0]

    run(test)


def test_a_wrong_secret_is_told_without_it() -> None:
    async def test() -> None:
        async with Platform().running() as platform:
            it = Listening(platform, CODE, "other-secret")
            async with asyncio.timeout(10):
                await it.client.run()
            assert "The app's key is wrong" in it.states[0]
            assert "other-secret" not in it.states[0] + repr(AppKey(KEY_ID, "other-secret"))

    asyncio.run(test())


def test_a_gift_comes_with_what_was_paid() -> None:
    async def test(platform: Platform) -> None:
        async with listening(platform) as it:
            await platform.send(
                command(
                    "LIVE_OPEN_PLATFORM_SEND_GIFT",
                    msg_id="g1",
                    timestamp=1,
                    uname="星河",
                    open_id="o2",
                    gift_id=31,
                    gift_name="小花花",
                    gift_num=10,
                    price=1000,
                    r_price=900,
                    paid=True,
                    combo_gift=True,
                    combo_info={
                        "combo_id": "c",
                        "combo_base_num": 1,
                        "combo_count": 10,
                        "combo_timeout": 3,
                    },
                )
            )
            await it.until(lambda: len(it.items) == 1)
            (gift,) = it.items
            assert isinstance(gift, ForeignGift)
            assert (gift.count, gift.worth_fen, gift.combo, gift.combo_count) == (10, 900, "c", 10)

    run(test)
