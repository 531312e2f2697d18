"""A live session with a plugin host, and a user's own folder of plugins for it.

with PluginStage(tmp_path) as stage:
    stage.install("tried", CODE)
    stage.wait_for("tried", lambda plugin: plugin.state == "running")
    stage.is_red()
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from studio.model import plugin_commands as do
from studio.model.command import Command
from studio.model.events import StatsChanged
from studio.model.plugin import Right
from studio.model.plugin_state import Plugin
from studio.plugin_host.remote import RunningHost, find_host, wake_host
from tests.e2e.app_stand_in import AppStandIn, seen
from tests.e2e.live_studio import PATIENCE_S, ROOT, LiveStudio
from tests.e2e.plugin_run import write_plugin

LOOK_S = 0.1
SCENE = {
    "schema": 1,
    "name": "Test",
    "canvas": {"width": 640, "height": 360, "fps": "30"},
    "current_scene": "Main",
    "inputs": [{"name": "Wall", "kind": "color", "settings": {"color": "#003000"}}],
    "scenes": [{"name": "Main", "items": [{"source": "Wall"}]}],
}


class PluginStage:
    """See the module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "scene.json").write_text(json.dumps(SCENE))
        words = [str(folder / "scene.json"), "--encoder", "libx264", "--preset", "superfast"]
        self.studio = LiveStudio(folder, [*words, "--record", str(folder / "live.mkv")])
        self.studio.environment["ROCKET_STUDIO_CONFIG_DIR"] = str(folder / "config")

    def __enter__(self) -> Self:
        self.studio.__enter__()
        self.studio.wait_for("record recording")
        self.app = AppStandIn(self.studio)
        _, self._ring = self.app.open_view(of="programme")
        wake_host(self.studio.run_dir)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.app.close()
        self.studio.__exit__(kind, error, trace)

    def host(self) -> RunningHost:
        """Connect to the host that runs."""
        deadline_s = time.monotonic() + PATIENCE_S
        while (host := find_host(self.studio.run_dir)) is None:
            assert time.monotonic() < deadline_s, self.studio.text
            time.sleep(LOOK_S)
        return host

    def do(self, *commands: Command) -> None:
        """Have the host do something."""
        with self.host() as host:
            for command in commands:
                host.do(command)

    def install(
        self, plugin: str, code: str, *, rights: tuple[Right, ...] = ("overlay",), more: str = ""
    ) -> None:
        """Install a plugin with rights and more in its manifest, and switch it on."""
        folder = self.folder / plugin
        write_plugin(folder, code, json.dumps(rights).strip("[]"))
        manifest = folder / "plugin.toml"
        text = manifest.read_text("utf-8").replace('"tried"', f'"{plugin}"')
        manifest.write_text(text + more, "utf-8")
        self.do(
            do.InstallPlugin(path=str(folder)),
            do.GrantRights(plugin=plugin, rights=rights),
            do.SetPluginEnabled(plugin=plugin, enabled=True),
        )

    def plugin(self, plugin: str) -> Plugin | None:
        """Return a plugin as the host tells of it now, if it does."""
        with self.host() as host:
            return next((each for each in host.plugins if each.id == plugin), None)

    def wait_for(self, plugin: str, is_so: Callable[[Plugin], object]) -> Plugin:
        """Wait until a plugin is so; return it."""
        deadline_s = time.monotonic() + PATIENCE_S
        while (found := self.plugin(plugin)) is None or not is_so(found):
            assert time.monotonic() < deadline_s, found
            time.sleep(LOOK_S)
        return found

    def is_red(self) -> bool:
        """Say whether the programme has something red in it."""
        return bool(seen(self._ring)[..., 0].max() > 200)

    def brightest(self) -> int:
        """Return the highest blue of the programme, which its wall has none of."""
        return int(seen(self._ring)[..., 2].max())

    def processes(self, plugin: str) -> list[psutil.Process]:
        """Return the processes of a plugin, those that it has started too."""
        words = str(self.folder / "config" / "plugins" / plugin)
        found = []
        for each in psutil.process_iter(["cmdline", "status"]):
            is_its = words in (each.info["cmdline"] or [])
            if is_its and each.info["status"] != psutil.STATUS_ZOMBIE:
                found.append(each)
        return found

    def lagged(self) -> tuple[int, float]:
        """Return how many frames were late so far, and for how long it has run in seconds."""
        told = self.app.last(StatsChanged)
        return (told.frames_lagged, told.time_s) if told else (0, 0.0)

    def type(self, *words: str) -> str:
        """Type ``rocket-studio plugin`` beside the session; return what it says."""
        done = subprocess.run(
            [sys.executable, "-m", "studio", "plugin", *words],
            cwd=ROOT,
            env=os.environ | self.studio.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        return done.stdout + done.stderr
