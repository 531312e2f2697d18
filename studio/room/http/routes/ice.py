"""Where WebRTC finds a way: STUN for all who signed in, TURN for those at a stage."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict

from studio.room.auth.tokens import Claims, Scope
from studio.room.http.callers import Parts, Somebody
from studio.room.protocol.values import Id, Role

router = APIRouter(tags=["stage"])

_STAFF = (Role.COHOST, Role.ANCHOR)


class IceServerCard(BaseModel):
    """An entry of ``iceServers``; ``expires_s`` is in how many seconds to ask again."""

    model_config = ConfigDict(frozen=True)

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None
    expires_s: int | None = None


@router.get("/rooms/{room}/ice", response_model_exclude_none=True)
async def ice_servers(
    parts: Parts, room: Annotated[Id, Path()], caller: Somebody
) -> list[IceServerCard]:
    """Return the servers, with credentials of an hour for those who may relay."""
    servers = parts.turn.for_user(
        caller.user, parts.clock.now_s(), may_relay=_may_relay(caller, room)
    )
    return [IceServerCard.model_validate(each, from_attributes=True) for each in servers]


def _may_relay(caller: Claims, room: str) -> bool:
    is_staff = caller.scope is Scope.OPERATOR or caller.role_in(room) in _STAFF
    return is_staff or bool(caller.kind_in(room))
