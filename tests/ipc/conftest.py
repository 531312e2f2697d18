"""Addresses for real sockets."""

import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from studio.ipc.address import free_address

# A busy machine is not a fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture
def run_dir() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)


@pytest.fixture(params=["unix", "tcp"])
def address(request: pytest.FixtureRequest, run_dir: Path) -> str:
    if request.param == "unix":
        return free_address(run_dir, "server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"
