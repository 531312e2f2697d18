"""Which node is home of which room: a lease in PostgreSQL, by the database's clock.

A node keeps one row alive; a room's row names its home and a fencing epoch, which
grows with every new home.  A room whose home's row has run out may be taken by any
node::

    leases = await Leases.open(url, "a1b2c3d4", on_lost)
    holding = await leases.claim("1")      # ours, or another node's; None: no such room
    await leases.close()                   # others may take our rooms at once

Whoever takes a room holds the row of its old home locked meanwhile, so that the old
home can't renew at the same moment and believe that it still has it.

While PostgreSQL is away nobody can take a room, so homes stay homes and talk goes on.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import asyncpg

from studio.model.errors import StudioError

TTL_S = 1.5
"""After so long without a renewal others may take a node's rooms."""
RENEW_S = 0.4

FAILURES = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)  # TimeoutError is an OSError
"""What is raised while PostgreSQL is away."""

_log = logging.getLogger(__name__)

_ANSWER_S = 2.0
_LOCK = 0x524C4541  # of an advisory lock: nodes that start at once make the tables in turn
_TABLES = """
CREATE TABLE IF NOT EXISTS lease_nodes (node text PRIMARY KEY, ends timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS lease_rooms (
    room text PRIMARY KEY, node text NOT NULL, epoch bigint NOT NULL
);
DELETE FROM lease_nodes WHERE ends < clock_timestamp() - interval '1 day';
"""
_RENEW = """
WITH old AS (SELECT ends FROM lease_nodes WHERE node = $1 FOR UPDATE)
INSERT INTO lease_nodes VALUES ($1, clock_timestamp() + $2::float8 * interval '1 s')
ON CONFLICT (node) DO UPDATE SET ends = excluded.ends
RETURNING coalesce((SELECT ends < clock_timestamp() FROM old), true)
"""
_IS_ALIVE = "SELECT ends >= clock_timestamp() FROM lease_nodes WHERE node = $1"
_NEW = """
INSERT INTO lease_rooms SELECT $1, $2, 1 WHERE EXISTS (SELECT FROM rooms WHERE room = $1)
ON CONFLICT DO NOTHING
"""
_TAKE = "UPDATE lease_rooms SET node = $2, epoch = epoch + 1 WHERE room = $1 RETURNING epoch"


class LeaseError(StudioError):
    """The leases can't be had."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who is home of a room.

    Attributes:
        epoch: Of this home: a larger one is a later home.
    """

    node: str
    epoch: int


class Leases:
    """The leases of one node; made by ``open``.

    Args:
        on_lost: Told of rooms that other nodes have taken.

    Attributes:
        node: This node's name, which no other ever had.
        held: The epochs of the rooms whose home is here.
        fault: Why the lease can't be renewed just now; "" if it can.
    """

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        node: str,
        on_lost: Callable[[list[str]], None],
        ttl_s: float,
        renew_s: float,
    ) -> None:
        self.node = node
        self.held: dict[str, int] = {}
        self.fault = ""
        self._pool = pool
        self._on_lost = on_lost
        self._ttl_s = ttl_s
        self._renew_s = renew_s
        self._task: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls,
        url: str,
        node: str,
        on_lost: Callable[[list[str]], None],
        *,
        ttl_s: float = TTL_S,
        renew_s: float = RENEW_S,
    ) -> Self:
        """Connect, and keep this node's row alive from now on.

        Raises:
            LeaseError: If the database can't be used.
        """
        try:
            pool = await asyncpg.create_pool(
                url, min_size=1, max_size=4, timeout=_ANSWER_S, command_timeout=_ANSWER_S
            )
            async with pool.acquire() as connection, connection.transaction():
                await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
                await connection.execute(_TABLES)
            leases = cls(pool, node, on_lost, ttl_s, renew_s)
            await leases.renew()
        except FAILURES as error:
            raise LeaseError(
                f"The database of the nodes can't be used ({type(error).__name__}). Check that "
                "PostgreSQL runs and that the address given with --database is right."
            ) from error
        leases._task = asyncio.create_task(leases._go_on(), name="lease")
        return leases

    async def claim(self, room: str) -> Holding | None:
        """Become a room's home if it has none that lives; return its home, None: no such room.

        Raises:
            FAILURES: If PostgreSQL is away.
        """
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_NEW, room, self.node)
            row = await connection.fetchrow(
                "SELECT node, epoch FROM lease_rooms WHERE room = $1 FOR UPDATE", room
            )
            if row is None:
                return None
            node, epoch = str(row[0]), int(row[1])
            if node != self.node:
                if await connection.fetchval(f"{_IS_ALIVE} FOR UPDATE", node):
                    return Holding(node, epoch)
                epoch = int(await connection.fetchval(_TAKE, room, self.node))
        self.held[room] = epoch
        return Holding(self.node, epoch)

    async def is_alive(self, node: str) -> bool:
        """Return whether a node has renewed its lease in time.

        Raises:
            FAILURES: If PostgreSQL is away.
        """
        return bool(await self._pool.fetchval(_IS_ALIVE, node))

    async def renew(self) -> None:
        """Go on being home; if that comes late, find out what was lost.

        Raises:
            FAILURES: If PostgreSQL is away.
        """
        had_ended = await self._pool.fetchval(_RENEW, self.node, self._ttl_s)
        if had_ended and self.held:
            rows = await self._pool.fetch(
                "SELECT room FROM lease_rooms WHERE node = $1 AND room = ANY($2)",
                self.node,
                list(self.held),
            )
            kept = {str(row[0]) for row in rows}
            self.lose([room for room in self.held if room not in kept])

    def lose(self, rooms: list[str]) -> None:
        """Note that others are home of rooms now."""
        lost = [room for room in rooms if self.held.pop(room, None) is not None]
        if lost:
            _log.warning("This node is no longer home of %d room(s): its lease ran out.", len(lost))
            self._on_lost(lost)

    async def close(self) -> None:
        """Give all rooms away."""
        if self._task:
            self._task.cancel()
            await asyncio.wait([self._task])
        with contextlib.suppress(*FAILURES):
            await self._pool.execute("DELETE FROM lease_nodes WHERE node = $1", self.node)
        try:
            async with asyncio.timeout(_ANSWER_S):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._renew_s)
            try:
                await self.renew()
            except FAILURES as error:
                if not self.fault:
                    _log.error("The lease can't be renewed (%s); rooms stay.", type(error).__name__)
                self.fault = (
                    "The database of the nodes does not answer: rooms that are open go on, "
                    "others can't be opened, and no node can take over from another."
                )
            else:
                if self.fault:
                    _log.warning("The lease is renewed again.")
                self.fault = ""
