"""A folder for sockets."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def run_dir() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)
