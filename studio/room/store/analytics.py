"""What a show was like: who watched and for how long, what they did, when they left.

Nothing more is kept for it than the rows there are: a show's figures are made when
somebody asks, one show at a time, from the replica if there is one::

    found = await store.analytics.show("1", "show-7", now_ms=now_ms, most_points=600)
    found.step_s, found.points.viewers, found.moments
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from studio.room.rules.records import ROOM
from studio.room.store import schema as s
from studio.room.store.leaving import leaving_moments, share
from studio.room.store.looks import KeptShow
from studio.room.store.stays import DWELL_EDGES_MS, Window, attendance, audience

_STEPS_S = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600)
_NEAR_S = 30
_HAPPENED_S = 30
_RESULTS = 1000
_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Points:
    """One number for each step, from the start to the end of the show.

    Attributes:
        viewers: The most at the same time, besides the anchor.
        joined: Comings; who was there when it began is not one.
        left: Goings; who stayed to the end is none.
        platform_danmaku: Of other platforms' people, in none of the figures before.
        platform_fen: What was paid there, in hundredths of a yuan.
    """

    viewers: list[int]
    joined: list[int]
    left: list[int]
    danmaku: list[int]
    gifts: list[int]
    coins: list[int]
    likes: list[int]
    platform_danmaku: list[int]
    platform_gifts: list[int]
    platform_fen: list[int]


@dataclass(frozen=True, slots=True)
class LeavingMoment:
    """More left here than at other times.

    Attributes:
        second: Since the start.
        share: Which part of the viewers left, 0 to 1.
        happened: What had just ended or ended then: poll, lottery, battle.
    """

    second: int
    viewers: int
    left: int
    share: float
    danmaku: int
    gifts: int
    happened: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the show."""

    viewers: int
    new: int
    returning: int
    peak_viewers: int
    average_dwell_s: int
    danmaku: int
    gifts: int
    coins: int
    likes: int
    platform_danmaku: int
    platform_gifts: int
    platform_fen: int


@dataclass(frozen=True, slots=True)
class DwellBar:
    """How many viewers stayed between so long and so long; None: or longer."""

    from_s: int
    to_s: int | None
    viewers: int


@dataclass(frozen=True, slots=True)
class ShowAnalytics:
    """What a show was like.

    Attributes:
        ended_ms: When it ended, or now.
        step_s: Seconds for each point.
    """

    show: KeptShow
    ended_ms: int
    step_s: int
    points: Points
    totals: Totals
    dwell: tuple[DwellBar, ...]
    moments: tuple[LeavingMoment, ...]


