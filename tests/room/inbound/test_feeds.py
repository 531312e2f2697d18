"""Tests of studio.room.inbound.feed and feeds: an edge listens to a platform that misbehaves."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from studio.room.edge import Edge, running
from studio.room.inbound.feeds import ADDRESS_VARIABLE
from studio.room.settings import RoomSettings
from tests.room.inbound.bilibili.platform import (
    APP_ID,
    CODE,
    KEY_ID,
    SECRET,
    Platform,
    command,
    deflated,
)
from tests.room.ws.client import Client, client

pytestmark = pytest.mark.slow  # for the edge

PATH = "/api/rooms/1/platforms/bilibili"
KEYS = {"code": CODE, "app_id": APP_ID, "key_id": KEY_ID, "key_secret": SECRET}
DEADLINE_S = 30.0


class Scene:
    """A platform, an edge, its anchor and a viewer."""

    def __init__(self, platform: Platform, edge: Edge, http: httpx.AsyncClient) -> None:
        self.platform = platform
        self.edge = edge
        self.http = http

    async def sign_in(self) -> str:
        invitation = self.edge.anchor_link.partition("invitation=")[2]
        answer = await self.http.post("/api/session", json={"invitation": invitation})
        token = str(answer.json()["token"])
        self.http.headers["Authorization"] = f"Bearer {token}"
        return token

    async def card(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        async with asyncio.timeout(DEADLINE_S):
            while not is_it(card := (await self.http.get(PATH)).json()):
                await asyncio.sleep(0.05)
            return dict(card)

    async def metric(self, name: str) -> int:
        text = (await self.http.get("/metrics")).text
        line = next(each for each in text.splitlines() if each.startswith(f"rocket_room_{name}"))
        return int(float(line.split()[-1]))


def play(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    scenario: Callable[[Scene, Client], Coroutine[Any, Any, None]],
) -> None:
    async def main() -> None:
        async with Platform().running() as platform:
            monkeypatch.setenv(ADDRESS_VARIABLE, platform.address)
            async with running(RoomSettings(data=folder, port=0, ws_port=0)) as edge:
                url = f"http://127.0.0.1:{edge.http_port}"
                async with (
                    httpx.AsyncClient(base_url=url) as http,
                    client(f"ws://127.0.0.1:{edge.ws_port}/ws") as viewer,
                ):
                    scene = Scene(platform, edge, http)
                    await viewer.join(await scene.sign_in())
                    await scenario(scene, viewer)

    asyncio.run(main())


def danmaku(number: int, text: str) -> bytes:
    return command(
        "LIVE_OPEN_PLATFORM_DM",
        msg_id=f"d{number}",
        timestamp=1_700_000_000 + number,
        open_id="yu",
        uname="小鱼",
        msg=text,
    )


def gift(number: int, worth: int) -> bytes:
    return command(
        "LIVE_OPEN_PLATFORM_SEND_GIFT",
        msg_id=f"g{number}",
        timestamp=1_700_000_000 + number,
        open_id="yu",
        uname="小鱼",
        gift_id=1,
        gift_name="小心心",
        gift_num=2,
        price=worth,
        paid=True,
    )


def told(viewer: Client) -> list[str]:
    """Return what came from the platform, in the order of the room."""
    found = []
    for event in sorted(viewer.seen, key=lambda event: event.get("offset", 0)):
        if event.get("source") == "bilibili" and event["type"] in ("danmaku", "foreign_gift"):
            found.append(event.get("text") or event["message"])
    return found


def test_what_a_platform_sends_twice_late_and_after_a_break_is_shown_once_and_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(scene: Scene, viewer: Client) -> None:
        assert (await scene.http.get(PATH)).json()["is_set"] is False
        answer = await scene.http.put(PATH, json=KEYS)
        assert answer.status_code == 200, answer.text
        card = await scene.card(lambda card: card["is_connected"])
        assert card == {
            "is_set": True,
            "is_on": True,
            "app_id": APP_ID,
            "is_connected": True,
            "sentence": "",
        }
        late, again = danmaku(1, "一"), gift(3, 100)
        await scene.platform.send(deflated(danmaku(2, "二"), again), late, again)
        await viewer.until(lambda event: event.get("message") == "g3")
        before = list(scene.platform.listeners)
        await scene.platform.cut()
        async with asyncio.timeout(DEADLINE_S):
            while not set(scene.platform.listeners) - set(before):
                await asyncio.sleep(0.05)
        await scene.platform.send(again, gift(4, 0), danmaku(5, "网上赌场快来"), danmaku(6, "完"))
        end = await viewer.until(lambda event: event.get("text") == "完")
        assert told(viewer) == ["一", "二", "g3", "g4", "完"]
        assert end["by"] == {
            "user": "bilibili:yu",
            "name": "小鱼",
            "role": "viewer",
            "level": 0,
            "badge": None,
        }
        records = scene.edge.services.records
        await records.settled(records.mark, DEADLINE_S)
        found = await scene.edge.services.ledger.audit()
        assert found.gifts == 0
        figures = {
            name: await scene.metric(f"platform{name}")
            for name in ("s", "_danmaku", "_gifts", "_refused", "_repeats")
        }
        assert figures == {"s": 1, "_danmaku": 3, "_gifts": 2, "_refused": 1, "_repeats": 2}

    play(tmp_path, monkeypatch, scenario)


def test_a_gift_that_comes_again_after_a_restart_is_not_shown_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first(scene: Scene, viewer: Client) -> None:
        await scene.http.put(PATH, json=KEYS)
        await scene.platform.send(gift(1, 100))
        await viewer.until(lambda event: event.get("message") == "g1")
        await scene.http.post("/api/rooms/1/show", json={"title": "T"})

    async def second(scene: Scene, viewer: Client) -> None:
        await scene.platform.send(gift(1, 100), gift(2, 100))
        await viewer.until(lambda event: event.get("message") == "g2")
        assert told(viewer) == ["g2"]
        records = scene.edge.services.records
        await records.settled(records.mark, DEADLINE_S)
        (show,) = (await scene.http.get("/api/rooms/1/shows")).json()
        path = f"/api/rooms/1/shows/{show['show']}/analytics"
        totals = (await scene.http.get(path)).json()["totals"]
        assert (totals["gifts"], totals["coins"]) == (0, 0)
        assert (totals["platform_gifts"], totals["platform_fen"]) == (2, 20)

    play(tmp_path, monkeypatch, first)
    play(tmp_path, monkeypatch, second)


def test_keys_are_the_anchors_and_are_never_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario(scene: Scene, viewer: Client) -> None:
        wrong = await scene.http.put(PATH, json={**KEYS, "code": "OTHER-CODE"})
        assert wrong.status_code == 200
        card = await scene.card(lambda card: "identity code" in card["sentence"])
        assert card["is_connected"] is False
        answers = [wrong.text, json.dumps(card), (await scene.http.get("/api/rooms/1/audit")).text]
        assert "connect" in answers[2]
        paused = (await scene.http.put(PATH, json={**KEYS, "is_on": False})).json()
        assert (paused["is_on"], paused["is_connected"]) == (False, False)
        assert (await scene.http.delete(PATH)).json()["is_set"] is False
        for text in (*answers, caplog.text):
            assert not any(each in text for each in (CODE, KEY_ID, SECRET, "OTHER-CODE"))
        scene.http.headers.pop("Authorization")
        scene.http.cookies.clear()
        viewer_token = (await scene.http.post("/api/session", json={"name": "X"})).json()["token"]
        for method in ("GET", "PUT", "DELETE"):
            answer = await scene.http.request(
                method,
                PATH,
                json=KEYS if method == "PUT" else None,
                headers={"Authorization": f"Bearer {viewer_token}"},
            )
            assert answer.status_code == 403

    play(tmp_path, monkeypatch, scenario)
