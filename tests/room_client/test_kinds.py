"""Tests of studio.room_client.kinds against a real edge."""

import asyncio

import pytest

from studio.room_client.api import ApiError, RoomApi
from studio.room_client.kinds import MAX_CHARACTERS, gift_kinds
from tests.room.http.conftest import site as site
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # for the edge


def test_what_a_room_lets_be_given_is_told(site: Site) -> None:
    api = RoomApi(site.url)
    kinds = {each["id"]: each for each in asyncio.run(gift_kinds(api))}
    assert kinds["rocket"]["zh"] == "火箭"
    assert set(kinds["rocket"]) == {"id", "zh", "en", "icon", "coins"}
    with pytest.raises(ApiError, match="something that is no list"):
        asyncio.run(api.ask_many("/api/server"))
    with pytest.raises(ApiError, match="something that is no object"):
        asyncio.run(api.ask("GET", "/api/gifts"))


class Hostile(RoomApi):
    """Answers as no server of ours does."""

    async def ask_many(self, path: str, *, token: str = "") -> list[object]:
        good = {"id": "a", "zh": "长" * 99, "en": "b", "icon": "🌹", "coins": 1, "more": []}
        return [None, {}, {**good, "coins": "1"}, {**good, "icon": 5}, {**good, "id": ""}, good]


def test_what_is_no_gift_is_left_out_and_what_is_too_long_is_cut() -> None:
    (kind,) = asyncio.run(gift_kinds(Hostile("http://127.0.0.1:9")))
    assert kind == {"id": "a", "zh": "长" * MAX_CHARACTERS, "en": "b", "icon": "🌹", "coins": 1}
