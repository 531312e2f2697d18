"""Tests of studio.room.backbone.nats: two nodes are one server to those who are on them."""

import asyncio

import pytest

from studio.room.protocol.values import Role
from tests.room.scale.conftest import Cluster
from tests.room.ws.client import client

pytestmark = pytest.mark.slow


async def _signal(cluster: Cluster) -> None:
    """A guest at one node and the studio at the other exchange signals, as big as they may be."""
    async with client(cluster.a.url) as studio, client(cluster.b.url) as guest:
        await studio.join(cluster.a.token("studio", Role.ANCHOR))
        await guest.join(cluster.b.token("guest", kind="guest"))
        await studio.send(type="stage_host", id="1", key="key-12345678")
        await guest.send(type="stage_ask", id="2", kind="guest")
        peer = (await guest.reply("2"))["peer"]
        await studio.send(type="stage_accept", id="3", peer=peer, seat=1)
        assert (await studio.reply("3"))["type"] == "accepted"
        offer = {"type": "offer", "sdp": "x" * 32_000}
        for who, to, sender, hearer in (
            (guest, "studio", peer, studio),
            (studio, peer, "studio", guest),
        ):
            await who.send(type="signal", id="4", to=to, data=offer)
            assert (await who.reply("4"))["type"] == "accepted"
            heard = await hearer.until(lambda event: event["type"] == "signal")
            assert (heard["from"], heard["data"]) == (sender, offer)
        await guest.socket.close()
        await studio.until(
            lambda event: (
                event["type"] == "stage" and [each["state"] for each in event["peers"]] == ["lost"]
            )
        )


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
            await _signal(cluster)

    asyncio.run(work())
