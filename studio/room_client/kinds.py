"""What can be given in a room: its catalogue of gifts, asked for over HTTP."""

from studio.ipc.message import Message
from studio.room_client.api import RoomApi

MAX_KINDS = 1_000
MAX_CHARACTERS = 64
_TEXTS = ("id", "zh", "en", "icon")


async def gift_kinds(api: RoomApi) -> list[Message]:
    """Return the kinds of gifts: each with ``id``, ``zh``, ``en``, ``icon`` and ``coins``.

    Raises:
        ApiError: If the server refuses, can't be reached, or answers what it should not.
    """
    found: list[Message] = []
    for told in (await api.ask_many("/api/gifts"))[:MAX_KINDS]:
        if not isinstance(told, dict) or not isinstance(told.get("coins"), int):
            continue
        if all(isinstance(told.get(key), str) and told[key] for key in _TEXTS):
            texts = {key: told[key][:MAX_CHARACTERS] for key in _TEXTS}
            found.append({**texts, "coins": told["coins"]})
    return found
