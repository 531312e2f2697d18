"""Tests of studio.room_client.opponents against a real edge."""

import asyncio

import pytest

from studio.room_client.api import ApiError, RoomApi
from studio.room_client.opponents import opponents
from tests.room.http.conftest import site as site
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # for the edge


def test_rooms_and_rules_of_battles_are_told(site: Site) -> None:
    told = asyncio.run(opponents(RoomApi(site.url)))
    rooms, rules = told["rooms"], told["rules"]
    assert isinstance(rooms, list)
    assert isinstance(rules, list)
    assert set(rooms[0]) == {"room", "title", "anchor", "live"}
    named = {each["name"]: each for each in rules}
    assert (named["four-on-four"]["rooms"], named["four-on-four"]["team_size"]) == (8, 4)
    assert named["boosted"]["boosts"] == 3


class Hostile(RoomApi):
    """Answers as no server of ours does."""

    rooms: object = None

    async def ask(self, method: str, path: str, **more: object) -> dict[str, object]:
        return {"rooms": self.rooms}

    async def ask_many(self, path: str, *, token: str = "") -> list[object]:
        return [None, {"name": 1}, {"name": "a", "rooms": 2, "rules": {"team_size": 1}}]


def test_what_makes_no_sense_is_left_out() -> None:
    api = Hostile("http://127.0.0.1:9")
    with pytest.raises(ApiError, match="no rooms"):
        asyncio.run(opponents(api))
    api.rooms = [5, {"room": "1"}]
    assert asyncio.run(opponents(api)) == {"rooms": [], "rules": []}
