"""A gift in the room's page is seen on the stream: room, its client, plugin, engine, RTMP."""

import subprocess
from pathlib import Path

import numpy as np
import pytest

from studio.engine.picture import Plane
from tests.e2e.app_stand_in import seen, wait
from tests.e2e.gift_show import LANE, RICH, show
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WIDTH, HEIGHT = 320, 180
ELSEWHERE = slice(115, 180)
"""Rows of a view of that size: below the first lane."""
ANCHOR = (slice(0, 90), slice(160, 320))
"""The upper right quarter, where no banner comes."""
WATCH_S = 14


def received(url: str, to: Path) -> "subprocess.Popen[bytes]":
    """Have ffmpeg receive a stream for a while and keep five pictures a second of it, as RGB."""
    kept = f"fps=5,scale={WIDTH}:{HEIGHT}"
    words = ["-rw_timeout", "20000000", "-i", url, "-t", str(WATCH_S), "-an", "-vf", kept]
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        *words,
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        str(to),
    ]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def pictures_of(path: Path) -> Plane:
    """Return them, as ``(count, height, width, 3)``."""
    return np.fromfile(path, np.uint8).reshape(-1, HEIGHT, WIDTH, 3)


def test_a_gift_is_a_banner_and_a_rocket_fills_the_stream_that_is_received_and_then_is_gone(
    tmp_path: Path, server: NginxRtmp
) -> None:
    with show(tmp_path, "--to", server.url()) as shown:
        shown.give_until_seen()
        assert seen(shown.programme)[LANE].max() > 200
        assert seen(shown.programme)[ELSEWHERE].max() < 80
        receiver = received(server.url(), tmp_path / "received.rgb")
        wait(lambda: (tmp_path / "received.rgb").exists() or receiver.poll() is not None)
        shown.give(shown.token_of(RICH), "rocket-1", "rocket")
        assert receiver.wait(120) == 0
    pictures = pictures_of(tmp_path / "received.rgb")
    lit = [int((picture[ANCHOR].max(-1) > 120).sum()) for picture in pictures]
    assert max(lit) > 500, lit
    assert lit[-1] == 0, lit
