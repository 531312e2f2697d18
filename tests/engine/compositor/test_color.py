"""Tests of studio.engine.compositor.color."""

import numpy as np
import pytest

from studio.engine.compositor.color import (
    correction_matrix,
    gamma_exponent,
    key_chroma,
    rgb_to_yuv,
    yuv_to_rgb,
)
from studio.engine.compositor.filters import ChromaKey, ColorCorrection

# 100 % colour bars in BT.709 limited range, as in ITU-R BT.709 and every test chart.
BARS = {
    (255, 255, 255): (235, 128, 128),
    (255, 255, 0): (219, 16, 138),
    (0, 255, 255): (188, 154, 16),
    (0, 255, 0): (173, 42, 26),
    (255, 0, 255): (78, 214, 230),
    (255, 0, 0): (63, 102, 240),
    (0, 0, 255): (32, 240, 118),
    (0, 0, 0): (16, 128, 128),
}


@pytest.mark.parametrize(("rgb", "yuv"), BARS.items())
def test_colour_bars_are_those_of_bt709(
    rgb: tuple[int, int, int], yuv: tuple[int, int, int]
) -> None:
    assert np.round(rgb_to_yuv(np.array(rgb, np.float64))).astype(int).tolist() == list(yuv)


def test_the_way_back_is_exact() -> None:
    rgb = np.random.default_rng(1).uniform(0, 255, (50, 3))
    assert np.allclose(yuv_to_rgb(rgb_to_yuv(rgb)), rgb, atol=1e-9)


def test_a_key_has_the_chroma_of_its_colour() -> None:
    assert np.round(key_chroma(ChromaKey((0, 255, 0)))).tolist() == [42, 26]


def test_a_correction_of_nothing_is_the_identity() -> None:
    assert gamma_exponent(ColorCorrection()) == 1
    assert np.allclose(correction_matrix(ColorCorrection()), np.eye(3, 4))


def test_gamma_is_a_power_on_both_sides_of_zero() -> None:
    assert gamma_exponent(ColorCorrection(gamma=1)) == 0.5
    assert gamma_exponent(ColorCorrection(gamma=-1)) == 2


def test_contrast_turns_about_the_middle_and_brightness_lifts() -> None:
    matrix = correction_matrix(ColorCorrection(contrast=1, brightness=0.1))
    assert np.allclose(matrix @ [0.5, 0.5, 0.5, 1], 0.6)
    assert np.allclose(matrix @ [0.75, 0.75, 0.75, 1], 1.1)


def test_no_saturation_leaves_the_luma_as_grey() -> None:
    grey = correction_matrix(ColorCorrection(saturation=-1)) @ [1, 0, 0, 1]
    assert np.allclose(grey, 0.2126)


def test_half_a_turn_of_hue_makes_red_its_complement_around_its_luma() -> None:
    turned = correction_matrix(ColorCorrection(hue_deg=180)) @ [1, 0, 0, 1]
    assert np.allclose(turned, 2 * 0.2126 - np.array([1, 0, 0]))
