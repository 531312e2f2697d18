"""Real media files, made once."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.capture.clips import Clips


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Clips:
    return Clips(tmp_path_factory.mktemp("clips"))


@pytest.fixture
def run_dir() -> Iterator[Path]:
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        yield Path(folder)
