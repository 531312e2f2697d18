"""A show in a room of its own, with a plain dark wall and the overlay of gifts.

with show(folder, "--to", url) as shown:
    shown.give_until_seen()
    shown.give(shown.token_of(RICH), "key-1", "rocket")
"""

import asyncio
import json
import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

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

OVERLAY = ROOT / "plugins" / "gift_overlay"
RICH, COINS = "rich", 50_000
LANE = slice(95, 112)
"""Rows of a view of 320 x 180 in which the first banner lies."""
WALL = "Wall scene"


class Show:
    """A show with a plain dark wall.

    Attributes:
        app: What looks on and does commands.
        programme: What is on air, as a view of the engine.
    """

    def __init__(self, studio: LiveStudio, data: Path, **view: int) -> None:
        shown = re.search(r"Watch it at +(http\S+?)/r/1", studio.text)
        assert shown
        self._pages = shown[1]
        self._data = data
        self.app = AppStandIn(studio)
        wall = Input(name="Wall", kind="color", settings={"color": "#003000"})
        self.app.do(edits.CreateScene(scene=WALL))
        self.app.do(edits.CreateInput(input=wall, scene=WALL))
        self.app.do(do.SetCurrentProgramScene(scene=WALL, transition="cut"))
        _, self.programme = self.app.open_view(of="programme", **view)
        wait(lambda: seen(self.programme).shape[0] > 2)
        wait(lambda: seen(self.programme).max() < 80)

    @property
    def url(self) -> str:
        """Where the room's WebSockets are."""
        return f"ws://127.0.0.1:{self._ask('/api/server')['ws_port']}/ws"

    def give(self, token: str, key: str, gift: str = "heart") -> None:
        """Give something."""
        asyncio.run(_give(self.url, token, key, gift))

    def give_until_seen(self) -> None:
        """Give hearts until a banner is seen: nothing tells when the plugin hears the room."""
        token = self._ask("/api/session", {"name": "小雨"})["token"]
        for turn in range(20):
            self.give(token, f"key-{turn:04d}")
            if is_lit_soon(self.programme):
                return
        raise AssertionError("No banner came.")

    def token_of(self, user: str) -> str:
        """Return a token of somebody whose wallet was filled before."""
        claims = Claims(user, user, Role.VIEWER, "1", False, int(time.time()) + 3_600)
        return Tokens(Secret.open(self._data / "secret")).sign(claims)

    def _ask(self, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self._pages + path, data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)


@contextmanager
def show(folder: Path, *words: str, overlay: Path = OVERLAY) -> Iterator[Show]:
    """Run a small studio with a show and the overlay of gifts; ``RICH`` has coins in its room."""
    data = folder / "room"
    fill_wallets(data, [RICH], COINS)
    all_words = ["scenes/demo.json", "--size", "640x360", "--latency", "low", *words]
    with LiveStudio(folder, [*all_words, "--data", str(data)], "demo") as studio:
        studio.wait_for("push-1 live")
        shown = Show(studio, data)
        with PluginRun(overlay, studio.run_dir, log=folder) as run:
            wait(run.plugins)
            yield shown
        shown.app.close()


def is_lit_soon(programme: RingReader) -> bool:
    """Say whether the first lane is lit within a banner's way in."""
    end_s = time.monotonic() + 3
    while time.monotonic() < end_s:
        if seen(programme)[LANE].max() > 200:
            return True
        time.sleep(0.05)
    return False


async def _give(url: str, token: str, key: str, gift: str) -> None:
    async with client(url) as giver:
        await giver.join(token)
        await giver.send(type="give", id=key, key=key, gift=gift)
        assert (await giver.reply(key))["type"] == "accepted"
