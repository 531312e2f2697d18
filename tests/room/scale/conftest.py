"""Two nodes of one server."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.room.postgres import Postgres
from tests.room.scale.nodes import NatsServer, Node, nats_program


@dataclass
class Cluster:
    """See the module."""

    nats: NatsServer
    database: str
    a: Node
    b: Node


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    """A NATS server."""
    if nats_program() is None:
        pytest.skip("nats-server is not installed")
    with NatsServer(tmp_path) as server:
        yield server


@pytest.fixture
def cluster(tmp_path: Path, nats: NatsServer, postgres: Postgres) -> Iterator[Cluster]:
    """Two nodes that run."""
    database = postgres.new_database()
    with ExitStack() as stack:
        a = stack.enter_context(Node(tmp_path / "a", nats.url, database))
        b = stack.enter_context(Node(tmp_path / "b", nats.url, database, like=a.folder))
        yield Cluster(nats, database, a, b)
