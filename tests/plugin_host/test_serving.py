"""Tests of studio.plugin_host.serving: the host as a process, without an engine."""

import json
import os
import queue
import secrets
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.address import free_address
from studio.ipc.channel import Channel
from studio.ipc.message import Message
from studio.model import plugin_commands as do
from studio.model.command import Command
from studio.model.events import parse_event
from studio.model.plugin_state import InstallProgress, PluginChanged, PluginRemoved, parse_snapshot
from studio.plugin_host.making import make

pytestmark = pytest.mark.slow
PATIENCE_S = 60.0


class Served:
    """A host, and somebody who looks at it."""

    def __init__(self, folder: Path, run_dir: Path) -> None:
        self.folder = folder
        self._secret = secrets.token_hex(16)
        self._address = free_address(run_dir, "plugin_host")
        self.heard: queue.Queue[Message] = queue.Queue()
        self._early: deque[Message] = deque()
        boot = {
            "name": "plugin_host",
            "address": self._address,
            "secret": self._secret,
            "log": str(folder / "host.log"),
            "run_dir": str(run_dir),
            "grace_s": 0.2,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "studio.plugin_host.serving"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"ROCKET_STUDIO_CONFIG_DIR": str(folder / "config")},
        )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(boot).encode() + b"\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == b"ready\n"
        self.channel = self.look("client")

    def look(self, role: str) -> Channel:
        return Channel.connect(
            self._address,
            role=role,
            secret=self._secret,
            on_message=lambda channel, message: self.heard.put(message),
            on_close=lambda channel, reason: None,
        )

    def close(self) -> None:
        """Hang up and end it."""
        self.channel.close()
        self.process.kill()
        self.process.wait(PATIENCE_S)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            pipe.close()

    def hear(self, kind: str) -> Message:
        """Return the next message of a kind; what comes before is left out."""
        while (message := self._next())["type"] != kind:
            pass
        return message

    def _next(self) -> Message:
        return self._early.popleft() if self._early else self.heard.get(timeout=PATIENCE_S)

    def do(self, command: Command) -> str:
        """Have it do something; return why not, or ""."""
        self.channel.send(command.to_message(1))
        # What changes may be told before the answer, where the machine is busy.
        while (reply := self.heard.get(timeout=PATIENCE_S))["type"] != "reply":
            self._early.append(reply)
        assert reply["ok"] == (not reply["reason"])
        return str(reply["reason"])

    def changed(self, plugin: str) -> PluginChanged:
        """Return the next change of a plugin."""
        while True:
            event = parse_event(self.hear("event"))
            if isinstance(event, PluginChanged) and event.plugin.id == plugin:
                return event


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with tempfile.TemporaryDirectory(prefix="rs-") as run_dir:
        make(tmp_path / "hello")
        served = Served(tmp_path, Path(run_dir))
        yield served
        served.close()


def test_who_looks_sees_all_and_then_what_changes(served: Served) -> None:
    snapshot = served.hear("snapshot")
    plugins = {each.id: each for each in parse_snapshot(snapshot)}
    assert plugins["gift_overlay"].is_bundled
    assert plugins["gift_overlay"].state == "off"
    assert served.do(do.InstallPlugin(path=str(served.folder / "hello"))) == ""
    event = served.hear("event")
    assert event["number"] == int(str(snapshot["number"])) + 1
    installed = parse_event(event)
    while isinstance(installed, InstallProgress):  # a slow machine tells how far it is
        installed = parse_event(served.hear("event"))
    assert isinstance(installed, PluginChanged)
    assert (installed.plugin.id, installed.plugin.state) == ("hello", "off")
    assert served.do(do.SetPluginEnabled(plugin="hello", enabled=True)) == ""
    assert served.changed("hello").plugin.state == "needs_rights"
    assert served.do(do.GrantRights(plugin="hello", rights=("overlay",))) == ""
    waiting = served.changed("hello").plugin
    assert (waiting.state, waiting.sentence) == ("waiting", "It waits for the engine.")
    assert waiting.granted == ("overlay",)
    assert served.do(do.RemovePlugin(plugin="hello")) == ""
    assert parse_event(served.hear("event")) == PluginRemoved(id="hello")


def test_what_can_not_be_done_is_a_sentence(served: Served) -> None:
    served.hear("snapshot")
    assert served.do(do.RestartPlugin(plugin="gone")) == 'There is no plugin "gone".'
    assert "does not run" in served.do(do.UseControl(plugin="gift_overlay", control="x"))
    assert "can't be read" in served.do(do.InstallPlugin(path="/nowhere.zip"))
    served.channel.send({"type": "command", "id": 1, "name": "Explode", "args": {}})
    assert served.hear("reply")["reason"] == "There is no command 'Explode'."


def test_a_damaged_file_is_said_to_who_looks(served: Served, tmp_path: Path) -> None:
    assert served.hear("snapshot")["fault"] == ""
    served.process.kill()
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "plugins.json").write_text("{")
    with tempfile.TemporaryDirectory(prefix="rs-") as run_dir:
        again = Served(tmp_path, Path(run_dir))
        try:
            assert "plugins.json was damaged" in str(again.hear("snapshot")["fault"])
        finally:
            again.close()


def test_it_ends_without_a_supervisor_and_when_one_says_so(served: Served) -> None:
    supervisor = served.look("supervisor")
    assert served.process.stdin
    served.process.stdin.close()
    served.channel.send({"type": "stop"})  # which is not for everybody to say
    assert served.do(do.RestartPlugin(plugin="gone"))
    assert served.process.poll() is None
    supervisor.close()
    assert served.process.wait(PATIENCE_S) == 0
