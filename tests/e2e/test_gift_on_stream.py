"""A gift in the room's page is a banner on the stream: room, its client, plugin, engine."""

import asyncio
import json
import re
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from studio.ipc.ring import RingReader
from studio.model import commands as do
from studio.model import edits
from studio.model.scene import Input
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import ROOT, LiveStudio
from tests.e2e.plugin_run import PluginRun
from tests.room.ws.client import client

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

LANE, ELSEWHERE = slice(95, 112), slice(115, 180)
"""Rows of a view of 320 x 180: of the first lane, and below it."""


def ask(address: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


async def give(url: str, token: str, key: str) -> None:
    async with client(url) as giver:
        await giver.join(token)
        await giver.send(type="give", id=key, key=key, gift="heart")
        assert (await giver.reply(key))["type"] == "accepted"


def is_lit_soon(programme: RingReader) -> bool:
    """Say whether the lane is lit within a banner's way in."""
    end_s = time.monotonic() + 3
    while time.monotonic() < end_s:
        if seen(programme)[LANE].max() > 200:
            return True
        time.sleep(0.05)
    return False


def test_a_gift_in_the_room_is_a_banner_on_the_stream(tmp_path: Path) -> None:
    words = ["scenes/demo.json", "--size", "640x360", "--latency", "low"]
    words += ["--data", str(tmp_path / "room")]
    with LiveStudio(tmp_path, words, "demo") as studio:
        studio.wait_for("push-1 live")
        shown = re.search(r"Watch it at +(http\S+?)/r/1", studio.text)
        assert shown
        pages = shown[1]
        app = AppStandIn(studio)
        wall = Input(name="Wall", kind="color", settings={"color": "#003000"})
        app.do(edits.CreateScene(scene="Wall scene"))
        app.do(edits.CreateInput(input=wall, scene="Wall scene"))
        app.do(do.SetCurrentProgramScene(scene="Wall scene", transition="cut"))
        _, programme = app.open_view(of="programme")
        wait(lambda: seen(programme).shape == (180, 320, 3) and seen(programme).max() < 80)
        with PluginRun(ROOT / "plugins" / "gift_overlay", studio.run_dir, log=tmp_path) as run:
            wait(run.plugins)
            token = ask(f"{pages}/api/session", {"name": "小雨"})["token"]
            port = ask(f"{pages}/api/server")["ws_port"]
            # Nothing tells when the plugin hears the room: one gives again until it does.
            for turn in range(20):
                asyncio.run(give(f"ws://127.0.0.1:{port}/ws", token, f"key-{turn:04d}"))
                if is_lit_soon(programme):
                    break
            assert seen(programme)[LANE].max() > 200
            assert seen(programme)[ELSEWHERE].max() < 80
        app.close()
