"""Tests of studio.effects.shader_painter, on whatever GPU there is."""

import pytest

from studio.effects.device import shared_device
from studio.effects.errors import EffectError
from studio.effects.live_picture import SIZES
from studio.effects.planes import TO_YUVA
from studio.effects.shader_painter import ShaderPainter
from studio.model.canvas_content import Shader

RAMP = """fn paint(place: vec2f, time_s: f32) -> vec4f {
    return vec4f(place, time_s * pace, 0.5);
}"""


def painter(code: str = RAMP, **numbers: float) -> ShaderPainter:
    numbers = numbers or {"pace": 0.25}
    content = Shader(code=code, width=100, height=50, numbers=numbers)
    return ShaderPainter(shared_device(), content)


@pytest.mark.parametrize("size", SIZES)
def test_paints_what_the_function_says_at_its_place_and_time(size: float) -> None:
    picture = painter().paint(2.0, size)
    box = picture.box
    x, y = round((75 - box.left) * size), round((25 - box.top) * size)
    assert picture.pixels[y, x].tolist() == pytest.approx([96, 64, 64, 128], abs=3)
    edges = picture.pixels[:2], picture.pixels[-2:], picture.pixels[:, :2], picture.pixels[:, -2:]
    assert not any(edge.any() for edge in edges)
    assert picture.pixels.shape[:2] == (box.height * size, box.width * size)


def test_in_yuva_it_is_what_its_rgba_is_converted_to() -> None:
    content = Shader(code=RAMP, width=100, height=50, numbers={"pace": 0.25})
    rgba = ShaderPainter(shared_device(), content).paint(2.0, 1.0).pixels
    yuva = ShaderPainter(shared_device(), content, yuva=True).paint(2.0, 1.0).pixels
    assert abs(rgba @ TO_YUVA.T - yuva).max() <= 1.5  # both are rounded


def test_colours_beyond_all_bounds_are_kept_within() -> None:
    code = "fn paint(place: vec2f, time_s: f32) -> vec4f { return vec4f(9.0, -4.0, 0.5, 2.0); }"
    picture = painter(code).paint(0, 1.0)
    assert picture.pixels[30, 50].tolist() == [255, 0, 128, 255]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (RAMP.replace("pace", "pase"), r"in line 2, column 34: no definition.*`pase`"),
        (RAMP[:-3], r"it must define fn paint\(place: vec2f, time_s: f32\) -> vec4f and end"),
        ("fn other() {}", r"no definition in scope for identifier: `paint`; it must define"),
        ("fn paint(place: vec2f, time_s: f32) -> vec4f { return paint(place, 0); }", "recursive"),
        ("@group(0) @binding(3) var<uniform> x: f32;\n" + RAMP.replace("pace", "x"), "binding: 3"),
    ],
)
def test_what_can_t_be_compiled_is_said_in_a_sentence_with_its_line(code: str, reason: str) -> None:
    with pytest.raises(EffectError, match=f"^The shader can't be compiled.*{reason}"):
        painter(code)


def test_numbers_have_names_that_are_some() -> None:
    with pytest.raises(EffectError, match='"a; fn" is no name'):
        painter(RAMP, **{"a; fn": 1.0})
