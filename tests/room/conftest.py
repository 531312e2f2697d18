"""What tests of the room server share."""

from collections.abc import Iterator

import pytest

from tests.room.postgres import Postgres, program


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for the whole run; each test takes a new database."""
    if program("postgres") is None:
        pytest.skip("PostgreSQL is not installed")
    with Postgres.started() as server:
        yield server
