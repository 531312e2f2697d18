"""Tests of studio.room.filter.late."""

import asyncio
import threading

import pytest

from studio.room.filter.late import LateFilter
from studio.room.live.judge import Judge, PassAll
from studio.room.rules.verdict import Kind


def test_nothing_passes_before_the_filter_is_there() -> None:
    async def main() -> None:
        gate = threading.Event()

        def load() -> Judge:
            gate.wait(20)
            return PassAll()

        late = LateFilter(load)
        early = asyncio.create_task(late.judge("a"))
        late.start()
        done, _ = await asyncio.wait([early], timeout=0.05)
        assert not done
        gate.set()
        assert (await early).kind is Kind.PASS
        assert (await late.judge("b")).kind is Kind.PASS
        await late.close()

    asyncio.run(main())


def test_without_a_filter_people_decide(caplog: pytest.LogCaptureFixture) -> None:
    async def main() -> None:
        def load() -> Judge:
            raise OSError("the words are gone")

        late = LateFilter(load)
        late.start()
        verdict = await late.judge("a")
        assert (verdict.kind, verdict.reasons) == (Kind.HOLD, ("unfiltered",))
        await late.close()

    asyncio.run(main())
    assert "can't be loaded" in caplog.text


def test_its_end_leaves_nobody_waiting() -> None:
    async def main() -> None:
        late = LateFilter(PassAll)
        early = asyncio.create_task(late.judge("a"))
        await asyncio.sleep(0)
        await late.close()
        assert (await early).kind is Kind.HOLD

    asyncio.run(main())
