"""Tests of studio.sdk.rendering and of the program that it runs."""

from pathlib import Path

import pytest

from studio.sdk import Box, Group, Image, Plugin, Text, TextSettings, slide
from studio.sdk.testing import FakeStudio

pytestmark = pytest.mark.slow


def test_what_is_drawn_is_seen_at_its_time() -> None:
    plugin = Plugin()
    plugin.canvas.put("group", Group(), x=slide(0, 960, 1000, "linear"), opacity=0.5)
    plugin.canvas.put("box", Box(width=200, height=200, color="#ff0000"), parent="group", y=540)
    plugin.canvas.put("words", Text(text=TextSettings(text="你好", size_px=200)), x=1500, y=900)
    studio = FakeStudio(plugin)
    first = studio.render(480, 270)
    assert first.shape == (270, 480, 4)
    assert tuple(first[135, 240]) == (0, 0, 0, 0)
    studio.pass_time(2)
    red, green, blue, alpha = (int(each) for each in studio.render(480, 270)[135, 240])
    assert (red > 240, green < 20, blue < 20) == (True, True, True)
    assert abs(alpha - 128) <= 4
    words = first[200:250, 330:420]
    assert words[..., 3].max() == 255
    assert words[..., :3][words[..., 3] == 255].min() > 230


def test_a_canvas_without_anything_is_clear() -> None:
    assert not FakeStudio(Plugin()).render(64, 36).any()


def test_what_can_not_be_drawn_is_said() -> None:
    plugin = Plugin()
    plugin.canvas.put("no picture", Image(file=Path(__file__).name))
    studio = FakeStudio(plugin)
    assert not studio.refused
    with pytest.raises(RuntimeError, match="The canvas can't be drawn: Node no picture"):
        studio.render()
