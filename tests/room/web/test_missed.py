"""A page that was away while the room's history was lost shows the gifts that it missed."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.room.loop_thread import LoopThread
from tests.room.web.browser import chromium, open_page
from tests.room.web.server import room_server
from tests.room.ws.client import client

pytestmark = pytest.mark.slow


async def give(url: str, token: str, key: str, gift: str) -> None:
    async with client(url) as giver:
        await giver.join(token)
        await giver.send(type="give", id=key, key=key, gift=gift)
        assert (await giver.reply(key))["type"] == "accepted"


def test_gifts_of_a_gap_are_fetched_and_shown_once(tmp_path: Path) -> None:
    with LoopThread() as loop, chromium() as browser, room_server(tmp_path) as server:
        token = server.ask("/api/session", {"name": "小送"})["token"]
        port = server.ask("/api/server")["ws_port"]
        url = f"ws://127.0.0.1:{port}/ws"
        is_cut = False
        open_ones: list[WebSocketRoute] = []

        def pass_on(route: WebSocketRoute) -> None:
            if is_cut:
                route.close()
                return
            open_ones.append(route)
            route.connect_to_server()

        page = open_page(browser, "about:blank")
        page.route_web_socket(re.compile(r"/ws$"), pass_on)
        page.goto(server.viewer)
        gifts = page.locator("#lines .gift-line")
        expect(page.locator("#anchor-name")).not_to_be_empty()
        loop.run(give(url, token, "key-0001", "heart"))
        expect(gifts).to_have_count(1)
        is_cut = True
        open_ones[-1].close()
        loop.run(give(url, token, "key-0002", "rose"))
        server.kill_edge()
        server.start_edge()
        is_cut = False
        expect(gifts).to_have_count(2)
        loop.run(give(url, token, "key-0003", "candy"))
        expect(gifts).to_have_count(3)  # another kind, no run of the last; nothing of before again
