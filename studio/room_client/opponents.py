"""Whom a room can fight, and by which rules: asked for over HTTP."""

from studio.ipc.message import Message
from studio.room_client.api import ApiError, RoomApi

MOST_ROOMS = 100
MOST_CHARACTERS = 64


async def opponents(api: RoomApi) -> Message:
    """Return ``rooms`` (``room``, ``title``, ``anchor``, ``live``) and ``rules`` of battles.

    Raises:
        ApiError: If the server refuses, can't be reached, or answers what it should not.
    """
    listed = (await api.ask("GET", f"/api/rooms?limit={MOST_ROOMS}")).get("rooms")
    if not isinstance(listed, list):
        raise ApiError("The room server told of no rooms.")
    rules = await api.ask_many("/api/battle-rules")
    return {
        "rooms": [room for each in listed[:MOST_ROOMS] for room in _room(each)],
        "rules": [card for each in rules[:MOST_ROOMS] for card in _rules(each)],
    }


def _room(told: object) -> list[Message]:
    match told:
        case {"room": str(room), "title": str(title), "anchor_name": str(anchor), "is_live": live}:
            title, anchor = title[:MOST_CHARACTERS], anchor[:MOST_CHARACTERS]
            return [{"room": room, "title": title, "anchor": anchor, "live": live is True}]
    return []


def _rules(told: object) -> list[Message]:
    match told:
        case {
            "name": str(name),
            "rooms": int(rooms),
            "rules": {
                "team_size": int(team_size),
                "fight_s": int(fight_s),
                "forfeit_s": int(forfeit_s),
                "boosts": list(boosts),
            },
        }:
            card: Message = {"name": name, "rooms": rooms, "team_size": team_size}
            return [{**card, "fight_s": fight_s, "forfeit_s": forfeit_s, "boosts": len(boosts)}]
    return []
