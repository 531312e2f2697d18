"""Tests of studio.room.backbone.nats_battles: rooms that fight are at home on two nodes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from studio.room.backbone.close_code import CloseCode
from studio.room.ledger.entries import Credit
from studio.room.ledger.postgres import PostgresLedger
from studio.room.protocol.values import Role
from tests.room.scale.conftest import Cluster
from tests.room.scale.nodes import Node
from tests.room.ws.client import Client, client

pytestmark = pytest.mark.slow

PATIENCE_S = 30.0


@dataclass
class Fight:
    """The room 1 at home on node a asks, the room 2 at home on node b is asked.

    Attributes:
        first: The anchor of room 1.
        second: The anchor of room 2.
        fan: Somebody in room 2.
    """

    cluster: Cluster
    anchors: dict[str, str]
    first: Client
    second: Client
    fan: Client

    async def anchor(self, stack: AsyncExitStack, node: Node, room: str) -> Client:
        """Let a room's anchor come (back) at a node; return it once the room lets them in."""
        token = node.token(self.anchors[room], Role.ANCHOR, room)
        async with asyncio.timeout(PATIENCE_S):
            while True:
                each = await stack.enter_async_context(client(node.url))
                try:
                    await each.send(type="join", room=room, token=token)
                    await each.until(lambda event: event["type"] == "joined")
                except (ConnectionError, ConnectionClosed):
                    continue
                else:
                    return each


async def prepare(cluster: Cluster) -> dict[str, str]:
    """Make room 2 and give people coins; return the anchors by room."""
    key = (cluster.b.folder / "operator.key").read_text().strip()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{cluster.b.http_port}") as http:
        session = (await http.post("/api/session/operator", json={"key": key})).json()
        rights = {"Authorization": f"Bearer {session['token']}"}
        room = {"room": "2", "title": "Second", "anchor_name": "Wei"}
        made = await http.post("/api/rooms", json=room, headers=rights)
        assert made.status_code == 201, made.text
    ledger = await PostgresLedger.open(cluster.database)
    for user in ("lin", "fan"):
        await ledger.credit(Credit(f"pay-{user}", user, 10_000, "test"))
    await ledger.close()
    anchors = {}
    for node, room_id in ((cluster.a, "1"), (cluster.b, "2")):
        async with client(node.url) as each:
            joined = await each.join(node.token("visitor", room=room_id), room=room_id)
            anchors[room_id] = joined["state"]["anchor"]["user"]
    connection = await asyncpg.connect(cluster.database)
    homes = await connection.fetch("SELECT DISTINCT node FROM lease_rooms")
    await connection.close()
    assert len(homes) == 2
    return anchors


@asynccontextmanager
async def fight(cluster: Cluster) -> AsyncIterator[tuple[Fight, AsyncExitStack]]:
    """Have room 1 ask room 2, which accepts."""
    anchors = await prepare(cluster)
    async with AsyncExitStack() as stack:
        a, b = cluster.a, cluster.b
        first, second, fan = [
            await stack.enter_async_context(client(node.url)) for node in (a, b, b)
        ]
        await first.join(a.token(anchors["1"], Role.ANCHOR))
        await second.join(b.token(anchors["2"], Role.ANCHOR, "2"), room="2")
        await fan.join(b.token("fan", room="2"), room="2")
        await first.send(type="ask_battle", id="ask", rooms=["2"])
        reply = await first.reply("ask")
        assert reply["type"] == "accepted", reply
        battle = (await state(second, phase="asked"))["battle"]
        await second.send(type="answer_battle", id="yes", battle=battle, is_accepted=True)
        assert (await second.reply("yes"))["type"] == "accepted"
        for each in (first, second, fan):
            await state(each, phase="fight")
        yield Fight(cluster, anchors, first, second, fan), stack


async def state(who: Client, *, score: tuple[int, int] | None = None, **more: str) -> Any:
    """Return the battle once somebody sees it so."""

    def is_it(event: dict[str, Any]) -> bool:
        if event["type"] != "battle":
            return False
        battle = event["battle"]
        scores = tuple(side["score"] for side in battle["sides"])
        is_same = all(battle[name] == value for name, value in more.items())
        return is_same and score in (None, scores)

    return (await who.until(is_it))["battle"]


async def give(who: Client, key: str, count: int) -> None:
    await who.send(type="give", id=key, key=f"key-{key}", gift="rose", count=count)
    reply = await who.reply(key)
    assert reply["type"] == "accepted", reply


def test_gifts_of_both_nodes_count_and_both_see_the_same(cluster: Cluster) -> None:
    async def work() -> None:
        async with fight(cluster) as (it, stack):
            lin = await stack.enter_async_context(client(cluster.b.url))  # not the home's node
            await lin.join(cluster.b.token("lin"))
            await give(lin, "lin-1", 5)
            await give(it.fan, "fan-1", 7)
            for each in (it.first, it.second, it.fan, lin):
                battle = (await state(each, score=(5, 7)))["battle"]
            await it.second.send(type="ask_battle", id="more", rooms=["1"])
            assert (await it.second.reply("more"))["code"] == "already_open"
            await it.second.send(type="leave_battle", id="end", battle=battle)
            assert (await it.second.reply("end"))["type"] == "accepted"
            ends = [await state(each, phase="forfeit") for each in (it.first, it.second)]
            assert ends[0] == ends[1]
            assert (ends[0]["winner"], ends[0]["reason"]) == ("1", "surrender")
            await it.first.send(type="leave_battle", id="over", battle=battle)
            assert (await it.first.reply("over"))["type"] == "accepted"
            ends = [await state(each, phase="over") for each in (it.first, it.second)]
            assert ends[0] == ends[1]
            await it.second.send(type="ask_battle", id="again", rooms=["1"])  # both are free
            assert (await it.second.reply("again"))["type"] == "accepted"
            await state(it.first, phase="asked")

    asyncio.run(work())


