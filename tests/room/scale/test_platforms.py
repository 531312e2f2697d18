"""Tests of studio.room.backbone.nats_ears: a platform is listened to at a room's home, and once."""

import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import asyncpg
import httpx
import pytest

from studio.room.inbound.feeds import ADDRESS_VARIABLE
from studio.room.protocol.values import Role
from tests.room.inbound.bilibili.platform import SECRET, Platform, deflated
from tests.room.inbound.test_feeds import KEYS, PATH, danmaku, gift, told
from tests.room.loop_thread import LoopThread
from tests.room.scale.conftest import Cluster
from tests.room.scale.nodes import Node
from tests.room.ws.client import Client, client

pytestmark = pytest.mark.slow

PATIENCE_S = 30.0


class Stage:
    """A platform, and a loop for all that is asynchronous."""

    def __init__(self, loop: LoopThread, platform: Platform) -> None:
        self.loop = loop
        self.platform = platform

    def viewer(self, stack: AsyncExitStack, node: Node) -> Client:
        """Let somebody come (back) at a node; return them once the room lets them in."""
        deadline_s = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline_s:
            each = self.loop.run(stack.enter_async_context(client(node.url)))
            try:
                self.loop.run(each.join(node.token("wei")))
            except ConnectionError:
                continue
            return each
        raise AssertionError("the room lets nobody in")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A platform that runs; nodes that are started later know where it is."""
    with LoopThread() as loop:
        context = Platform().running()
        platform = loop.run(context.__aenter__())
        monkeypatch.setenv(ADDRESS_VARIABLE, platform.address)
        yield Stage(loop, platform)
        loop.run(context.__aexit__(None, None, None))


def until(is_true: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline_s
        time.sleep(0.05)


def rights(node: Node) -> dict[str, str]:
    anchor = node.get("/api/rooms/1").json()["anchor"]["user"]
    return {"Authorization": f"Bearer {node.token(anchor, Role.ANCHOR)}"}


def card(node: Node) -> dict[str, Any]:
    answer = node.get(PATH, headers=rights(node))
    return dict(answer.json()) if answer.status_code == 200 else {}


def is_kept(stage: Stage, cluster: Cluster, message: str) -> bool:
    """Return whether the next home will know a gift."""

    async def look() -> bool:
        connection = await asyncpg.connect(cluster.database)
        query = "SELECT EXISTS (SELECT FROM foreign_gifts WHERE message = $1)"
        found = await connection.fetchval(query, message)
        await connection.close()
        return bool(found)

    return stage.loop.run(look())


@pytest.mark.timeout(180)
def test_only_the_home_listens_and_the_next_home_goes_on(stage: Stage, cluster: Cluster) -> None:
    loop, platform, a, b = stage.loop, stage.platform, cluster.a, cluster.b
    stack = AsyncExitStack()

    def seen(who: Client, last: str) -> list[str]:
        loop.run(who.until(lambda event: event.get("text") == last))
        return told(who)

    at_home = stage.viewer(stack, a)  # so that the home is node a
    away = stage.viewer(stack, b)
    url = f"http://127.0.0.1:{b.http_port}{PATH}"
    answer = httpx.put(url, json=KEYS, headers=rights(b), timeout=PATIENCE_S)
    assert answer.status_code == 200, answer.text
    until(lambda: card(b).get("is_connected") and card(a) == card(b))
    assert platform.started == 1
    loop.run(
        platform.send(danmaku(1, "一"), gift(2, 100), deflated(gift(2, 100), danmaku(3, "三")))
    )
    for who in (at_home, away):
        assert seen(who, "三") == ["一", "g2", "三"]

    until(lambda: is_kept(stage, cluster, "g2"))
    a.freeze()  # until its lease has run out
    away = stage.viewer(stack, b)
    until(lambda: platform.started == 2)
    a.thaw()
    until(lambda: platform.ended == ["game-1"] and len(platform.listeners) == 1)
    assert card(a) == card(b)
    loop.run(platform.send(gift(2, 100), gift(4, 100), danmaku(5, "五")))
    assert seen(away, "五") == ["g4", "五"]

    until(lambda: is_kept(stage, cluster, "g4"))
    b.kill()
    at_home = stage.viewer(stack, a)
    until(lambda: platform.started == 3 and card(a).get("is_connected"))
    loop.run(platform.send(gift(4, 100), gift(6, 100), danmaku(7, "七")))
    assert seen(at_home, "七") == ["g6", "七"]

    paused = httpx.delete(url.replace(str(b.http_port), str(a.http_port)), headers=rights(a))
    assert paused.json()["is_set"] is False
    until(lambda: not platform.listeners)
    assert SECRET not in a.text + b.text
    loop.run(stack.aclose())
