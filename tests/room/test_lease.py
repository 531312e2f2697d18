"""Tests of studio.room.lease, on a real PostgreSQL."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack

import asyncpg
import pytest

from studio.room.lease import Holding, LeaseError, Leases
from studio.room.rules import data
from studio.room.store.people import User
from studio.room.store.store import Store
from tests.room.postgres import Postgres


class Nodes:
    """Some nodes, and what each was told that it lost."""

    def __init__(self, url: str, stack: AsyncExitStack) -> None:
        self._url = url
        self._stack = stack
        self.lost: dict[str, list[str]] = {}

    async def start(self, name: str, ttl_s: float = 60.0, renew_s: float = 60.0) -> Leases:
        self.lost[name] = []
        leases = await Leases.open(
            self._url, name, self.lost[name].extend, ttl_s=ttl_s, renew_s=renew_s
        )
        self._stack.push_async_callback(leases.close)
        return leases

    async def run_out(self, name: str) -> None:
        """End a node's lease, as time would."""
        connection = await asyncpg.connect(self._url)
        await connection.execute("UPDATE lease_nodes SET ends = now() WHERE node = $1", name)
        await connection.close()


def run(postgres: Postgres, work: Callable[[Nodes], Coroutine[None, None, None]]) -> None:
    async def whole() -> None:
        url = postgres.new_database()
        store = await Store.open(url, data.load())
        await store.people.add_user(User("u1", "Lin", False, 0))
        for room in ("1", "2"):
            await store.people.add_room(room, room, "u1", 0)
        await store.close()
        async with AsyncExitStack() as stack:
            await work(Nodes(url, stack))

    asyncio.run(whole())


def test_of_many_that_ask_at_once_one_is_home(postgres: Postgres) -> None:
    async def work(nodes: Nodes) -> None:
        some = [await nodes.start(f"n{number}") for number in range(4)]
        found = await asyncio.gather(*(node.claim("1") for node in some for _ in range(5)))
        assert len(set(found)) == 1
        assert [node.held for node in some].count({"1": 1}) == 1

    run(postgres, work)


def test_a_room_that_does_not_exist_has_no_home(postgres: Postgres) -> None:
    async def work(nodes: Nodes) -> None:
        node = await nodes.start("a")
        assert await node.claim("3") is None
        assert node.held == {}

    run(postgres, work)


def test_a_lease_that_ran_out_is_taken_with_a_higher_epoch(postgres: Postgres) -> None:
    async def work(nodes: Nodes) -> None:
        a, b = await nodes.start("a"), await nodes.start("b")
        await a.claim("1")
        await a.claim("2")
        assert await b.claim("1") == Holding("a", 1)
        await nodes.run_out("a")
        assert not await b.is_alive("a")
        assert await b.claim("1") == Holding("b", 2)
        await a.renew()
        assert nodes.lost["a"] == ["1"]
        assert a.held == {"2": 1}
        assert await b.claim("2") == Holding("a", 1)
        assert await a.claim("1") == Holding("b", 2)

    run(postgres, work)


def test_a_node_that_ends_leaves_its_rooms_at_once(postgres: Postgres) -> None:
    async def work(nodes: Nodes) -> None:
        a, b = await nodes.start("a"), await nodes.start("b")
        await a.claim("1")
        await a.close()
        assert await b.claim("1") == Holding("b", 2)

    run(postgres, work)


def test_it_is_renewed_by_itself_and_says_when_that_can_not_be(postgres: Postgres) -> None:
    async def work(nodes: Nodes) -> None:
        a, b = await nodes.start("a", 0.6, 0.1), await nodes.start("b")
        await a.claim("1")
        await asyncio.sleep(1.0)  # longer than the lease
        assert await b.claim("1") == Holding("a", 1)
        await asyncio.to_thread(postgres.stop, "immediate")
        try:
            async with asyncio.timeout(20):
                while not a.fault:
                    await asyncio.sleep(0.02)
            assert "can't be opened" in a.fault
            assert a.held == {"1": 1}
        finally:
            await asyncio.to_thread(postgres.start)
        async with asyncio.timeout(20):
            while a.fault:
                await asyncio.sleep(0.02)
        assert a.held == {"1": 1}

    run(postgres, work)


def test_no_database_is_a_sentence() -> None:
    async def work() -> None:
        with pytest.raises(LeaseError, match="Check that PostgreSQL runs"):
            await Leases.open("postgresql://u@127.0.0.1:1/x", "a", lambda rooms: None)

    asyncio.run(work())
