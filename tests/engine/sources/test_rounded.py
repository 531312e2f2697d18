"""Tests of studio.engine.sources.rounded."""

import numpy as np
import pytest

from studio.engine.sources.rounded import rounded_cover


def test_corners_are_round_and_smooth_on_every_side() -> None:
    cover = rounded_cover(40, 20, 8, inside=200)
    assert cover.shape == (20, 40)
    assert cover[0, 0] == 0
    assert (cover[8:12] == 200).all()
    assert (cover == cover[::-1]).all()
    assert (cover == cover[:, ::-1]).all()
    assert len(np.unique(cover)) > 4


@pytest.mark.parametrize("radius_px", [0, -3])
def test_without_a_radius_all_is_covered(radius_px: int) -> None:
    assert (rounded_cover(7, 5, radius_px) == 255).all()


def test_half_a_side_is_the_most() -> None:
    assert (rounded_cover(40, 20, 500) == rounded_cover(40, 20, 10)).all()
    assert rounded_cover(1, 1, 5).shape == (1, 1)
