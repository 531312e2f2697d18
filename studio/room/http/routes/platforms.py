"""Other platforms, whose danmaku and gifts a room shows: its anchor gives the keys here."""

from fastapi import APIRouter

from studio.room.auth.tokens import Claims
from studio.room.http.callers import Parts, Somebody, must_be
from studio.room.http.models import BilibiliCard, BilibiliKeys
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import RoomId
from studio.room.http.services import Services
from studio.room.inbound.feeds import Ears
from studio.room.inbound.keys import Bilibili
from studio.room.protocol.values import Role
from studio.room.store.rows import AuditEntry

router = APIRouter(tags=["platforms"])


@router.get("/rooms/{room}/platforms/bilibili")
async def look(parts: Parts, room: RoomId, caller: Somebody) -> BilibiliCard:
    """Return how the ear at Bilibili does; for the anchor."""
    return await _card(await _ears(parts, room, caller), room)


@router.put("/rooms/{room}/platforms/bilibili")
async def connect(
    parts: Parts, room: RoomId, asked: BilibiliKeys, caller: Somebody
) -> BilibiliCard:
    """Listen to a room on Bilibili, or pause; for the anchor."""
    ears = await _ears(parts, room, caller)
    await ears.configure(room, Bilibili(**asked.model_dump()))
    await _audit(parts, room, caller, "connect" if asked.is_on else "pause")
    return await _card(ears, room)


@router.delete("/rooms/{room}/platforms/bilibili")
async def forget(parts: Parts, room: RoomId, caller: Somebody) -> BilibiliCard:
    """Listen no more, and forget the keys; for the anchor."""
    ears = await _ears(parts, room, caller)
    await ears.configure(room, None)
    await _audit(parts, room, caller, "forget")
    return await _card(ears, room)


async def _ears(parts: Services, room: str, caller: Claims) -> Ears:
    must_be(parts, caller, room, Role.ANCHOR)
    if await parts.store.people.find_room(room) is None:
        raise ProblemError.not_found("room")
    return parts.ears


async def _audit(parts: Services, room: str, caller: Claims, action: str) -> None:
    entry = AuditEntry(room, parts.clock.now_ms(), caller.user, action, "bilibili")
    await parts.store.keep([entry])


async def _card(ears: Ears, room: str) -> BilibiliCard:
    return BilibiliCard.model_validate(await ears.ear(room), from_attributes=True)
