"""Tests of studio.room.backbone.nats_desk: pages on one node, the room's home on another."""

import asyncio

import httpx
import pytest

from studio.room.protocol.values import Role
from tests.room.scale.conftest import Cluster
from tests.room.ws.client import client

pytestmark = pytest.mark.slow


def test_pages_work_on_every_node(cluster: Cluster) -> None:
    async def work() -> None:
        base = f"http://127.0.0.1:{cluster.b.http_port}"
        async with client(cluster.a.url) as lin, httpx.AsyncClient(base_url=base) as http:
            await lin.join(cluster.a.token("lin"))
            state = (await http.get("/api/rooms/1")).json()
            assert state["viewers"] == 1
            assert (await http.get("/api/rooms/2")).status_code == 404
            anchor = state["anchor"]["user"]
            rights = {"Authorization": f"Bearer {cluster.a.token(anchor, Role.ANCHOR)}"}
            begun = await http.post("/api/rooms/1/show", json={"title": "晚安"}, headers=rights)
            assert begun.status_code == 201, begun.text
            await lin.until(lambda event: event["type"] == "show")

            async def is_listed() -> bool:
                [card] = (await http.get("/api/rooms")).json()["rooms"]
                return bool(card["is_live"] and card["viewers"] == 1)

            async with asyncio.timeout(10):
                while not await is_listed():
                    await asyncio.sleep(0.05)
            await lin.send(type="say", id="1", text="in the way")
            said = await lin.until(lambda event: event["type"] == "danmaku")
            path = f"/api/rooms/1/danmaku/{said['danmaku']}/decision"
            answer = await http.post(path, json={"what": "hide"}, headers=rights)
            assert answer.status_code == 200, answer.text
            await lin.until(lambda event: event["type"] == "danmaku_hidden")
            cluster.a.kill()
            seen = []

            async def is_back() -> bool:
                answer = await http.get("/api/rooms/1")
                seen.append(answer.status_code)
                return answer.status_code == 200

            async with asyncio.timeout(15):
                while not await is_back():
                    await asyncio.sleep(0.1)
            assert set(seen) <= {200, 503}

    asyncio.run(work())
