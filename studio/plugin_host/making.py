"""A new plugin's folder: a manifest, a plugin that greets and thanks, and its test."""

import re
from pathlib import Path

from studio.model.files import write_whole
from studio.model.plugin import MANIFEST_NAME, PluginError

_MANIFEST = """\
id = "{id}"
name = "{name}"
version = "0.1.0"
sdk = 1
entry = "main.py"
description = {{ zh = "欢迎观众，并答谢礼物。", en = "Greets, and thanks for gifts." }}
rights = ["overlay", "room"]
"""

_MAIN = '''\
"""{name}: greets when it starts, and thanks for each gift."""

from studio.sdk import Gift, Plugin, Started, Text, TextSettings, slide

plugin = Plugin()


def words(text: str) -> Text:
    """Return large white letters with a dark edge."""
    return Text(text=TextSettings(text=text, size_px=96, outline_px=6))


@plugin.on(Started)
def greet(started: Started) -> None:
    """Let the greeting fall into the picture."""
    middle = started.width / 2
    fall = slide(-120, 200, 900, "bounce_out")
    plugin.canvas.put("greeting", words("你好! {name}"), x=middle, y=fall)


@plugin.on(Gift)
def thank(gift: Gift) -> None:
    """Show who gave what, then let it go."""
    name = f"gift {{gift.number}}"
    text = words(f"{{gift.by}} · {{gift.name}} ×{{gift.combo_count}}")
    plugin.canvas.put(name, text, x=slide(-600, 600, 500), y=820)
    plugin.after(3, lambda: plugin.canvas.move(name, opacity=slide(1, 0, 400)))
    plugin.after(4, lambda: plugin.canvas.remove(name))
'''

_TEST = '''\
"""Tests of {id}: run them with pytest."""

from main import plugin

from studio.sdk import Gift, Started
from studio.sdk.testing import FakeStudio


def test_it_greets_and_thanks() -> None:
    studio = FakeStudio(plugin)
    studio.tell(Started(width=1920, height=1080))
    assert studio.texts() == ["你好! {name}"]
    studio.tell(Gift(1, "rocket", "火箭", 1, 5000, "小雨", "c1", 1, 0))
    assert "小雨 · 火箭 ×1" in studio.texts()
    studio.pass_time(5)
    assert studio.texts() == ["你好! {name}"]
'''


def make(folder: Path) -> None:
    """Make a new plugin.

    Args:
        folder: Its name becomes the plugin's id; it must not be there yet.

    Raises:
        PluginError: If it is there, or can't be made.
    """
    name = folder.name
    plugin_id = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")
    if not re.fullmatch("[a-z][a-z0-9_]{1,39}", plugin_id):
        raise PluginError(
            f'"{name}" can\'t name a plugin: begin with a letter of a to z, at least two in all.'
        )
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        raise PluginError(f"{folder} is there already: choose another name.") from None
    except OSError as error:
        raise PluginError(f"{folder} can't be made: {error.strerror}.") from error
    files = {MANIFEST_NAME: _MANIFEST, "main.py": _MAIN, f"test_{plugin_id}.py": _TEST}
    for file, text in files.items():
        write_whole(folder / file, text.format(id=plugin_id, name=plugin_id).encode())
