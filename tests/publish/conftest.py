"""Media and a real server for the tests of publishing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.media import Clip, make_clip
from tests.servers import NginxRtmp


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Clip:
    return make_clip(tmp_path_factory.mktemp("clip"))


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[NginxRtmp]:
    with NginxRtmp(tmp_path / "nginx", "idle_streams off;") as server:
        yield server
