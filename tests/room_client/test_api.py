"""Tests of studio.room_client.api, session and going_live against a real edge."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from studio.room_client.api import ApiError, RoomApi
from studio.room_client.going_live import GoingLive
from studio.room_client.session import Session
from tests.room.http.conftest import site as site
from tests.room.http.site import Site

pytestmark = pytest.mark.slow  # for the edge


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def anchor(site: Site) -> tuple[RoomApi, Session]:
    api = RoomApi(site.url)
    return api, Session(api, site.edge.anchor_link.partition("invitation=")[2])


def test_a_token_is_asked_for_once_and_again_when_it_is_refused(site: Site) -> None:
    async def main() -> None:
        api, session = anchor(site)
        assert await session.socket_address() == f"ws://127.0.0.1:{site.edge.ws_port}/ws"
        first, second = await asyncio.gather(session.token(), session.token())
        assert first == second
        answer = await api.ask("GET", "/api/wallet", token=await session.token(True))
        assert "balance" in answer

    run(main())


def test_a_show_is_begun_and_ended_twice_without_harm(site: Site) -> None:
    async def main() -> None:
        live = GoingLive(*anchor(site), "1")
        await live.begin("A show")
        await live.begin("Another")
        assert live.did_begin
        await live.end()
        await live.end()
        assert not live.did_begin
        place = await live.publish()
        assert place.url.startswith(f"{place.address}?token=")
        assert "token" not in place.address + repr(place)

    run(main())


def test_what_the_server_refuses_is_a_sentence_with_its_code(site: Site) -> None:
    async def main() -> None:
        api = RoomApi(site.url)
        with pytest.raises(ApiError, match=r"refused: The link is not one") as caught:
            await Session(api, "nonsense").token()
        assert caught.value.code
        with pytest.raises(ApiError, match="refused"):
            await GoingLive(*anchor(site), "no-such-room").begin("T")

    run(main())


def test_nobody_there_is_a_sentence() -> None:
    api = RoomApi("http://127.0.0.1:9")
    with pytest.raises(ApiError, match="can't be reached"):
        run(GoingLive(api, Session(api, "x"), "1").end())
    with pytest.raises(ApiError, match="is not the address of a room server"):
        RoomApi("ftp://x")
