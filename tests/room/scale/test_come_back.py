"""Tests of studio.room.backbone.nats_edges: many come back to a node that is not the home."""

import asyncio

import pytest

from tests.room.scale.conftest import Cluster
from tests.room.ws.client import client

pytestmark = pytest.mark.slow


def test_who_comes_back_elsewhere_gets_what_was_missed(cluster: Cluster) -> None:
    async def work() -> None:
        async with client(cluster.a.url) as lin:
            joined = await lin.join(cluster.a.token("lin"))
            texts = [f"line {number}" for number in range(20)]
            for number, text in enumerate(texts):
                await lin.send(type="say", id=str(number), text=text)
                await lin.reply(str(number))
            for user in ("wei", "yan", "bo"):
                async with client(cluster.b.url) as back:
                    last = {"epoch": joined["epoch"], "offset": joined["offset"]}
                    answer = await back.join(cluster.a.token(user), **last)
                    assert answer["recovered"]
                    await back.until(lambda event: event.get("text") == texts[-1])
                    said = [each for each in back.seen if each["type"] == "danmaku"]
                    assert [each["text"] for each in said] == texts

    asyncio.run(work())
