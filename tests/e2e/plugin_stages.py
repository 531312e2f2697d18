"""Two studios for one plugin: the one that authors test against, and the real one.

Both run the same puppet, which does what its ``order`` control says and logs all that it
hears.  Tests say what they want of the studio in the same words to either.
"""

import asyncio
import http.server
import json
import re
import threading
import urllib.request
import wave
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol

from studio.ipc.message import Message
from studio.model import commands as do
from studio.model import edits
from studio.model.canvas_content import Box
from studio.model.plugin import Right, read_manifest
from studio.model.plugin_settings import checked
from studio.model.scene import Input
from studio.plugin_host.host import Host
from studio.plugin_host.tenant import Tenant
from studio.sdk import AudioLevel, Danmaku, Entered, Gift, Started, StreamState
from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio
from studio.supervisor.connector import Connector
from tests.e2e.app_stand_in import AppStandIn, seen, wait
from tests.e2e.live_studio import LiveStudio
from tests.room.ws.client import client

MANIFEST = """
id = "puppet"
name = "木偶"
version = "1.0.0"
sdk = 1
rights = ["overlay", "room", "sound", "reply", "scenes", "sources", "audio", "hotkeys"]
[http]
hosts = ["127.0.0.1"]
[settings.words]
type = "string"
default = "你好"
[[panel]]
id = "order"
kind = "text"
title = "Order"
[[panel]]
id = "size"
kind = "slider"
title = "Size"
[[hotkeys]]
id = "go"
title = "Go"
"""
CODE = """\
import json
from studio.sdk import *
plugin = Plugin()

def box(color):
    plugin.canvas.put("box", Box(width=1600, height=900, color=color), x=960, y=540)

def page(url):
    plugin.fetch(url, lambda fetched: plugin.log(f"fetched {fetched.status} {fetched.text}"))

def keep(value):
    plugin.storage["total"] = plugin.storage.get("total", 0) + value
    plugin.log(f"total {plugin.storage['total']}")

def size(value):
    plugin.panel["size"].value = value

ORDERS = {"box": box, "page": page, "keep": keep, "size": size, "say": plugin.say,
          "scene": plugin.show_scene, "source": plugin.set_source, "play": plugin.play}

@plugin.on(ControlUsed)
def obey(used):
    if used.control == "order":
        what, *args = json.loads(used.value)
        ORDERS[what](*args)
    else:
        plugin.log(f"heard {used}")

def note(event):
    plugin.log(f"heard {event}")

for kind in (Started, SceneShown, StreamState, Danmaku, Gift, Combo, Entered, HotkeyPressed,
             SettingsChanged, AudioLevel):
    plugin.on(kind)(note)
"""
SCENES = ("Wall scene", "Other scene")
PAGE = '{"温度": 5}'


class Stage(Protocol):
    """What a test asks of either studio.

    Attributes:
        page: The address of a page that there is.
    """

    page: str

    def begin(self, rights: Iterable[Right] | None = None) -> None:
        """Start the puppet anew, with these rights or all."""

    def order(self, what: str, *args: object) -> None:
        """Have the puppet do something."""

    def lines(self) -> list[str]:
        """Return what the puppet has logged since it began."""

    def is_red(self) -> bool:
        """Say whether a red box covers the picture."""

    def said(self) -> list[str]:
        """Return the danmaku in the room."""

    def source(self, name: str) -> object:
        """Return the settings of a source."""

    def size(self) -> object:
        """Return what the user sees of the panel."""

    def talk(self, text: str) -> None:
        """Say something in the room as a viewer."""

    def give(self) -> None:
        """Give a heart in the room."""

    def come(self, name: str) -> None:
        """Come to the room as somebody new."""

    def set(self, words: str) -> None:
        """Change the puppet's settings."""

    def use(self, value: float) -> None:
        """Move the puppet's slider."""

    def press(self) -> None:
        """Press the puppet's hotkey."""


def write_puppet(folder: Path) -> Path:
    """Make the puppet's folder."""
    folder.mkdir()
    (folder / "plugin.toml").write_text(MANIFEST, "utf-8")
    (folder / "main.py").write_text(CODE, "utf-8")
    with wave.open(str(folder / "go.wav"), "wb") as sound:
        sound.setparams((1, 2, 48_000, 0, "NONE", ""))
        sound.writeframes(bytes(9_600))
    return folder


class FakeStage:
    """The studio that authors test against.

    Args:
        folder: The puppet's.
        printed: Returns what was printed since it was asked last.
    """

    page = "http://127.0.0.1:8000/page"

    def __init__(self, folder: Path, printed: Callable[[], str]) -> None:
        self._folder = folder
        self._printed = printed
        self._lines: list[str] = []
        self._studio: FakeStudio
        self._kept: dict[str, Any] = {}

    def begin(self, rights: Iterable[Right] | None = None) -> None:
        if self._lines:
            self._kept = self._studio.kept
        self._printed()
        self._lines = []
        self._studio = FakeStudio(
            load_anew(self._folder / "main.py"),
            rights=rights,
            scenes=SCENES,
            sources={"Wall": {"color": "#003000"}},
            storage=self._kept,
        )
        self._studio.pages[self.page] = PAGE
        self._studio.tell(Started(1920, 1080))
        self._studio.tell(StreamState("live", 5.0))
        self._studio.tell(AudioLevel(-100.0, -100.0))

    def order(self, what: str, *args: object) -> None:
        self._studio.pass_time(2)  # a person is not so quick either
        self._studio.use("order", json.dumps([what, *args]))

    def lines(self) -> list[str]:
        self._lines += self._printed().splitlines()
        return self._lines

    def is_red(self) -> bool:
        box = self._studio.nodes.get("box")
        return bool(box and isinstance(box.content, Box) and box.content.color == "#ff0000")

    def said(self) -> list[str]:
        return self._studio.said

    def source(self, name: str) -> object:
        return self._studio.sources[name]

    def size(self) -> object:
        return self._studio.panel["size"].value

    def talk(self, text: str) -> None:
        self._studio.tell(Danmaku("小雨", text, "#FFFFFF", "room"))

    def give(self) -> None:
        self._studio.tell(Gift(1, "heart", "小心心", 1, 0, "小雨", "c1", 1, 0))

    def come(self, name: str) -> None:
        self._studio.tell(Entered(name))

    def set(self, words: str) -> None:
        self._studio.set(words=words)

    def use(self, value: float) -> None:
        self._studio.use("size", value)

    def press(self) -> None:
        self._studio.press("go")


