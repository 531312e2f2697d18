"""Other platforms, whose danmaku and gifts a room shows: its anchor gives the keys here."""

from http import HTTPStatus

from fastapi import APIRouter

from studio.room.auth.tokens import Claims
from studio.room.http.callers import Parts, Somebody, must_be
from studio.room.http.models import BilibiliCard, BilibiliKeys
from studio.room.http.problems import ProblemError
from studio.room.http.routes.rooms import RoomId
from studio.room.http.services import Services
from studio.room.inbound.feeds import Feeds
from studio.room.inbound.platform_file import Bilibili
from studio.room.protocol.values import Role
from studio.room.store.rows import AuditEntry

router = APIRouter(tags=["platforms"])

_MANY_NODES = "A server of many nodes does not listen to other platforms."


@router.get("/rooms/{room}/platforms/bilibili")
async def look(parts: Parts, room: RoomId, caller: Somebody) -> BilibiliCard:
    """Return how the ear at Bilibili does; for the anchor."""
    return _card(await _feeds(parts, room, caller), room)


@router.put("/rooms/{room}/platforms/bilibili")
async def connect(
    parts: Parts, room: RoomId, asked: BilibiliKeys, caller: Somebody
) -> BilibiliCard:
    """Listen to a room on Bilibili, or pause; for the anchor."""
    feeds = await _feeds(parts, room, caller)
    await feeds.configure(room, Bilibili(**asked.model_dump()))
    await _audit(parts, room, caller, "connect" if asked.is_on else "pause")
    return _card(feeds, room)


@router.delete("/rooms/{room}/platforms/bilibili")
async def forget(parts: Parts, room: RoomId, caller: Somebody) -> BilibiliCard:
    """Listen no more, and forget the keys; for the anchor."""
    feeds = await _feeds(parts, room, caller)
    await feeds.configure(room, None)
    await _audit(parts, room, caller, "forget")
    return _card(feeds, room)


async def _feeds(parts: Services, room: str, caller: Claims) -> Feeds:
    must_be(parts, caller, room, Role.ANCHOR)
    if await parts.store.people.find_room(room) is None:
        raise ProblemError.not_found("room")
    if parts.feeds is None:
        raise ProblemError(HTTPStatus.CONFLICT, "many_nodes", _MANY_NODES)
    return parts.feeds


async def _audit(parts: Services, room: str, caller: Claims, action: str) -> None:
    entry = AuditEntry(room, parts.clock.now_ms(), caller.user, action, "bilibili")
    await parts.store.keep([entry])


def _card(feeds: Feeds, room: str) -> BilibiliCard:
    return BilibiliCard.model_validate(feeds.ear(room), from_attributes=True)
