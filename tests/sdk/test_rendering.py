"""Tests of studio.sdk.rendering and of the program that it runs."""

from pathlib import Path

import pytest

import studio as program
from studio.sdk import Box, Group, Image, Model, Particles, Plugin, Text, TextSettings, slide
from studio.sdk.testing import FakeStudio

GIFTS = Path(program.__path__[0]).parent / "assets" / "gifts" / "heart_storm"
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


def test_models_and_particles_are_seen_where_they_are() -> None:
    plugin = Plugin()
    plugin.folder = GIFTS
    heart_shape = Model(file="heart.glb", width=320, height=320, loop_ms=100, pictures_s=10)
    plugin.canvas.put("heart", heart_shape, x=480, y=540)
    sparks = Particles(width=320, height=320, from_x=160, from_y=160, burst=200, rate_s=0, seed=7)
    plugin.canvas.put("sparks", sparks, x=1440, y=540)
    studio = FakeStudio(plugin, rights=["overlay"])
    studio.pass_time(0.4)
    picture = studio.render(480, 270).astype(int)
    heart, sparks_seen = picture[95:175, 80:160], picture[95:175, 320:400]
    assert heart[40, 40, 3] == 255
    red, green, blue, _ = heart[heart[..., 3] == 255].mean(axis=0)
    assert red > max(green, blue) + 40
    assert sparks_seen[..., 3].max() > 100
    for each in (heart, sparks_seen):
        each[:] = 0
    assert not picture.any()


def test_a_canvas_without_anything_is_clear() -> None:
    assert not FakeStudio(Plugin()).render(64, 36).any()


def test_what_can_not_be_drawn_is_said() -> None:
    plugin = Plugin()
    plugin.canvas.put("no picture", Image(file=Path(__file__).name))
    studio = FakeStudio(plugin)
    assert not studio.refused
    with pytest.raises(RuntimeError, match="The canvas can't be drawn: Node no picture"):
        studio.render()
