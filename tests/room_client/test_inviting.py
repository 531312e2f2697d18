"""Tests of studio.room_client.inviting against a real edge."""

import asyncio
import time

import pytest

from studio.model.errors import StudioError
from studio.room_client.api import ApiError, RoomApi
from studio.room_client.inviting import Inviting
from studio.room_client.session import Session
from tests.room.http.conftest import site as site
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # for the edge


def test_a_link_for_a_phone_lets_one_come_until_it_is_taken_back(site: Site) -> None:
    async def work() -> None:
        api = RoomApi(site.url)
        anchor = site.edge.anchor_link.partition("#invitation=")[2]
        inviting = Inviting(api, Session(api, anchor), "1")
        link = await inviting.invite("phone", site.url)
        assert str(link["path"]).startswith("/phone/1#invitation=")
        left_s = float(str(link["expires_s"])) - time.time()
        assert 3_500 < left_s < 3_700
        came = await api.ask("POST", "/api/session", content={"invitation": link["invitation"]})
        assert came["kind"] == "phone"
        await inviting.take_back(link["invitation"])
        with pytest.raises(ApiError, match="taken back"):
            await api.ask("POST", "/api/session", content={"invitation": link["invitation"]})
        with pytest.raises(StudioError, match="a guest, a phone or a studio"):
            await inviting.invite("anchor", site.url)
        with pytest.raises(StudioError, match="The room server refused"):
            await inviting.take_back("nonsense")

    asyncio.run(work())


class Hostile(RoomApi):
    """Answers as no server of ours does."""

    async def ask(self, *asked: object, **more: object) -> dict[str, object]:
        return {"path": "javascript:1", "invitation": "t", "expires_s": 1, "token": "t"}


def test_what_is_no_link_is_refused() -> None:
    api = Hostile("http://127.0.0.1:9")

    class Known(Session):
        async def token(self, was_refused: bool = False) -> str:
            return "t"

    with pytest.raises(StudioError, match="a link that is none"):
        asyncio.run(Inviting(api, Known(api, "i"), "1").invite("guest", ""))
