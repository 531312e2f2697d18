"""The moderators' page: what waits, what was said, what was decided, and deciding.

A decision is an action of the room as any other: the same rules say who may, the
same records are kept, and everybody in the room sees what follows.
"""

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query

from studio.room.auth.tokens import Scope
from studio.room.http.callers import Parts, Somebody, must_be
from studio.room.http.models import AuditLine, Decided, Decision, MaskedWords, ModeratedDanmaku
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import MAX_MS, RoomId
from studio.room.protocol.actions import Action, Ban, Hide, Mute
from studio.room.protocol.events import Refused
from studio.room.protocol.values import Person, Role

router = APIRouter(tags=["moderation"])

_ACTION = "http"
Limit = Annotated[int, Query(ge=1, le=200)]
Number = Annotated[int, Path(ge=1, le=MAX_MS)]
_STATUS = {
    "not_allowed": HTTPStatus.FORBIDDEN,
    "unknown_danmaku": HTTPStatus.NOT_FOUND,
}


@router.get("/rooms/{room}/masked-words")
async def list_masked_words(parts: Parts, room: RoomId, caller: Somebody) -> MaskedWords:
    """Return the words that are shown as stars, so that captions on air mask them too."""
    must_be(parts, caller, room, Role.MODERATOR)
    return MaskedWords(words=await asyncio.to_thread(_masked_words))


@router.get("/rooms/{room}/held")
async def list_held(
    parts: Parts, room: RoomId, caller: Somebody, limit: Limit = 100
) -> list[ModeratedDanmaku]:
    """Return danmaku that wait for a decision, the newest first."""
    must_be(parts, caller, room, Role.MODERATOR)
    found = await parts.store.looks.held(room, limit=limit)
    return [ModeratedDanmaku.model_validate(each, from_attributes=True) for each in found]


@router.get("/rooms/{room}/danmaku")
async def list_danmaku(
    parts: Parts,
    room: RoomId,
    caller: Somebody,
    user: Annotated[str | None, Query(max_length=64)] = None,
    before: Annotated[int, Query(ge=0, le=MAX_MS)] = MAX_MS,
    limit: Limit = 100,
) -> list[ModeratedDanmaku]:
    """Return what was said, by everybody or by one person, the newest first."""
    must_be(parts, caller, room, Role.MODERATOR)
    found = await parts.store.looks.danmaku(room, limit=limit, before=before, user=user)
    return [ModeratedDanmaku.model_validate(each, from_attributes=True) for each in found]


@router.get("/rooms/{room}/audit")
async def list_audit(
    parts: Parts,
    room: RoomId,
    caller: Somebody,
    before_ms: Annotated[int, Query(ge=0, le=MAX_MS)] = MAX_MS,
    limit: Limit = 100,
) -> list[AuditLine]:
    """Return who decided what, the newest first."""
    must_be(parts, caller, room, Role.MODERATOR)
    found = await parts.store.looks.audit(room, limit=limit, before_ms=before_ms)
    return [AuditLine.model_validate(each, from_attributes=True) for each in found]


@router.post("/rooms/{room}/danmaku/{number}/decision")
async def decide(
    parts: Parts, room: RoomId, number: Number, asked: Decision, caller: Somebody
) -> Decided:
    """Keep or hide a danmaku, mute or ban who said it, or take that back."""
    must_be(parts, caller, room, Role.MODERATOR)
    person = Person(user=caller.user, name=caller.name, role=caller.role_in(room))
    is_operator = caller.scope is Scope.OPERATOR  # acts with the anchor's rights
    action = _action(number, asked)
    reply = await parts.desk.act(room, None if is_operator else person, action)
    if reply is None:
        raise ProblemError.not_found("room")
    if isinstance(reply, Refused):
        status = _STATUS.get(reply.code, HTTPStatus.CONFLICT)
        raise ProblemError(status, reply.code, reply.sentence, retry_ms=reply.retry_ms)
    return Decided(server_ms=parts.clock.now_ms())


def _action(number: int, asked: Decision) -> Action:
    if asked.what in ("keep", "hide"):
        is_hidden = (asked.what == "hide") != asked.undo
        return Hide(type="hide", id=_ACTION, danmaku=number, is_hidden=is_hidden)
    if asked.user is None:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", f"user: whom to {asked.what} is missing."
        )
    duration_s = 0 if asked.undo else asked.duration_s
    if asked.what == "mute":
        return Mute(
            type="mute", id=_ACTION, user=asked.user, duration_s=duration_s, reason=asked.reason
        )
    return Ban(type="ban", id=_ACTION, user=asked.user, duration_s=duration_s, reason=asked.reason)


def _masked_words() -> tuple[str, ...]:
    from studio.room.filter.words import masked_words  # its libraries take half a second

    return masked_words()
