"""Tests of studio.engine.compositor.beauty_shapes."""

import numpy as np
import pytest

from studio.engine.compositor.beauty_shapes import Stencil, fill, softened

SQUARE = np.array([[10, 10], [20, 10], [20, 20], [10, 20]], np.float32)


def test_a_polygon_covers_its_pixels() -> None:
    mask = Stencil(40, 40).whole([SQUARE], 0)
    assert mask[12:18, 12:18].min() == 1
    assert mask[:9].max() == 0
    assert mask.sum() == pytest.approx(121, rel=0.1)  # half a pixel is on the rim


def test_a_second_polygon_is_a_hole() -> None:
    mask = Stencil(40, 40).whole([SQUARE, (SQUARE - 15) * 0.4 + 15], 0)
    assert mask[15, 15] == 0
    assert mask[11, 15] == 1


def test_softening_keeps_what_it_spreads() -> None:
    mask = np.zeros((60, 60), np.uint8)
    fill(mask, [SQUARE + 15])
    sharp, soft = softened(mask, 0), softened(mask, 3)
    assert soft.sum() == pytest.approx(sharp.sum(), rel=0.05)
    assert np.abs(np.diff(soft)).max() < 0.3
    assert softened(mask, 3, 0.5).max() == pytest.approx(soft.max() / 2)


def test_a_part_is_the_window_of_the_whole_and_leaves_nothing_behind() -> None:
    stencil = Stencil(40, 40)
    whole = stencil.whole([SQUARE], 1)
    for _ in range(2):
        found = stencil.part([SQUARE], 6, 1)
        assert found is not None
        window, mask = found
        assert np.allclose(mask, whole[window], atol=0.01)
    assert stencil.part([SQUARE + 100], 6, 1) is None
    assert stencil.part([SQUARE - 19], 6, 1) is not None