class Analytics:
    """Figures of shows, of one at a time: the others wait, for some seconds at most."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turn = asyncio.Lock()

    async def show(
        self, room: str, show: str, *, now_ms: int, most_points: int
    ) -> ShowAnalytics | None:
        """Return a show's figures, None if there is no such show.

        Raises:
            TimeoutError: If too many ask.
        """
        async with asyncio.timeout(_WAIT_S):
            await self._turn.acquire()
        try:
            async with self._engine.connect() as connection:
                kept = await _kept_show(connection, room, show)
                if kept is None:
                    return None
                return await _figures(connection, kept, now_ms, most_points)
        finally:
            self._turn.release()


def step_s(duration_s: int, most_points: int) -> int:
    """Return how many seconds each point stands for, so that there are not too many."""
    fitting = (step for step in _STEPS_S if step * most_points >= duration_s)
    return next(fitting, -(-duration_s // most_points))


async def _kept_show(connection: AsyncConnection, room: str, show: str) -> KeptShow | None:
    table = s.shows
    statement = select(table).where(table.c.room == room, table.c.show == show)
    row = (await connection.execute(statement)).mappings().first()
    return KeptShow(**row) if row else None


async def _figures(
    connection: AsyncConnection, kept: KeptShow, now_ms: int, most_points: int
) -> ShowAnalytics:
    ended_ms = max(kept.ended_ms or now_ms, kept.started_ms + 1)
    duration_s = -(-(ended_ms - kept.started_ms) // 1000)
    step = step_s(duration_s, most_points)
    window = Window(kept.room, kept.started_ms, ended_ms, step * 1000)
    points = await _points(connection, window, -(-duration_s // step))
    people, returning, dwell_ms, *bars = (await connection.execute(audience(window))).one()
    edges_s = [0, *(edge // 1000 for edge in DWELL_EDGES_MS)]
    return ShowAnalytics(
        show=kept,
        ended_ms=ended_ms,
        step_s=step,
        points=points,
        totals=Totals(
            viewers=people,
            new=people - int(returning or 0),
            returning=int(returning or 0),
            peak_viewers=max(points.viewers),
            average_dwell_s=int(dwell_ms or 0) // max(1, people) // 1000,
            danmaku=sum(points.danmaku),
            gifts=sum(points.gifts),
            coins=sum(points.coins),
            likes=sum(points.likes),
            platform_danmaku=sum(points.platform_danmaku),
            platform_gifts=sum(points.platform_gifts),
            platform_fen=sum(points.platform_fen),
        ),
        dwell=tuple(
            DwellBar(from_s, to_s, int(viewers or 0))
            for from_s, to_s, viewers in zip(edges_s, [*edges_s[1:], None], bars, strict=True)
        ),
        moments=await _moments(connection, window, points),
    )


async def _points(connection: AsyncConnection, window: Window, count: int) -> Points:
    d, g, li, f = s.danmaku, s.gifts, s.likes, s.foreign_gifts
    was_shown, is_ours, number = d.c.shown.is_not(None), d.c.source == ROOM, [func.count()]
    said = await _sums(connection, window, count, d, number, was_shown, is_ours)
    said_there = await _sums(connection, window, count, d, number, was_shown, ~is_ours)
    worth = [func.sum(f.c.count), func.sum(f.c.worth_fen)]
    given_there = await _sums(connection, window, count, f, worth, f.c.is_taken_back.is_(False))
    given = await _sums(connection, window, count, g, [func.sum(g.c.count), func.sum(g.c.coins)])
    liked = await _sums(connection, window, count, li, [func.sum(li.c.count)])
    viewers, joined, left = ([0] * count for _ in range(3))
    here = step = 0
    for at, came, went, change, most in (await connection.execute(attendance(window))).all():
        viewers[step:at] = [here] * (at - step)
        viewers[at] = max(here, int(most))
        joined[at], left[at] = int(came), int(went)
        here, step = here + int(change), at + 1
    viewers[step:] = [here] * (count - step)
    return Points(viewers, joined, left, *said, *given, *liked, *said_there, *given_there)


async def _sums(
    connection: AsyncConnection,
    window: Window,
    count: int,
    table: Table,
    sums: Sequence[ColumnElement[int]],
    *conditions: ColumnElement[bool],
) -> list[list[int]]:
    """Return sums over the rows of each step, one list for each sum."""
    step = ((table.c.at_ms - window.start_ms) // window.step_ms).label("step")
    statement: Select[*tuple[Any, ...]] = (
        select(step, *sums)
        .where(
            table.c.room == window.room,
            table.c.at_ms >= window.start_ms,
            table.c.at_ms < window.end_ms,
            *conditions,
        )
        .group_by("step")
    )
    series = [[0] * count for _ in sums]
    for at, *values in (await connection.execute(statement)).all():
        for one, value in zip(series, values, strict=True):
            one[at] = int(value)
    return series


async def _moments(
    connection: AsyncConnection, window: Window, points: Points
) -> tuple[LeavingMoment, ...]:
    table = s.results
    statement = (
        select(table.c.kind, table.c.at_ms)
        .where(
            table.c.room == window.room,
            table.c.at_ms >= window.start_ms,
            table.c.at_ms < window.end_ms,
        )
        .order_by(table.c.at_ms)
        .limit(_RESULTS)
    )
    results = (await connection.execute(statement)).all()
    step = window.step_ms // 1000
    moments = leaving_moments(points.viewers, points.left, -(-_NEAR_S // step))
    return tuple(
        LeavingMoment(
            second=at * step,
            viewers=points.viewers[at],
            left=points.left[at],
            share=share(points.left[at], points.viewers[at]),
            danmaku=points.danmaku[at],
            gifts=points.gifts[at],
            happened=tuple(
                dict.fromkeys(
                    kind
                    for kind, at_ms in results
                    if -_HAPPENED_S <= (at_ms - window.start_ms) / 1000 - at * step < step
                )
            ),
        )
        for at in moments
    )
