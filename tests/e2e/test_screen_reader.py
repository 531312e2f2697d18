"""The studio as a screen reader finds it: another process reads the window over AT-SPI.

Every control has a name and a role, the big button says what is true, and what happens away
from the focus is announced.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tests.bench.app_rig import PROGRAM, AppRig
from tests.bench.processes import end, start
from tests.e2e.screen_hand import ScreenHand
from tests.servers import NginxRtmp

READER = Path(__file__).with_name("screen_reader.py")
SYSTEM_PYTHON = "/usr/bin/python3"
PATIENCE_S = 90.0
NAMELESS_ROLES = {"scroll bar", "tool tip"}

DANMAKU = """
import sys
import studio.app
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication
from studio.app.docks.danmaku_speech import DanmakuSpeech
from studio.app.docks.danmaku_view import DanmakuView
application = QApplication([])
view = DanmakuView()
view.show()
speech = DanmakuSpeech(view)
def read(*_):
    for text in sys.stdin.readline().split("|"):
        speech.hear("Maya", text.strip())
notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
notifier.activated.connect(read)
application.exec()
"""


def _has_reader() -> bool:
    if not shutil.which("dbus-daemon") or not shutil.which("xdotool"):
        return False
    code = "import gi; gi.require_version('Atspi', '2.0')"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", code], capture_output=True, check=False)
    return asked.returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif(not _has_reader(), reason="nothing reads windows here"),
]


class Reader:
    """What the screen reader says."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(READER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin
        assert self._process.stdout
        self._in: IO[str] = self._process.stdin
        self._out: IO[str] = self._process.stdout
        self.heard: list[dict[str, Any]] = []
        while (told := self._next())["event"] != "ready":
            self.heard.append(told)

    def walk(self) -> list[dict[str, Any]]:
        """Return all that is in the window."""
        self._in.write("walk\n")
        self._in.flush()
        while (told := self._next())["event"] != "tree":
            self.heard.append(told)
        nodes: list[dict[str, Any]] = told["nodes"]
        return nodes

    def until(self, condition: Callable[[list[dict[str, Any]]], object]) -> list[dict[str, Any]]:
        """Walk until something is true of what is there, or was heard."""
        end_s = time.monotonic() + PATIENCE_S
        while not condition(nodes := self.walk()):
            assert time.monotonic() < end_s, f"never so; heard {self.heard}"
            time.sleep(0.2)
        return nodes

    def announced(self, words: str) -> bool:
        """Say whether something with these words was announced."""
        return any(
            words in each["text"] and each["event"].startswith("object:announcement")
            for each in self.heard
        )

    def close(self) -> None:
        """Read no more."""
        self._in.close()
        self._process.wait(20)
        self._out.close()

    def _next(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._out.readline())
        return told


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session's bus, on which windows and the reader meet."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    daemon = start(command, tmp_path / "dbus.log", stdout=subprocess.PIPE)
    assert daemon.stdout
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().decode().strip())
    monkeypatch.setenv("QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "1")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("AT_SPI_BUS_ADDRESS", raising=False)
    yield
    end(daemon)


class SetUpStudio(AppRig):
    """A studio with an address to stream to."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, folder)
        self._url = url

    def start(self) -> None:
        config = self._folder / "config"
        config.mkdir(exist_ok=True)
        there = {"title": "Server", "kind": "custom", "url": self._url}
        settings = {"is_set_up": True, "language": "en", "destinations": [there]}
        (config / "settings.json").write_text(json.dumps(settings))
        environment = os.environ | {
            "DISPLAY": self.display,
            "ROCKET_STUDIO_RUN_DIR": str(self.run_dir),
            "ROCKET_STUDIO_CONFIG_DIR": str(config),
        }
        self._process = start([str(PROGRAM)], self._folder / "studio.log", environment=environment)


def named(nodes: list[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """Return the first thing with this name."""
    return next((each for each in nodes if each["name"] == name), None)


@pytest.mark.usefixtures("bus")
def test_a_screen_reader_finds_every_control_and_hears_what_is_true(tmp_path: Path) -> None:
    with (
        NginxRtmp(tmp_path / "nginx") as server,
        SetUpStudio(tmp_path, server.url("key")) as studio,
    ):
        studio.start()
        reader = Reader()
        try:
            nodes = reader.until(
                lambda nodes: named(nodes, "GO LIVE") and named(nodes, "Mute Music")
            )
            windows = [each["name"] for each in nodes if each["role"] == "frame"]
            assert any("Rocket Studio" in name for name in windows), windows
            usable = [each for each in nodes if each["is_focusable"] and each["is_showing"]]
            assert len(usable) > 30
            wrong = [
                each
                for each in usable
                if each["role"] not in NAMELESS_ROLES and not each["name"].strip()
            ]
            assert not wrong, wrong
            assert not [each for each in usable if each["role"] in ("unknown", "invalid", "")]
            button = named(nodes, "GO LIVE")
            assert button
            assert button["role"] in ("push button", "button")
            hand = ScreenHand(studio.display)
            hand.click((20, 700))  # the window gets the keyboard
            hand.keys("ctrl+shift+l")
            reader.until(lambda nodes: named(nodes, "LIVE · End"))
            reader.until(lambda _: reader.announced("LIVE · End"))
            assert not named(reader.walk(), "GO LIVE")
        finally:
            ScreenHand(studio.display).save(str(tmp_path / "screen.png"))
            reader.close()


@pytest.mark.usefixtures("bus")
def test_danmaku_are_said_one_at_a_time(tmp_path: Path) -> None:
    with AppRig(tmp_path, tmp_path) as rig:
        program = subprocess.Popen(
            [sys.executable, "-c", DANMAKU],
            stdin=subprocess.PIPE,
            env=os.environ | {"DISPLAY": rig.display},
            text=True,
        )
        assert program.stdin
        reader = Reader()
        try:

            def say(words: str) -> None:
                assert program.stdin
                program.stdin.write(f"{words}\n")
                program.stdin.flush()

            # Until the program knows that somebody listens it says nothing.
            end_s = time.monotonic() + PATIENCE_S
            while not reader.announced("Maya says: 你好"):
                assert time.monotonic() < end_s, reader.heard
                say("你好")
                reader.walk()
                time.sleep(0.2)
            say("second|third")
            reader.until(lambda _: reader.announced("more. Maya says: third"))
            assert not reader.announced("second")
        finally:
            reader.close()
            program.kill()
            program.stdin.close()
            program.wait(20)
