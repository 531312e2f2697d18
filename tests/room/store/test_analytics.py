"""Tests of studio.room.store.analytics, the same for SQLite and PostgreSQL."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from studio.room.protocol.values import Choice, PollState, ShowState
from studio.room.rules import data as rule_data
from studio.room.rules import records as r
from studio.room.store.analytics import ShowAnalytics, step_s
from studio.room.store.engines import sqlite_url
from studio.room.store.stays import LOOK_BACK_MS
from studio.room.store.store import Store
from tests.room.postgres import Postgres

DATA = rule_data.load()
START_MS = 1_800_000_000_000
MINUTES_10 = ShowState(show="s1", title="晚安", category="talk", started_ms=START_MS)

Ask = Callable[..., ShowAnalytics]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "room.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def ask(url: str) -> Ask:
    """Keep records in a room whose anchor is "anchor", and return the figures of its show."""

    def ask(
        records: Sequence[r.Record], *, minutes: float = 10, most_points: int = 600
    ) -> ShowAnalytics:
        async def go() -> ShowAnalytics | None:
            store = await Store.open(url, DATA)
            try:
                await store.people.add_room("1", "晚安", "anchor", START_MS)
                await store.keep([r.ShowStarted("1", MINUTES_10, START_MS), *records])
                now_ms = START_MS + int(minutes * 60_000)
                return await store.analytics.show("1", "s1", now_ms=now_ms, most_points=most_points)
            finally:
                await store.close()

        found = asyncio.run(go())
        assert found is not None
        return found

    return ask


def came(user: str, second: float, room: str = "1") -> r.Presence:
    return r.Presence(room, user, user, True, False, START_MS + int(second * 1000))


def went(user: str, second: float, room: str = "1") -> r.Presence:
    return r.Presence(room, user, user, False, False, START_MS + int(second * 1000))


def said(number: int, second: float, **changes: Any) -> r.DanmakuSaid:
    values: dict[str, Any] = {
        "room": "1", "danmaku": number, "user": "u1", "name": "小林", "text": "来了",
        "shown": "来了", "color": "#FFFFFF", "place": "scroll", "reasons": (),
        "at_ms": START_MS + int(second * 1000),
    }  # fmt: skip
    return r.DanmakuSaid(**{**values, **changes})


def given(number: int, second: float, count: int, coins: int) -> r.GiftShown:
    at_ms = START_MS + int(second * 1000)
    return r.GiftShown(
        "1", number, "rose", count, coins, "u1", "小林", "anchor", "c", count, None, at_ms
    )


def test_viewers_are_the_most_at_the_same_time(ask: Ask) -> None:
    records = [
        came("anchor", -60), came("u1", -30), went("other", 3), came("u2", 2.0), came("u3", 2.1),
        went("u3", 2.9), went("u2", 5.5), came("else", 1, room="2"),
    ]  # fmt: skip
    points = ask(records).points
    assert points.viewers[:8] == [1, 1, 3, 2, 2, 2, 1, 1]
    assert points.joined[:8] == [0, 0, 2, 0, 0, 0, 0, 0]
    assert points.left[:8] == [0, 0, 1, 0, 0, 1, 0, 0]
    assert len(points.viewers) == 600
    assert points.viewers[-1] == 1


def test_who_stayed_how_long(ask: Ask) -> None:
    records = [
        came("u1", -30),  # to the end: 600 s, what was before the show not counted
        came("u2", 0), went("u2", 30), came("u2", 100), went("u2", 140),  # 70 s in two stays
        came("u3", 550), went("u3", 560),
        came("u4", -100), went("u4", -50),  # never saw it
    ]  # fmt: skip
    found = ask(records)
    assert [bar.viewers for bar in found.dwell] == [1, 1, 1, 0, 0, 0]
    assert (found.dwell[1].from_s, found.dwell[1].to_s, found.dwell[-1].to_s) == (60, 300, None)
    assert found.totals.viewers == 3
    assert found.totals.average_dwell_s == (600 + 70 + 10) // 3


def test_who_had_been_here_before(ask: Ask) -> None:
    records = [
        came("early", -30),  # the first time, though before the show began
        came("new", 10), went("new", 20), came("new", 30),
        came("old", -900_000), went("old", -800_000), came("old", 5),
        came("elsewhere", -900_000, room="2"), came("elsewhere", 5),
    ]  # fmt: skip
    totals = ask(records).totals
    assert (totals.viewers, totals.new, totals.returning) == (4, 3, 1)


def test_a_killed_server_that_wrote_no_goings(ask: Ask) -> None:
    long_ago_s = -LOOK_BACK_MS / 1000 - 1
    records = [
        came("ghost", long_ago_s), came("u1", 0), came("u1", 100), went("u1", 200),
        went("u1", 201), came("u2", 50), went("u2", 60), came("u2", 60), went("u2", 70),
    ]  # fmt: skip
    found = ask(records)
    assert found.totals.viewers == 2
    assert sum(found.points.left) == 2
    assert found.points.viewers[65] == 2, "who went and came at once was there all the time"
    assert found.totals.average_dwell_s == (200 + 20) // 2


def test_danmaku_gifts_and_applause_by_the_second(ask: Ask) -> None:
    held = {
        key: value for key, value in asdict(said(9, 3)).items() if key not in ("shown", "reasons")
    }
    records = [
        said(1, 0), said(2, 0.999), said(3, 1), said(4, -1), said(5, 600), said(6, 599.9),
        r.DanmakuHeld(**held, reasons=("contact",), score=0.9),
        given(1, 4, 3, 30), given(2, 4.5, 1, 500), r.Liked("1", 7, 7, START_MS + 4_000),
    ]  # fmt: skip
    found = ask(records)
    assert found.points.danmaku[:4] == [2, 1, 0, 0]
    assert found.points.danmaku[-1] == 1
    assert (found.points.gifts[4], found.points.coins[4], found.points.likes[4]) == (4, 530, 7)
    totals = found.totals
    assert (totals.danmaku, totals.gifts, totals.coins, totals.likes) == (4, 4, 530, 7)


def test_where_people_left_and_what_had_happened(ask: Ask) -> None:
    crowd = [came(f"u{each}", 0) for each in range(20)]
    leavers = [went(f"u{each}", 300 + each / 10) for each in range(8)]
    poll = PollState(
        poll="p1", question="读哪本？", choices=(Choice(text="小王子", votes=3),),
        ends_ms=START_MS + 290_000,
    )  # fmt: skip
    drip = [went("u19", 100), went("u18", 500)]
    records = [*crowd, *leavers, *drip, said(1, 300.5), r.PollResult("1", poll, START_MS + 290_000)]
    (moment,) = ask(records).moments
    assert (moment.second, moment.viewers, moment.left) == (300, 19, 8)
    assert moment.share == pytest.approx(8 / 19)
    assert (moment.danmaku, moment.happened) == (1, ("poll",))


def test_a_long_show_has_no_more_points_and_the_same_sums(ask: Ask) -> None:
    records = [came("u1", 0), said(1, 3 * 3600.0), went("u1", 4 * 3600 - 1), came("u2", 30)]
    found = ask(records, minutes=240)
    assert found.step_s == 30
    assert len(found.points.danmaku) == 480
    assert found.points.danmaku[360] == 1
    assert found.points.left[-1] == 1
    by_second = ask([], minutes=240, most_points=86_400)
    assert len(by_second.points.danmaku) == 14_400
    assert by_second.points.danmaku[3 * 3600] == 1


def test_a_show_that_has_ended_ends_there(ask: Ask) -> None:
    ended = MINUTES_10.model_copy(update={"ended_ms": START_MS + 5_500})
    records = [r.ShowEnded("1", ended, 3, 1, START_MS + 5_500), came("u1", 1), came("u2", 6)]
    found = ask(records)
    assert len(found.points.viewers) == 6
    assert found.totals.viewers == 1
    assert found.show.likes == 3


def test_an_empty_show_and_one_that_is_not_there(ask: Ask, url: str) -> None:
    found = ask([], minutes=0)
    assert found.points.viewers == [0]
    assert (found.totals.viewers, found.totals.average_dwell_s, found.moments) == (0, 0, ())

    async def other() -> ShowAnalytics | None:
        store = await Store.open(url, DATA)
        try:
            return await store.analytics.show("2", "s1", now_ms=START_MS, most_points=600)
        finally:
            await store.close()

    assert asyncio.run(other()) is None


@pytest.mark.parametrize(
    ("duration_s", "step"), [(1, 1), (600, 1), (601, 2), (14_400, 30), (10_000_000, 16_667)]
)
def test_steps_are_round_and_few_enough(duration_s: int, step: int) -> None:
    assert step_s(duration_s, 600) == step
    assert -(-duration_s // step) <= 600


def test_the_database_counts_as_one_would_by_hand(ask: Ask) -> None:
    chance = random.Random(7)
    visits: list[tuple[str, int, int]] = []
    for user in range(60):
        ms = chance.randrange(-300_000, 300_000)
        for _ in range(chance.randrange(1, 5)):
            came_ms = ms + chance.randrange(1, 50_000)
            ms = came_ms + chance.randrange(1, 200_000)
            visits.append((f"u{user}", came_ms, ms))
    records = [
        presence
        for user, from_ms, to_ms in visits
        for presence in (came(user, from_ms / 1000), went(user, to_ms / 1000))
    ]
    found = ask(records)
    seen = [
        (user, max(0, came_ms), min(600_000, went_ms))
        for user, came_ms, went_ms in visits
        if went_ms > 0 and came_ms < 600_000
    ]
    most = max(sum(a <= at < b for _, a, b in seen) for _, at, _ in seen)
    assert found.totals.peak_viewers == most
    assert found.totals.viewers == len({user for user, _, _ in seen})
    dwell_ms = sum(b - a for _, a, b in seen)
    assert found.totals.average_dwell_s == dwell_ms // found.totals.viewers // 1000
    assert sum(found.points.joined) == sum(0 <= a < 600_000 for _, a, _ in visits)
    assert sum(found.points.left) == sum(0 < b < 600_000 for _, _, b in visits)
