"""Who stayed from when to when, told by comings and goings: SQL that both databases run.

Pure.  The database does the work, in its own thread or machine, and gives back one row
for each step of time: ten thousand viewers would hold up the rooms' event loop here.

A server that was killed wrote no goings.  Whoever comes back goes on with their stay;
whoever does not counts until the show ends, or not at all if they came long before it.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    CTE,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    select,
    union_all,
)

from studio.room.store.schema import presence, rooms

LOOK_BACK_MS = 12 * 3_600_000
"""Who came this long before the show began is not in it any more."""

DWELL_EDGES_MS = (60_000, 300_000, 900_000, 1_800_000, 3_600_000)
"""Between the bars of the histogram of dwell."""


@dataclass(frozen=True, slots=True)
class Window:
    """A show's time, cut into steps."""

    room: str
    start_ms: int
    end_ms: int
    step_ms: int


def attendance(window: Window) -> Select[*tuple[Any, ...]]:
    """Return for each step with changes: its number, came, went, sum of changes, most at once.

    Who was there before the show is here from its first millisecond, and did not come.
    """
    stays = _stays(window)
    has_come = case((stays.c.came_first_ms < window.start_ms, 0), else_=1)
    moves = union_all(
        select(stays.c.came_ms.label("at_ms"), literal(1).label("change"), has_come.label("come")),
        select(stays.c.went_ms, literal(-1), literal(0)).where(stays.c.has_gone),
    ).subquery()
    # All that happened in one millisecond counts together: that is what RANGE does.
    here = func.sum(moves.c.change).over(order_by=moves.c.at_ms)
    steps = select(
        ((moves.c.at_ms - window.start_ms) // window.step_ms).label("step"),
        moves.c.change,
        moves.c.come,
        here.label("here"),
    ).subquery()
    return (
        select(
            steps.c.step,
            func.sum(steps.c.come),
            func.sum(case((steps.c.change < 0, 1), else_=0)),
            func.sum(steps.c.change),
            func.max(steps.c.here),
        )
        .group_by(steps.c.step)
        .order_by(steps.c.step)
    )


def audience(window: Window) -> Select[*tuple[Any, ...]]:
    """Return how many there were, how many had been here before, all their ms, and the bars."""
    stays = _stays(window)
    earlier = presence.alias("earlier")
    people = (
        select(
            stays.c.user,
            func.sum(stays.c.went_ms - stays.c.came_ms).label("dwell_ms"),
            func.min(stays.c.came_first_ms).label("first_ms"),
        )
        .group_by(stays.c.user)
        .subquery()
    )
    was_here = (
        select(literal(1))
        .where(
            earlier.c.room == window.room,
            earlier.c.user == people.c.user,
            earlier.c.at_ms < people.c.first_ms,
        )
        .exists()
    )
    edges = (0, *DWELL_EDGES_MS, 2**62)
    bars = [
        func.sum(case((and_(people.c.dwell_ms >= least, people.c.dwell_ms < most), 1), else_=0))
        for least, most in pairwise(edges)
    ]
    return select(
        func.count(),
        func.sum(case((was_here, 1), else_=0)),
        func.sum(people.c.dwell_ms),
        *bars,
    ).select_from(people)


def _stays(window: Window) -> CTE:
    """Return the stays of viewers that lie in the window, or some of each.

    Several goings in a row are one, as are several comings.  A coming and a going in
    the same millisecond are neither: nobody can say which was first.
    """
    table = presence.c
    anchor = select(rooms.c.anchor).where(rooms.c.room == window.room).scalar_subquery()
    at_once = func.count().over(partition_by=(table.user, table.at_ms))
    told = (
        select(table.user, table.at_ms, table.is_here, at_once.label("at_once"))
        .where(
            table.room == window.room,
            table.at_ms >= window.start_ms - LOOK_BACK_MS,
            table.at_ms < window.end_ms,
            table.user != func.coalesce(anchor, ""),
        )
        .cte("told")
    )
    before = func.lag(told.c.is_here).over(partition_by=told.c.user, order_by=told.c.at_ms)
    ordered = (
        select(told.c.user, told.c.at_ms, told.c.is_here, before.label("was_here"))
        .where(told.c.at_once == 1)
        .cte("ordered")
    )
    after = func.lead(ordered.c.at_ms).over(partition_by=ordered.c.user, order_by=ordered.c.at_ms)
    changes = (
        select(ordered.c.user, ordered.c.at_ms, ordered.c.is_here, after.label("next_ms"))
        .where(ordered.c.is_here != func.coalesce(ordered.c.was_here, false()))
        .cte("changes")
    )
    came_ms, went_ms = changes.c.at_ms, func.coalesce(changes.c.next_ms, window.end_ms)
    return (
        select(
            changes.c.user,
            came_ms.label("came_first_ms"),
            case((came_ms < window.start_ms, window.start_ms), else_=came_ms).label("came_ms"),
            went_ms.label("went_ms"),
            changes.c.next_ms.is_not(None).label("has_gone"),
        )
        .where(changes.c.is_here, went_ms > window.start_ms)
        .cte("stays")
    )