class Pages(http.server.BaseHTTPRequestHandler):
    """One page for all addresses."""

    def do_GET(self) -> None:
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class RealStage:
    """A session that is live in a room of its own, with a host of plugins.

    Args:
        folder: Of the puppet.
        studio: That runs, by ``rocket-studio demo``.
    """

    def __init__(self, folder: Path, studio: LiveStudio) -> None:
        self._folder = folder
        self._lines: list[str] = []
        self._said: list[str] = []
        self._gifts = 0
        shown = re.search(r"Watch it at +(http\S+?)/r/1", studio.text)
        assert shown
        self._pages = shown[1]
        self._token = self._ask("/api/session", {"name": "小雨"})["token"]
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
        self.page = f"http://127.0.0.1:{self._server.server_port}/page"
        self._app = AppStandIn(studio)
        for name in SCENES:
            self._app.do(edits.CreateScene(scene=name))
        wall = Input(name="Wall", kind="color", settings={"color": "#003000"})
        self._app.do(edits.CreateInput(input=wall, scene=SCENES[0]))
        _, self._programme = self._app.open_view(of="programme")
        self._host = Host(studio.run_dir, lambda: None)
        self._room = Connector(
            studio.run_dir,
            "room_client",
            on_message=lambda channel, message: self._hear(message),
            on_lost=lambda channel, reason: None,
        )
        self._room.start()
        works = (self._host.run, lambda: self._server.serve_forever(0.1))
        self._threads = [threading.Thread(target=work) for work in works]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End all but the session."""
        self._host.end()
        self._room.close()
        self._server.shutdown()
        self._server.server_close()
        for thread in self._threads:
            thread.join(30)
        self._app.close()

    def begin(self, rights: Iterable[Right] | None = None) -> None:
        self._app.do(do.SetCurrentProgramScene(scene=SCENES[0], transition="cut"))
        manifest = read_manifest(self._folder)
        self._in_host(lambda: self._host.remove("puppet"))
        self._tenant = Tenant(
            self._folder,
            manifest,
            frozenset(manifest.rights if rights is None else rights),
            ways=self._host.ways,
            now=self._host.news.now,
            say=self._lines.append,
            kept=self._folder.parent / "kept.json",
        )
        self._lines.clear()
        self._in_host(lambda: self._host.add("puppet", self._tenant))
        wait(lambda: any("heard Started" in line for line in self._lines))

    def order(self, what: str, *args: object) -> None:
        self._in_host(lambda: self._tenant.desk.use("order", json.dumps([what, *args])))

    def lines(self) -> list[str]:
        return list(self._lines)

    def is_red(self) -> bool:
        picture = seen(self._programme)
        return bool(picture[picture.shape[0] // 2, picture.shape[1] // 2, 0] > 200)

    def said(self) -> list[str]:
        return list(self._said)

    def source(self, name: str) -> object:
        found = self._app.collection.input(name)
        return found.settings if found else None

    def size(self) -> object:
        return next(each.value for each in self._tenant.desk.panel if each.id == "size")

    def talk(self, text: str) -> None:
        asyncio.run(self._act("say", text=text))

    def give(self) -> None:
        self._gifts += 1
        asyncio.run(self._act("give", key=f"key-{self._gifts:04d}", gift="heart"))

    def come(self, name: str) -> None:
        asyncio.run(self._join(self._ask("/api/session", {"name": name})["token"]))

    def set(self, words: str) -> None:
        values = checked(read_manifest(self._folder).settings, {"words": words})
        self._in_host(lambda: self._tenant.desk.set_settings(values))

    def use(self, value: float) -> None:
        self._in_host(lambda: self._tenant.desk.use("size", value))

    def press(self) -> None:
        self._in_host(lambda: self._tenant.desk.press("go"))

    def _in_host(self, action: Callable[[], object]) -> None:
        """Have the host's main thread do something, and wait for it."""
        done = threading.Event()

        def act() -> None:
            action()
            done.set()

        self._host.post(act)
        assert done.wait(30)

    def _hear(self, message: Message) -> None:
        event = message.get("event")
        if isinstance(event, dict) and event.get("type") == "danmaku":
            self._said.append(str(event["text"]))

    def _ask(self, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self._pages}{path}", data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    async def _join(self, token: str) -> None:
        port = self._ask("/api/server")["ws_port"]
        async with client(f"ws://127.0.0.1:{port}/ws") as viewer:
            await viewer.join(token)

    async def _act(self, kind: str, **action: object) -> None:
        port = self._ask("/api/server")["ws_port"]
        async with client(f"ws://127.0.0.1:{port}/ws") as viewer:
            await viewer.join(self._token)
            await viewer.send(type=kind, id="1", **action)
            assert (await viewer.reply("1"))["type"] == "accepted"
