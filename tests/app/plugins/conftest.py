"""A studio with a real plugin host, whose plugins lie in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app import theme
from studio.app.studio import Studio
from tests.app.engine_stage import Stage, until

MANIFEST = """
id = "tried"
name = "试用 Tried"
description = { zh = "试一试。", en = "Tries it." }
version = "1.2.0"
sdk = 1
rights = ["overlay", "hotkeys"]

[settings.greeting]
type = "string"
title = "问候 Greeting"
default = "hello"

[[panel]]
id = "press"
kind = "button"
title = "按 Press"

[[panel]]
id = "loud"
kind = "slider"
title = "音量 Loudness"

[[panel]]
id = "said"
kind = "label"
title = "结果 Result"

[[hotkeys]]
id = "press"
title = "按 Press"
keys = "Ctrl+Alt+P"
"""
CODE = """
from studio.sdk import ControlUsed, HotkeyPressed, Plugin
plugin = Plugin()
presses = []
@plugin.on(ControlUsed)
def used(event):
    plugin.log(f"used {event.control} {event.value}")
    presses.append(event)
    plugin.panel["said"].value = f"{len(presses)} presses"
@plugin.on(HotkeyPressed)
def pressed(event):
    plugin.log(f"key {event.hotkey}")
"""


@pytest.fixture
def tried(tmp_path: Path) -> Path:
    """The folder of a plugin that can be installed."""
    folder = tmp_path / "tried"
    folder.mkdir()
    (folder / "plugin.toml").write_text(MANIFEST, "utf-8")
    (folder / "main.py").write_text(CODE, "utf-8")
    return folder


@pytest.fixture
def hosted(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """A studio that knows its plugins."""
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path / "config"))
    theme.apply(qapp, "dark")
    stage = Stage()
    studio = stage.studio(tmp_path)
    stage.start_plugins()
    studio.plugins.start()
    until(lambda: studio.plugins.is_there)
    yield studio
    studio.close()
    stage.close()
