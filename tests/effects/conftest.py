"""Effects processes of tests, which keep what they draw in a folder of the test's own."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.effects.process import EffectsProcess

Start = Callable[[str], EffectsProcess]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    started: list[EffectsProcess] = []
    # pytest's own folders have paths too long for a socket.
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:

        def start_one(work: str) -> EffectsProcess:
            started.append(EffectsProcess(Path(folder), work))
            return started[-1]

        yield start_one
        for process in started:
            process.close()
