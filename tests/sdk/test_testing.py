"""Tests of studio.sdk.testing: the fake studio does what the real one does."""

import sys
from datetime import datetime
from pathlib import Path

import pytest

from studio.model.plugin import PluginError
from studio.model.plugin_settings import SettingsError
from studio.sdk import (
    AudioLevel,
    Box,
    Danmaku,
    Fetched,
    Group,
    Plugin,
    Refused,
    Spring,
    Started,
    Text,
    TextSettings,
)
from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio

MANIFEST = """
id = "tried"
name = "试用"
version = "1.0.0"
sdk = 1
rights = ["overlay", "room", "hotkeys"]
[http]
hosts = ["api.example.org"]
[settings.words]
type = "string"
default = "你好"
[[panel]]
id = "size"
kind = "slider"
title = "Size"
[[hotkeys]]
id = "draw"
title = "Draw"
"""
CODE = """\
from studio.sdk import *
plugin = Plugin()
heard = []
for kind in (Danmaku, Gift, AudioLevel, HotkeyPressed, ControlUsed, SettingsChanged, Refused):
    plugin.on(kind)(heard.append)
"""


def test_it_keeps_what_is_drawn_and_refuses_what_the_real_one_refuses() -> None:
    plugin = Plugin()

    @plugin.on(Started)
    def draw(_: Started) -> None:
        plugin.canvas.put("group", Group())
        plugin.canvas.put("hi", Text(text=TextSettings(text="你好")), parent="group", x=5)
        plugin.after(1, lambda: plugin.canvas.move("nobody", x=1))
        plugin.after(2, lambda: plugin.canvas.put("box", Box(width=1, height=1), parent="gone"))
        plugin.after(3, lambda: plugin.canvas.move("hi", x=Spring(to=9)))
        plugin.after(4, lambda: plugin.canvas.remove("group"))

    studio = FakeStudio(plugin)
    studio.tell(Started(1920, 1080))
    assert studio.texts() == ["你好"]
    assert studio.motions["hi"] == {"x": 5}
    studio.pass_time(3.5)
    assert studio.refused == [
        'there is no node "nobody".',
        'there is no group "gone" that could hold "box".',
    ]
    assert studio.motions["hi"] == {"x": Spring(to=9)}
    studio.pass_time(1)
    assert not studio.nodes
    assert not studio.motions


def test_time_passes_only_when_it_is_told_to() -> None:
    plugin, times = Plugin(), list[float]()
    studio = FakeStudio(plugin)
    begun_s = plugin.now_s()
    assert plugin.local_time() == datetime(2026, 1, 1, 20, 0, 0)
    plugin.every(10)(lambda: times.append(plugin.now_s() - begun_s))
    studio.pass_time(35)
    assert [round(each) for each in times] == [10, 20, 30]
    assert plugin.local_time() == datetime(2026, 1, 1, 20, 0, 35)


@pytest.fixture
def plugin(tmp_path: Path) -> Plugin:
    (tmp_path / "plugin.toml").write_text(MANIFEST, "utf-8")
    (tmp_path / "main.py").write_text(CODE)
    return load_anew(tmp_path / "main.py")


def heard(plugin: Plugin) -> list[object]:
    main = sys.modules["main"]
    assert main.plugin is plugin
    return list(main.heard)


def test_rights_settings_and_panel_are_those_of_its_manifest(plugin: Plugin) -> None:
    studio = FakeStudio(plugin)
    assert dict(plugin.settings) == {"words": "你好"}
    said = Danmaku("小雨", "hi", "#FFFFFF", "room")
    studio.tell(said)
    studio.tell(AudioLevel(-5, -10))
    studio.tell(Danmaku("主播", "【试用】hi", "#FFFFFF", "room", role="anchor"))
    studio.press("draw")
    studio.use("size", 40)
    studio.set(words="再见")
    studio.set(words="再见")
    assert [type(each).__name__ for each in heard(plugin)] == [
        *("Danmaku", "HotkeyPressed", "ControlUsed", "SettingsChanged"),
    ]
    assert (plugin.panel["size"].value, plugin.settings["words"]) == (40, "再见")
    with pytest.raises(PluginError, match='no hotkey "jump"'):
        studio.press("jump")
    with pytest.raises(PluginError, match="at most 100"):
        studio.use("size", 101)
    with pytest.raises(SettingsError):
        studio.set(words=5)


def test_what_it_asks_for_is_refused_without_the_right(plugin: Plugin) -> None:
    studio = FakeStudio(plugin, rights=[], sources={"Score": {"text": ""}})
    plugin.say("hi")
    plugin.play("main.py")
    plugin.show_scene("Main")
    plugin.set_source("Score", {"text": "1:0"})
    plugin.canvas.put("box", Box(width=1, height=1))
    answers: list[Fetched] = []
    plugin.fetch("https://api.example.org/", answers.append)
    studio.tell(Started(1, 1))
    assert [each.status for each in answers] == [0]
    assert len(studio.refused) == 6
    assert all("is not among its rights." in each for each in studio.refused)
    assert {each.what for each in heard(plugin) if isinstance(each, Refused)} == {
        *("say", "play", "scene", "source", "edit", "fetch"),
    }


def test_what_it_asks_for_is_done_with_the_right(plugin: Plugin) -> None:
    rights = ["overlay", "reply", "sound", "scenes", "sources", "http"]
    answers: list[Fetched] = []
    studio = FakeStudio(
        plugin,
        rights=rights,  # type: ignore[arg-type]  # they are
        scenes=("Main", "Game"),
        sources={"Score": {"text": "", "size_px": 5}},
        storage={"total": 5},
    )
    studio.pages["https://api.example.org/"] = '{"t": 5}'
    plugin.say("hi")
    plugin.say("too much")
    plugin.play("main.py", duck_db=-12)
    plugin.show_scene("Game")
    plugin.show_scene("Gone")
    plugin.set_source("Score", {"text": "1:0"})
    plugin.set_source("Gone", {"text": "1:0"})
    plugin.fetch("https://api.example.org/", answers.append)
    plugin.fetch("https://other.example.org/", answers.append)
    plugin.storage["total"] += 1
    studio.tell(Started(1, 1))
    assert studio.said == ["【试用】hi"]
    assert [(each.file, each.duck_db) for each in studio.played] == [("main.py", -12)]
    assert studio.scene == "Game"
    assert studio.sources["Score"] == {"text": "1:0", "size_px": 5}
    assert [each.status for each in answers] == [200, 0]
    assert answers[0].json() == {"t": 5}
    assert studio.kept == {"total": 6}
    assert [each.split(":")[0] for each in studio.refused] == [
        "It may speak in the room once in a second at most.",
        'There is no scene "Gone".',
        'There is no input "Gone".',
        'It may not load from "other.example.org"',
    ]


def test_what_a_handler_raises_fails_the_test() -> None:
    plugin = Plugin()
    plugin.on(Started)(lambda started: 1 / 0)
    studio = FakeStudio(plugin)
    with pytest.raises(ZeroDivisionError):
        studio.tell(Started(1, 1))
    plugin.after(1, lambda: [].pop())
    with pytest.raises(IndexError):
        studio.pass_time(2)
