"""Tests of studio.room.lease and backbone.nats: a node stalls, loses its room, and goes on."""

import asyncio

import pytest

from tests.room.scale.conftest import Cluster
from tests.room.scale.people import Somebody
from tests.room.scale.test_lost_node import until

pytestmark = pytest.mark.slow


def test_a_home_that_stalled_gives_its_room_up(cluster: Cluster) -> None:
    async def work() -> None:
        lin = Somebody(cluster.a.url, cluster.a.token("lin"))
        wei = Somebody(cluster.b.url, cluster.a.token("wei"))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(lin.stay())]
            await lin.is_in.wait()  # so that the home is node a
            tasks.append(group.create_task(wei.stay()))
            await wei.is_in.wait()
            cluster.a.freeze()
            await until(lambda: wei.resets == 2, "nobody took the room")
            await wei.say(type="say", id="1", text="at the new home")
            await until(lambda: wei.order, "the new home does nothing")
            assert lin.resets == 1
            cluster.a.thaw()
            await until(lambda: lin.resets == 2 and lin.is_in.is_set(), "the old home goes on")
            await lin.say(type="say", id="2", text="by way of the old home")
            await until(lambda: len(wei.order) == 2 and lin.order, "they are apart")
            assert wei.order[-1] == lin.order[-1]
            for task in tasks:
                task.cancel()
        assert "no longer home of 1 room" in cluster.a.text

    asyncio.run(work())


def test_a_node_that_ends_in_order_hands_its_rooms_over_at_once(cluster: Cluster) -> None:
    async def work() -> None:
        lin = Somebody(cluster.a.url, cluster.a.token("lin"))
        wei = Somebody(cluster.b.url, cluster.a.token("wei"))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(lin.stay())]
            await lin.is_in.wait()
            await lin.say(type="say", id="1", text="before")
            await until(lambda: lin.order, "nothing was said")
            tasks.append(group.create_task(wei.stay()))
            await wei.is_in.wait()
            await asyncio.to_thread(cluster.a.stop)
            await until(lambda: wei.resets == 2 and wei.is_in.is_set(), "nobody took the room")
            await wei.say(type="say", id="2", text="after")
            await until(lambda: wei.order, "the new home does nothing")
            for task in tasks:
                task.cancel()
        kept = cluster.b.get("/api/rooms/1").json()
        assert kept["viewers"] <= 1

    asyncio.run(work())
