"""A gift in the room's page is seen on the stream: room, its client, plugin, engine, RTMP."""

import asyncio
import json
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.engine.picture import Plane
from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.scene import Input
from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Tokens
from studio.room.protocol.values import Role
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import ROOT, LiveStudio
from tests.e2e.plugin_run import PluginRun
from tests.e2e.room_edge import fill_wallets
from tests.room.ws.client import client
from tests.servers import NginxRtmp

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WIDTH, HEIGHT = 320, 180
LANE, ELSEWHERE = slice(95, 112), slice(115, 180)
"""Rows of a view of that size: of the first lane, and below it."""
ANCHOR = (slice(0, 90), slice(160, 320))
"""The upper right quarter, where no banner comes."""
RICH, COINS = "rich", 50_000
WATCH_S = 14


class Show:
    """A show in a room of its own, of a plain dark wall.

    Attributes:
        programme: What is on air, as the engine shows it.
    """

    def __init__(self, studio: LiveStudio, data: Path, app: AppStandIn) -> None:
        shown = re.search(r"Watch it at +(http\S+?)/r/1", studio.text)
        assert shown
        self._pages = shown[1]
        self._data = data
        wall = Input(name="Wall", kind="color", settings={"color": "#003000"})
        app.do(edits.CreateScene(scene="Wall scene"))
        app.do(edits.CreateInput(input=wall, scene="Wall scene"))
        app.do(do.SetCurrentProgramScene(scene="Wall scene", transition="cut"))
        _, self.programme = app.open_view(of="programme")
        wait(lambda: seen(self.programme).shape == (HEIGHT, WIDTH, 3))
        wait(lambda: seen(self.programme).max() < 80)

    def give(self, token: str, key: str, gift: str = "heart") -> None:
        """Give something."""
        port = self._ask("/api/server")["ws_port"]
        asyncio.run(_give(f"ws://127.0.0.1:{port}/ws", token, key, gift))

    def give_until_seen(self) -> None:
        """Give hearts until a banner is seen: nothing tells when the plugin hears the room."""
        token = self._ask("/api/session", {"name": "小雨"})["token"]
        for turn in range(20):
            self.give(token, f"key-{turn:04d}")
            if is_lit_soon(self.programme):
                return
        pytest.fail("No banner came.")

    def token_of(self, user: str) -> str:
        """Return a token of somebody whose wallet was filled before."""
        claims = Claims(user, "大明", Role.VIEWER, "1", False, int(time.time()) + 3_600)
        return Tokens(Secret.open(self._data / "secret")).sign(claims)

    def _ask(self, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._pages + path, data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


async def _give(url: str, token: str, key: str, gift: str) -> None:
    async with client(url) as giver:
        await giver.join(token)
        await giver.send(type="give", id=key, key=key, gift=gift)
        assert (await giver.reply(key))["type"] == "accepted"


@contextmanager
def show(folder: Path, *words: str) -> Iterator[Show]:
    """Run a studio with a show and the overlay of gifts."""
    data = folder / "room"
    fill_wallets(data, [RICH], COINS)
    all_words = ["scenes/demo.json", "--size", "640x360", "--latency", "low", *words]
    with LiveStudio(folder, [*all_words, "--data", str(data)], "demo") as studio:
        studio.wait_for("push-1 live")
        app = AppStandIn(studio)
        shown = Show(studio, data, app)
        with PluginRun(ROOT / "plugins" / "gift_overlay", studio.run_dir, log=folder) as run:
            wait(run.plugins)
            yield shown
        app.close()


def is_lit_soon(programme: RingReader) -> bool:
    """Say whether the lane is lit within a banner's way in."""
    end_s = time.monotonic() + 3
    while time.monotonic() < end_s:
        if seen(programme)[LANE].max() > 200:
            return True
        time.sleep(0.05)
    return False


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


def test_a_gift_in_the_room_is_a_banner_on_the_stream(tmp_path: Path) -> None:
    with show(tmp_path) as shown:
        shown.give_until_seen()
        assert seen(shown.programme)[LANE].max() > 200
        assert seen(shown.programme)[ELSEWHERE].max() < 80


def test_a_rocket_fills_the_stream_that_is_received_and_then_is_gone(
    tmp_path: Path, server: NginxRtmp
) -> None:
    with show(tmp_path, "--to", server.url()) as shown:
        shown.give_until_seen()
        receiver = received(server.url(), tmp_path / "received.rgb")
        wait(lambda: (tmp_path / "received.rgb").exists() or receiver.poll() is not None)
        shown.give(shown.token_of(RICH), "rocket-1", "rocket")
        assert receiver.wait(120) == 0
    pictures = pictures_of(tmp_path / "received.rgb")
    lit = [int((picture[ANCHOR].max(-1) > 120).sum()) for picture in pictures]
    assert max(lit) > 500, lit
    assert lit[-1] == 0, lit
