"""Tests of studio.room.live.absentees and store.unfinished: a crash wrote no goings."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from studio.room.live.absentees import Absentees
from studio.room.live.clock import Clock
from studio.room.live.figures import Figures
from studio.room.live.record_queue import RecordQueue
from studio.room.protocol.values import Role
from studio.room.rules import data as rule_data
from studio.room.rules.records import Liked, Presence, Record
from studio.room.store.engines import sqlite_url
from studio.room.store.store import Store
from tests.room.live.stand import stand
from tests.room.postgres import Postgres
from tests.room.ws.client import client

DATA = rule_data.load()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "room.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


def presence(user: str, is_here: bool, at_ms: int) -> Presence:
    return Presence("1", user, user, is_here, False, at_ms)


def test_who_does_not_come_back_left_at_the_last_sign_of_life(url: str, tmp_path: Path) -> None:
    async def main() -> list[Record]:
        store = await Store.open(url, DATA)
        clock, figures = Clock(), Figures()
        crash_ms = clock.now_ms() - 60_000
        await store.keep(
            [
                presence("gone", True, crash_ms - 9_000),
                presence("back", True, crash_ms - 8_000),
                presence("left", True, crash_ms - 7_000),
                presence("left", False, crash_ms - 6_000),
                Liked("1", 1, 1, crash_ms),
            ]
        )
        kept: list[Record] = []

        async def keep(records: Sequence[Record]) -> None:
            kept.extend(records)

        async with stand(tmp_path) as here, client(here.url) as back:
            await back.join(here.token("back", role=Role.VIEWER))
            actor = await here.directory.actor("1")
            assert actor is not None
            records = RecordQueue(keep, figures)
            absentees = Absentees(store.unfinished, records, clock, return_s=0.05)
            absentees.opened(actor)
            async with asyncio.timeout(20):
                while not kept:
                    await asyncio.sleep(0.01)
            await records.close()
        await store.close()
        assert kept == [Presence("1", "gone", "", False, False, crash_ms)]
        return kept

    assert asyncio.run(main())
