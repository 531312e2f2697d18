"""Tests of studio.effects.finish."""

import numpy as np
import pytest

from studio.effects.finish import finished, linear, with_glow


def test_an_edge_has_the_colour_of_what_it_is_the_edge_of() -> None:
    rendered = np.zeros((4, 4, 4), np.uint8)
    rendered[:, :3] = (200, 40, 90, 255)
    rgba = finished(linear(rendered, (2, 2)))
    assert rgba[0, 0].tolist() == pytest.approx([200, 40, 90, 255], abs=1)
    assert rgba[0, 1].tolist() == pytest.approx([100, 20, 45, 127], abs=1)


def test_a_glow_shines_around_and_never_exceeds_its_alpha() -> None:
    light = np.zeros((64, 64, 4), np.float32)
    light[28:36, 28:36] = (1, 0.5, 0.1, 1)
    glowing = with_glow(light, light[::2, ::2].copy(), 1.0)
    assert (glowing[..., :3] <= glowing[..., 3:] + 1e-6).all()
    assert 0 < glowing[32, 44, 3] < glowing[32, 39, 3] < 1
    assert glowing[32, 39, 0] > glowing[32, 39, 2]
    assert not glowing[0].any()
    assert (with_glow(light, light * 0, 1.0)[..., 3] == light[..., 3]).all()
    weaker = with_glow(light, light[::2, ::2].copy(), 0.3)
    assert weaker[32, 39, 3] < glowing[32, 39, 3]


def test_what_is_clear_stays_clear() -> None:
    assert not finished(np.zeros((4, 4, 4), np.float32)).any()
