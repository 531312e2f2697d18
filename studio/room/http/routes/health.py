"""Health: alive, ready, figures."""

from typing import cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from studio.room.http.callers import Parts
from studio.room.http.metrics import Metrics
from studio.room.http.models import Readiness

router = APIRouter()

MAX_WAITING = 10_000


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the loop turns."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(parts: Parts) -> Response:
    """Say whether this node should be given work, and why not."""
    figures, fault = parts.figures, parts.store.health.fault
    problems = parts.faults()
    if fault:
        problems.append(fault)
    if figures.records_waiting > MAX_WAITING:
        problems.append(f"{figures.records_waiting} records wait to be kept.")
    answer = Readiness(
        is_ready=not problems,
        problems=tuple(problems),
        records_waiting=figures.records_waiting,
        records_dropped=figures.records_dropped,
    )
    return JSONResponse(answer.model_dump(), 200 if answer.is_ready else 503)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Return figures for Prometheus."""
    page = cast(Metrics, request.app.state.metrics)
    return Response(page.text(), media_type="text/plain; version=0.0.4")
