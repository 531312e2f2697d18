"""Tests of studio.room_client.handoff.hearing: who is called off drops what it does, at once."""

import asyncio
import time

import pytest

from studio.ipc.message import Message
from studio.room_client.handoff.errors import HandoverError
from studio.room_client.handoff.hearing import Hearing

ENDED: Message = {"type": "handoff_state", "state": "ended", "ask": 3, "reason": "No more."}


def asked() -> Hearing:
    hearing = Hearing()
    hearing.ask = 3
    return hearing


def test_a_step_ends_at_once_and_whole_when_it_is_called_off() -> None:
    async def run() -> None:
        hearing, was_ended = asked(), asyncio.Event()

        async def step() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                was_ended.set()

        asyncio.get_running_loop().call_soon(hearing.heard, ENDED)
        with pytest.raises(HandoverError, match="No more"):
            async with asyncio.timeout(10):
                await hearing.unless_called_off(step())
        assert was_ended.is_set()
        assert hearing.ask == 0

    asyncio.run(run())


def test_what_others_are_told_and_a_lost_line_call_nothing_off() -> None:
    async def run() -> int:
        hearing = asked()
        others: list[Message] = [{**ENDED, "ask": 4}, {**ENDED, "is_lost": True}]
        for event in others:
            hearing.heard(event)

        async def step() -> int:
            await asyncio.sleep(0.05)
            return 7

        return await hearing.unless_called_off(step())

    assert asyncio.run(run()) == 7


def test_a_step_that_fails_or_is_cancelled_says_so() -> None:
    async def run() -> None:
        hearing = asked()

        async def failing() -> None:
            raise HandoverError("It can't be.")

        with pytest.raises(HandoverError, match="can't be"):
            await hearing.unless_called_off(failing())
        task = asyncio.create_task(hearing.unless_called_off(asyncio.Event().wait()))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(run())


def test_the_newest_word_is_kept_and_waiting_ends() -> None:
    async def run() -> None:
        hearing = Hearing()
        for number in range(1000):
            hearing.heard({"type": "handoff", "number": number})
        hearing.joined()
        seen = [await hearing.next(time.monotonic() + 10)]
        while seen[-1]["type"] != "joined":
            seen.append(await hearing.next(time.monotonic() + 10))
        assert len(seen) < 1000
        with pytest.raises(TimeoutError):
            await hearing.next(time.monotonic() + 0.05)

    asyncio.run(run())
