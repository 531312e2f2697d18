"""A Janus for the tests that do not kill it."""

from collections.abc import Iterator

import pytest

from studio.link.sfu.setting import SfuSetting
from tests.link.encoded_clip import EncodedClip, encode_clip
from tests.link.sfu.janus_server import JanusServer


@pytest.fixture(scope="session")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SfuSetting]:
    """Where a Janus is."""
    with JanusServer(tmp_path_factory.mktemp("j")) as janus:
        yield SfuSetting(janus.url, janus.secret)


@pytest.fixture(scope="session")
def small_clip() -> EncodedClip:
    """Numbered pictures and a tone that cost little."""
    return encode_clip(192, 108, fps=15, pictures=30, kbps=150)
