"""Tests of studio.engine.compositor.mixing."""

import numpy as np
import pytest

from studio.engine.compositor.mixing import mixed
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from studio.model.geometry import Affine


def square(colour: tuple[int, int, int], size: int = 40) -> Picture:
    rgba = np.zeros((size, size, 4), np.uint8)
    rgba[8:-8, 8:-8] = (*colour, 255)
    return picture_from_rgba(rgba, serial=1, pts_ns=0)


def test_what_all_cover_stays_covered_and_colours_are_mixed() -> None:
    red, blue = square((255, 0, 0)), square((0, 0, 255))
    picture, shift = mixed([(red, 0.75), (blue, 0.25)], [Affine(), Affine()])
    assert shift == Affine()
    assert picture.alpha is not None
    assert picture.alpha[20, 20] == 255
    assert picture.y[20, 20] == pytest.approx(0.75 * red.y[20, 20] + 0.25 * blue.y[20, 20], abs=1)
    expected = 0.75 * red.uv[10, 10] + 0.25 * blue.uv[10, 10]
    np.testing.assert_allclose(picture.uv[10, 10], expected, atol=1.5)
    assert picture.alpha[2, 2] == 0
    assert picture.has_clear_edge


def test_each_is_moved_to_where_the_first_has_it() -> None:
    one = square((255, 255, 255))
    there = Affine(tx=10, ty=-6)
    picture, shift = mixed([(one, 0.5), (one, 0.5)], [Affine(), there])
    assert picture.alpha is not None
    left, top = -shift.tx, -shift.ty
    assert (left, top) == (0, 6)
    row = picture.alpha[int(top) + 20]
    assert row[12] == pytest.approx(128, abs=1)  # only the first
    assert row[25] == 255  # both
    assert row[38] == pytest.approx(128, abs=1)  # only the second


def test_half_pixels_do_not_shift_chroma_against_luma() -> None:
    one = square((30, 200, 90))
    picture, _ = mixed([(one, 0.01), (one, 0.99)], [Affine(), Affine(tx=4, ty=4)])
    luma = np.argwhere(picture.y > 40).mean(axis=0)
    chroma = np.argwhere(np.abs(picture.uv[..., 0].astype(int) - 128) > 10).mean(axis=0)
    np.testing.assert_allclose(luma + 0.5, 2 * (chroma + 0.5), atol=0.3)
