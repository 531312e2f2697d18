"""Tests of studio.room.live.record_queue."""

import asyncio
import logging
from collections.abc import Sequence

import pytest

from studio.room.live import record_queue
from studio.room.live.figures import Figures
from studio.room.live.record_queue import RecordQueue
from studio.room.protocol.values import Role
from studio.room.rules.records import Appointment, Presence, Record


def presence(number: int) -> Presence:
    return Presence("1", f"u{number}", "Name", True, True, number)


def appointment(number: int) -> Appointment:
    return Appointment("1", f"u{number}", Role.MODERATOR, "anchor", number)


class Shelf:
    """A store that can be away."""

    def __init__(self) -> None:
        self.is_away = False
        self.tries = 0
        self.kept: list[Record] = []

    async def keep(self, records: Sequence[Record]) -> None:
        self.tries += 1
        if self.is_away:
            raise OSError("disk full")
        self.kept += records


def test_keeps_everything_in_order() -> None:
    async def scenario() -> None:
        shelf, figures = Shelf(), Figures()
        queue = RecordQueue(shelf.keep, figures)
        records = [presence(number) for number in range(2_500)]
        for record in records:
            queue.put((record,))
        await queue.close()
        assert shelf.kept == records
        assert shelf.tries == 3
        assert figures.records_waiting == 0

    asyncio.run(scenario())


def test_a_store_that_comes_back_is_given_what_waited(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        shelf = Shelf()
        shelf.is_away = True
        queue = RecordQueue(shelf.keep, Figures())
        queue.put((appointment(1),))
        while shelf.tries < 2:
            await asyncio.sleep(0.01)
        assert not shelf.kept
        shelf.is_away = False
        await queue.close()
        assert shelf.kept == [appointment(1)]

    asyncio.run(scenario())
    assert "The store keeps nothing (disk full); it is tried again." in caplog.messages


def test_presence_goes_before_what_moderators_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_queue, "MAX_LIGHT", 10)
    monkeypatch.setattr(record_queue, "MAX_ALL", 15)

    async def scenario() -> None:
        shelf, figures = Shelf(), Figures()
        queue = RecordQueue(shelf.keep, figures)
        queue.put([presence(number) for number in range(20)])
        queue.put([appointment(number) for number in range(20)])
        assert figures.records_dropped == 10 + 15
        await queue.close()
        assert shelf.kept[10:] == [appointment(number) for number in range(5)]

    asyncio.run(scenario())


def test_what_is_lost_at_the_end_is_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(record_queue, "_CLOSE_S", 0.05)

    async def scenario() -> None:
        shelf, figures = Shelf(), Figures()
        shelf.is_away = True
        queue = RecordQueue(shelf.keep, figures)
        queue.put([appointment(1), appointment(2)])
        await queue.close()
        assert figures.records_dropped == 2

    with caplog.at_level(logging.ERROR):
        asyncio.run(scenario())
    assert "The store did not take 2 records before the end; they are lost." in caplog.messages


def test_says_when_all_that_waited_is_kept() -> None:
    async def whole() -> None:
        gate = asyncio.Event()

        async def keep(records: Sequence[Record]) -> None:
            await gate.wait()

        queue = RecordQueue(keep, Figures())
        assert await queue.settled(queue.mark, 0.0)
        queue.put([presence(1)])
        assert not await queue.settled(queue.mark, 0.05)
        gate.set()
        assert await queue.settled(queue.mark, 20.0)
        await queue.close()

    asyncio.run(whole())
