"""Media and a running relay for its tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.media import Clip
from tests.room.relay.media import make_clip
from tests.room.relay.running import RunningRelay


@pytest.fixture(scope="session")
def clip_a(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Baseline profile, a key frame each second."""
    return make_clip(tmp_path_factory.mktemp("a"), "baseline", tone_hz=440)


@pytest.fixture(scope="session")
def clip_b(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """The same size and rate by another encoder: main profile, other parameter sets."""
    return make_clip(tmp_path_factory.mktemp("b"), "main", tone_hz=660)


@pytest.fixture(scope="session")
def clip_tall(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    """Of another size, rate and sound: as a phone that is held upright sends it."""
    folder = tmp_path_factory.mktemp("tall")
    return make_clip(folder, "main", 660, size="180x320", fps=15, rate_hz=44_100)


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[RunningRelay]:
    with RunningRelay(tmp_path / "data") as running:
        yield running
