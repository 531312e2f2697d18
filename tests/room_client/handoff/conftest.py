"""A room in which studios hand over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.room_client.handoff.stage import HandoffRoom


@pytest.fixture(scope="module")
def handoff_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HandoffRoom]:
    """One for a file: its two processes take two seconds to start."""
    with HandoffRoom(tmp_path_factory.mktemp("h")) as room:
        yield room


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where what was taken over is kept."""
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    return tmp_path / "handoff"
