"""Gifts of a gap that the room's history does not reach back to: asked for over HTTP."""

from collections.abc import AsyncIterator
from urllib.parse import urlencode

from studio.ipc.message import Message
from studio.room_client.api import ApiError, RoomApi, room_path

PAGE = 500
MAX_PAGES = 1_000


async def missed_gifts(api: RoomApi, room: str, since_ms: int) -> AsyncIterator[Message]:
    """Give the gifts since a time, as events, in the order of their numbers.

    Raises:
        ApiError: If the server refuses, can't be reached, or answers what it should not.
    """
    after = 0
    for _ in range(MAX_PAGES):
        words = urlencode({"since_ms": since_ms, "after": after, "limit": PAGE})
        answer = await api.ask("GET", f"{room_path(room, 'gifts')}?{words}")
        gifts, following = answer.get("gifts"), answer.get("next")
        if not isinstance(gifts, list):
            raise ApiError("The room server answered something that is no list of gifts.")
        for gift in gifts:
            if isinstance(gift, dict) and gift.get("type") == "gift":
                yield gift
        if not isinstance(following, int) or following <= after:
            return
        after = following
