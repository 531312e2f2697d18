"""Tests of studio.room.backbone.nats_post: NATS is killed, and what two nodes say stays whole."""

import asyncio
import time

import httpx
import pytest

from tests.room.postgres import Postgres
from tests.room.scale.conftest import Cluster
from tests.room.scale.people import Somebody
from tests.room.scale.test_lost_node import until

pytestmark = pytest.mark.slow


def test_what_is_said_while_nats_is_away_arrives_when_it_is_back(cluster: Cluster) -> None:
    async def work() -> None:
        at_home = Somebody(cluster.a.url, cluster.a.token("home"))
        away = Somebody(cluster.b.url, cluster.a.token("away"))
        async with asyncio.TaskGroup() as group, httpx.AsyncClient() as http:
            tasks = [group.create_task(at_home.stay())]
            await at_home.is_in.wait()
            tasks.append(group.create_task(away.stay()))
            await away.is_in.wait()
            ready = f"http://127.0.0.1:{cluster.b.http_port}/readyz"
            assert (await http.get(ready)).json()["is_ready"]
            cluster.nats.kill()
            while (await http.get(ready)).status_code == 200:
                await asyncio.sleep(0.02)
            assert "NATS" in (await http.get(ready)).json()["problems"][0]
            for number in range(5):
                await at_home.say(type="say", id=f"h{number}", text=f"home {number}")
                await away.say(type="say", id=f"a{number}", text=f"away {number}")
            await until(lambda: len(at_home.order) == 5, "those at home are not heard at home")
            assert all(text.startswith("home") for _, _, text in at_home.order)
            await asyncio.sleep(2)  # how long NATS is away
            begun_s = time.monotonic()
            await asyncio.to_thread(cluster.nats.start)
            await until(lambda: len(at_home.order) == 10, "what was said away was lost")
            await until(lambda: len(away.order) == 10, "what was said at home was lost")
            print(f"whole {time.monotonic() - begun_s:.2f} s after NATS was started")
            assert at_home.order == away.order
            assert away.resets == 1  # its first join
            while (await http.get(ready)).status_code != 200:
                await asyncio.sleep(0.02)
            for task in tasks:
                task.cancel()
        assert "NATS is gone" in cluster.b.text
        assert "NATS is back" in cluster.b.text

    asyncio.run(work())


def test_talk_goes_on_while_postgres_is_away(cluster: Cluster, postgres: Postgres) -> None:
    async def work() -> None:
        lin = Somebody(cluster.a.url, cluster.a.token("lin"))
        wei = Somebody(cluster.b.url, cluster.a.token("wei"))
        async with asyncio.TaskGroup() as group, httpx.AsyncClient() as http:
            tasks = [group.create_task(lin.stay())]
            await lin.is_in.wait()
            tasks.append(group.create_task(wei.stay()))
            await wei.is_in.wait()
            ready = f"http://127.0.0.1:{cluster.a.http_port}/readyz"
            await asyncio.to_thread(postgres.stop, "immediate")
            try:
                while (await http.get(ready)).status_code == 200:
                    await asyncio.sleep(0.02)
                assert "take over" in str((await http.get(ready)).json()["problems"])
                await wei.say(type="say", id="1", text="without a database")
                await until(lambda: lin.order and wei.order, "talk has stopped")
            finally:
                await asyncio.to_thread(postgres.start)
            begun_s = time.monotonic()
            while (await http.get(ready)).status_code != 200:
                await asyncio.sleep(0.02)
            print(f"ready {time.monotonic() - begun_s:.2f} s after PostgreSQL was started")
            assert lin.order == wei.order
            assert (lin.resets, wei.resets) == (1, 1)
            for task in tasks:
                task.cancel()

    asyncio.run(work())