async def logged(cluster: Cluster, *wanted: str) -> None:
    """Wait until the battle's log says that of room 2, in that order."""
    connection = await asyncpg.connect(cluster.database)
    query = "SELECT what FROM battle_lines WHERE room = '2' ORDER BY line"
    async with asyncio.timeout(PATIENCE_S):
        while [row[0] for row in await connection.fetch(query)] != list(wanted):
            await asyncio.sleep(0.1)
    await connection.close()


def test_the_grace_runs_while_an_anchor_of_another_node_is_gone(cluster: Cluster) -> None:
    async def work() -> None:
        async with fight(cluster) as (it, stack):
            await it.second.socket.close()
            await logged(cluster, "asked", "accepted", "gone")
            await it.anchor(stack, cluster.a, "2")  # by way of the keeping node
            await logged(cluster, "asked", "accepted", "gone", "back")

    asyncio.run(work())


def test_what_another_node_refuses_is_said_to_the_anchor(cluster: Cluster) -> None:
    async def work() -> None:
        anchors = await prepare(cluster)
        async with client(cluster.a.url) as first:
            await first.join(cluster.a.token(anchors["1"], Role.ANCHOR))
            await first.send(type="ask_battle", id="1", rooms=["no-such-room"])
            refused = await first.reply("1")
            assert (refused["type"], refused["sentence"][-1]) == ("refused", ".")
            cluster.b.freeze()
            await first.send(type="ask_battle", id="2", rooms=["2"])
            refused = await first.reply("2")
            cluster.b.thaw()
            assert refused["code"] in ("away", "not_here")
            assert refused["sentence"].startswith("Room 2 ")

    asyncio.run(work())


@pytest.mark.timeout(120)
def test_the_keeping_node_is_killed_and_the_battle_goes_on(cluster: Cluster) -> None:
    async def work() -> None:
        async with fight(cluster) as (it, stack):
            await give(it.fan, "fan-1", 7)
            await state(it.first, score=(0, 7))
            await give(it.fan, "fan-2", 1)  # told, and perhaps not kept
            cluster.a.kill()
            await give(it.fan, "fan-3", 2)  # nobody keeps the battle just now
            first = await it.anchor(stack, cluster.b, "1")
            for each in (first, it.second):
                await state(each, score=(0, 10))
            lin = await stack.enter_async_context(client(cluster.b.url))
            await lin.join(cluster.b.token("lin"))
            await give(lin, "lin-1", 5)
            battle = (await state(first, score=(5, 10)))["battle"]
            await first.send(type="leave_battle", id="end", battle=battle)
            ends = [await state(each, phase="forfeit") for each in (first, it.second)]
            assert ends[0] == ends[1]
            assert ends[0]["winner"] == "2"

    asyncio.run(work())


@pytest.mark.timeout(120)
def test_the_other_node_is_killed_and_its_room_fights_on(cluster: Cluster) -> None:
    async def work() -> None:
        async with fight(cluster) as (it, stack):
            await give(it.fan, "fan-1", 7)
            await state(it.first, score=(0, 7))
            cluster.b.kill()
            second = await it.anchor(stack, cluster.a, "2")
            fan = await stack.enter_async_context(client(cluster.a.url))
            await fan.join(cluster.a.token("fan", room="2"), room="2")
            await give(fan, "fan-2", 2)
            for each in (it.first, second, fan):
                await state(each, score=(0, 9))

    asyncio.run(work())


@pytest.mark.timeout(120)
def test_a_keeping_node_that_stalled_and_wakes_changes_nothing(cluster: Cluster) -> None:
    async def work() -> None:
        async with fight(cluster) as (it, stack):
            await give(it.fan, "fan-1", 7)
            await state(it.first, score=(0, 7))
            cluster.a.freeze()  # until its lease has run out
            first = await it.anchor(stack, cluster.b, "1")
            await give(it.fan, "fan-2", 2)
            for each in (first, it.second):
                await state(each, score=(0, 9))
            cluster.a.thaw()
            assert (await it.first.close_code())[0] == CloseCode.TRY_LATER
            first = await it.anchor(stack, cluster.a, "1")  # by way of the old keeper
            await give(it.fan, "fan-3", 1)
            for each in (first, it.second):
                battle = (await state(each, score=(0, 10), phase="fight"))["battle"]
            await it.second.send(type="leave_battle", id="end", battle=battle)
            ends = [await state(each, phase="forfeit") for each in (first, it.second)]
            assert ends[0] == ends[1]
            assert ends[0]["reason"] == "surrender"

    asyncio.run(work())
