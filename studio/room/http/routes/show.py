"""Shows: an anchor's program says here that it is live, and that it no longer is."""

from http import HTTPStatus

from fastapi import APIRouter

from studio.room.auth.tokens import Claims, Scope
from studio.room.http.callers import Parts, Somebody, must_be
from studio.room.http.models import Decided, NewShow
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import RoomId
from studio.room.http.services import Services
from studio.room.protocol.actions import Action, EndShow, StartShow
from studio.room.protocol.events import Refused
from studio.room.protocol.values import Person, Role

router = APIRouter(tags=["shows"])

_ACTION = "http"


@router.post("/rooms/{room}/show", status_code=HTTPStatus.CREATED)
async def start_show(parts: Parts, room: RoomId, asked: NewShow, caller: Somebody) -> Decided:
    """Begin a show; for the anchor."""
    start = StartShow(type="start_show", id=_ACTION, title=asked.title, category=asked.category)
    return await _act(parts, room, start, caller)


@router.delete("/rooms/{room}/show")
async def end_show(parts: Parts, room: RoomId, caller: Somebody) -> Decided:
    """End the show; for the anchor."""
    return await _act(parts, room, EndShow(type="end_show", id=_ACTION), caller)


async def _act(parts: Services, room: str, action: Action, caller: Claims) -> Decided:
    must_be(parts, caller, room, Role.ANCHOR)
    person = Person(user=caller.user, name=caller.name, role=caller.role_in(room))
    is_operator = caller.scope is Scope.OPERATOR  # acts with the anchor's rights
    reply = await parts.desk.act(room, None if is_operator else person, action)
    if reply is None:
        raise ProblemError.not_found("room")
    if isinstance(reply, Refused):
        raise ProblemError(HTTPStatus.CONFLICT, reply.code, reply.sentence)
    return Decided(server_ms=parts.clock.now_ms())
