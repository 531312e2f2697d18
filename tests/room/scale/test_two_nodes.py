"""Tests of studio.room.backbone.nats: two nodes are one server to those who are on them."""

import asyncio

import pytest

from tests.room.scale.conftest import Cluster
from tests.room.ws.client import client

pytestmark = pytest.mark.slow


def test_what_is_said_on_one_node_is_seen_on_both_in_one_order(cluster: Cluster) -> None:
    async def work() -> None:
        async with client(cluster.a.url) as lin, client(cluster.b.url) as wei:
            first = await lin.join(cluster.a.token("lin"))
            second = await wei.join(cluster.b.token("wei"))
            assert first["epoch"] == second["epoch"]
            for number in range(20):
                who, name = ((lin, "lin"), (wei, "wei"))[number % 2]
                await who.send(type="say", id=str(number), text=f"{name} {number}")
                assert (await who.reply(str(number)))["type"] == "accepted"
            seen = []
            for who in (lin, wei):
                for number in range(20):
                    await who.until(lambda event, n=number: event.get("text", "").endswith(f" {n}"))
                danmaku = [event for event in who.seen if event["type"] == "danmaku"]
                seen.append([(event["offset"], event["text"]) for event in danmaku])
            assert seen[0] == seen[1]
            assert [text.split()[1] for _, text in seen[0]] == [str(n) for n in range(20)]

    asyncio.run(work())
