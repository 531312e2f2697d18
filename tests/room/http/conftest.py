"""What tests of the HTTP side share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.room.edge import running
from studio.room.settings import RoomSettings
from tests.room.http.site import Site
from tests.room.loop_thread import LoopThread


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One edge for the whole run, as it takes two seconds of CPU to start."""
    folder: Path = tmp_path_factory.mktemp("data")
    secret = folder / "turn"
    secret.write_text("north\n")
    settings = RoomSettings(
        data=folder,
        port=0,
        ws_port=0,
        stun=("stun:127.0.0.1:3478",),
        turn=("turn:127.0.0.1:3478",),
        turn_secret_file=secret,
    )
    with LoopThread() as loop:
        context = running(settings)
        edge = loop.run(context.__aenter__())
        try:
            yield Site(edge, f"http://127.0.0.1:{edge.http_port}", loop)
        finally:
            loop.run(context.__aexit__(None, None, None))
