"""Tests of studio.room.lease and backbone.nats: a node is killed, and the show goes on."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from studio.room.ledger.entries import Credit
from studio.room.ledger.postgres import PostgresLedger
from tests.room.scale.conftest import Cluster
from tests.room.scale.nginx import Nginx
from tests.room.scale.people import Somebody
from tests.servers import NGINX

pytestmark = pytest.mark.slow

PATIENCE_S = 40.0
BACK_S = 6.0
"""Three times what a machine that does nothing else takes at most."""
GIVERS, PER_S = 8, 100


async def until(is_true: Callable[[], object], what: str) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not is_true():
        assert time.monotonic() < deadline_s, what
        await asyncio.sleep(0.02)


@pytest.mark.timeout(180)
@pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed")
def test_the_home_dies_under_gifts_and_none_is_lost(cluster: Cluster, tmp_path: Path) -> None:
    async def work(url: str) -> None:
        ledger = await PostgresLedger.open(cluster.database)
        users = [f"giver{n}" for n in range(GIVERS)]
        for user in users:
            await ledger.credit(Credit(f"pay-{user}", user, 1_000_000, "test"))
        first = Somebody(cluster.a.url, cluster.a.token("first"))
        people = [Somebody(url, cluster.a.token(user)) for user in users]
        watcher = Somebody(cluster.b.url, cluster.a.token("watcher"))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(first.stay())]
            await first.is_in.wait()  # so that the home is node a
            tasks += [group.create_task(each.stay()) for each in (*people, watcher)]
            for each in (*people, watcher):
                await each.is_in.wait()
            killed_s, number = 0.0, 0
            begun_s = time.monotonic()
            while time.monotonic() < begun_s + 6:
                number += 1
                await people[number % GIVERS].give(f"gift-{number:05d}")
                await asyncio.sleep(1 / PER_S)
                if not killed_s and time.monotonic() > begun_s + 2:
                    killed_s = time.monotonic()
                    cluster.a.kill()
            await until(lambda: not any(each.unpaid for each in people), "not all were paid")
            numbers = {paid for each in people for paid in each.paid.values()}
            await until(lambda: numbers <= set(watcher.shown), "not all were shown")
            for task in tasks:
                task.cancel()
        assert sum(len(each.paid) for each in people) == len(numbers) == number
        outages_s = [outage_s for each in (*people, watcher) for outage_s in each.outages_s]
        print(f"{number} gifts; back after {sorted(round(s, 2) for s in outages_s)} s")
        assert outages_s
        assert max(outages_s) < BACK_S
        assert set(watcher.shown) == numbers  # each, and none that was not paid
        audit = await ledger.audit()
        assert audit.problems == ()
        assert audit.gifts == number
        await ledger.close()

    with Nginx(tmp_path, [cluster.a, cluster.b], [(1, 1), (1, 1)]) as nginx:
        asyncio.run(work(f"ws://127.0.0.1:{nginx.port}/ws"))
