"""Tests of studio.engine.compositor.array_add."""

import numpy as np
import pytest

from studio.engine.compositor.array_add import MOST, add
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import rgb_to_yuv
from studio.engine.compositor.rgba import picture_from_rgba


def planes(rgba: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> Planes:
    picture = picture_from_rgba(rgba, serial=1, pts_ns=0)
    return Planes(picture.y.copy(), picture.uv.copy(), picture.alpha)


def squares(seed: int, most: int, alpha: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return a picture of squares of 4×4, each of one colour."""
    random = np.random.default_rng(seed)
    colors = random.integers(0, most, (16, 24, 4)).astype(np.uint8)
    colors[..., 3] = alpha
    return colors.repeat(4, 0).repeat(4, 1)


@pytest.mark.parametrize(("most", "opacity"), [(100, 1.0), (150, 1.0), (170, 0.7)])
def test_it_is_the_sum_of_colours_that_ends_where_they_are_full(most: int, opacity: float) -> None:
    below, above = squares(1, most, 255), squares(2, most, 255)
    target = planes(below)
    assert add(target, planes(above), opacity, Scratch())
    rgb = np.minimum(below[..., :3] + opacity * above[..., :3].astype(float), 255)
    yuv = rgb_to_yuv(rgb)
    assert np.abs(target.y - yuv[..., 0]).max() <= 3
    assert np.abs(target.uv - yuv[::2, ::2, 1:]).max() <= 3


def test_alpha_thins_the_light_that_is_added() -> None:
    target, thin = planes(squares(1, 100, 255)), planes(squares(2, 100, 255))
    other = Planes(target.y.copy(), target.uv.copy())
    assert add(target, thin, 0.5, Scratch())
    assert add(other, planes(squares(2, 100, 128)), 1.0, Scratch())
    assert np.abs(target.y.astype(int) - other.y).max() <= 1


def test_what_is_too_bright_for_most_is_left_as_it_was() -> None:
    target = planes(squares(1, 100, 255))
    before = target.y.copy()
    white = np.full((64, 96, 4), 255, np.uint8)
    assert MOST < 1
    assert not add(target, planes(white), 1.0, Scratch())
    assert (target.y == before).all()
