"""What a show was like, for its anchor and the operator: for a page's plots, and as CSV."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from studio.room.auth.tokens import Claims
from studio.room.http.callers import Parts, Somebody, must_be, take
from studio.room.http.models import ShowAnalytics
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import RoomId, ShowId
from studio.room.http.services import Services
from studio.room.protocol.values import Role
from studio.room.store import analytics as kept

router = APIRouter(tags=["analytics"])

MOST_POINTS = 600
MOST_LINES = 86_400
_LINES_AT_ONCE = 2_000
COLUMNS = (
    *("viewers", "joined", "left", "danmaku", "gifts", "coins", "likes"),
    *("platform_danmaku", "platform_gifts", "platform_fen"),
)


@router.get("/rooms/{room}/shows/{show}/analytics")
async def analytics(parts: Parts, room: RoomId, show: ShowId, caller: Somebody) -> ShowAnalytics:
    """Return a show's figures, with up to 600 points; for the anchor."""
    found = await _find(parts, caller, room, show, MOST_POINTS)
    return ShowAnalytics.model_validate(found, from_attributes=True)


@router.get(
    "/rooms/{room}/shows/{show}/analytics.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def analytics_csv(parts: Parts, room: RoomId, show: ShowId, caller: Somebody) -> Response:
    """Return a show's figures by the second (of more than a day: coarser); for the anchor."""
    found = await _find(parts, caller, room, show, MOST_LINES)
    return StreamingResponse(
        _lines(found),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{room}-{show}.csv"'},
    )


async def _find(
    parts: Services, caller: Claims, room: str, show: str, most_points: int
) -> kept.ShowAnalytics:
    must_be(parts, caller, room, Role.ANCHOR)
    now_ms = parts.clock.now_ms()
    take(parts.limits.analytics, room, now_ms)
    try:
        found = await parts.store.analytics.show(room, show, now_ms=now_ms, most_points=most_points)
    except TimeoutError as error:
        sentence = "Too many look at their shows just now; try again in a moment."
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE, "busy", sentence, retry_ms=5_000
        ) from error
    if found is None:
        raise ProblemError.not_found("show")
    return found


async def _lines(found: kept.ShowAnalytics) -> AsyncIterator[str]:
    series = [getattr(found.points, name) for name in COLUMNS]
    count = len(series[0])
    for first in range(0, count, _LINES_AT_ONCE):
        text = io.StringIO()
        writer = csv.writer(text)
        if first == 0:
            writer.writerow(("second", "time", *COLUMNS))
        for step in range(first, min(count, first + _LINES_AT_ONCE)):
            second = step * found.step_s
            at = datetime.fromtimestamp(found.show.started_ms // 1000 + second, UTC)
            writer.writerow((second, f"{at:%Y-%m-%dT%H:%M:%SZ}", *(each[step] for each in series)))
        yield text.getvalue()
