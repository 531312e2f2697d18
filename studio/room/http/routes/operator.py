"""The operator's page: rooms, people, money, health; and replacing the secret."""

from typing import Annotated

from fastapi import APIRouter, Query

from studio.room.http.callers import Operator, Parts
from studio.room.http.models import AuditLine, Books, Decided, Overview
from studio.room.http.routes.rooms import MAX_MS, card
from studio.room.store.rows import AuditEntry

router = APIRouter(prefix="/operator", tags=["operator"])


@router.get("/overview")
async def overview(parts: Parts, caller: Operator) -> Overview:
    """Return how the server does."""
    people = parts.store.people
    return Overview(
        rooms=[card(parts, room) for room in await people.rooms(limit=100)],
        users=await people.count_users(),
        figures=parts.figures.numbers(),
        store_fault=parts.store.health.fault,
        relay_http_port=parts.relay.ports().http,
    )


@router.get("/books")
async def books(parts: Parts, caller: Operator) -> Books:
    """Check every sum in the ledger's books."""
    return Books.model_validate(await parts.ledger.audit(), from_attributes=True)


@router.get("/audit")
async def audit(
    parts: Parts,
    caller: Operator,
    before_ms: Annotated[int, Query(ge=0, le=MAX_MS)] = MAX_MS,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
) -> list[AuditLine]:
    """Return what was done to the server as a whole, the newest first."""
    found = await parts.store.looks.audit("", limit=limit, before_ms=before_ms)
    return [AuditLine.model_validate(each, from_attributes=True) for each in found]


@router.post("/secret/rotate")
async def rotate_secret(parts: Parts, caller: Operator) -> Decided:
    """Sign with a new key from now on; links and stream keys of before end in 15 minutes."""
    now_ms = parts.clock.now_ms()
    parts.secret.rotate(parts.clock.now_s())
    await parts.store.keep([AuditEntry("", now_ms, caller.user, "rotate_secret", "secret")])
    return Decided(server_ms=now_ms)
