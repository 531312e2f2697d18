"""Tests of studio.effects.render."""

from pathlib import Path

import numpy as np
import pytest

from studio.effects.errors import EffectError
from studio.effects.render import pictures_of
from studio.model.canvas_content import Lottie, Particles, Shader
from tests.effects.lottie_files import spinning


def test_particles_lie_where_they_are_in_the_whole_field() -> None:
    field = Particles(
        width=80,
        height=60,
        rate_s=0,
        burst=1,
        life_ms=(1_000, 1_000),
        from_x=70,
        from_y=5,
        speed_px_s=(0, 0),
        size_px=(30, 30),
    )
    seen, gone = pictures_of(field, (500, 1_500))
    assert seen.shape == (60, 80, 4)
    y, x = np.unravel_index(seen[..., 3].argmax(), (60, 80))
    assert (x, y) == pytest.approx((70, 5), abs=1)
    assert not gone.any()


def test_a_shader_fills_its_picture() -> None:
    code = "fn paint(place: vec2f, time_s: f32) -> vec4f { return vec4f(time_s, place, 1.0); }"
    early, late = pictures_of(Shader(code=code, width=30, height=20), (0, 1_000))
    assert (early[..., 3] == 255).all()
    assert (early[0, 0, 0], late[0, 0, 0]) == (0, 255)
    assert late[10, 29, 1] > 245


def test_an_animation_goes_round(tmp_path: Path) -> None:
    file = tmp_path / "bar.json"
    file.write_bytes(spinning(1, 0, 0))
    first, quarter, again = pictures_of(
        Lottie(file=str(file), width=50, height=50), (0, 500, 2_000)
    )
    assert (first == again).all()
    assert not (first == quarter).all()
    with pytest.raises(EffectError, match="can't be read"):
        pictures_of(Lottie(file=str(tmp_path / "none"), width=50, height=50), (0,))
