"""Tests of studio.engine.compositor.small_picture."""

import cv2
import numpy as np
import pytest

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.small_picture import halved, halved_picture, small_picture, step_of
from tests.engine.compositor.pictures import smooth_picture


def test_pictures_of_all_sizes_become_about_as_small() -> None:
    steps = {width: step_of(width) for width in (320, 640, 1280, 1920, 3840, 7680)}
    assert steps == {320: 2, 640: 2, 1280: 4, 1920: 8, 3840: 16, 7680: 32}


@pytest.mark.parametrize("size", [(1920, 1080), (854, 480), (1366, 768)])
def test_a_sample_is_the_mean_of_what_it_stands_for(size: tuple[int, int]) -> None:
    picture = smooth_picture(*size, seed=1)
    planes = Planes(picture.y, picture.uv)
    for small in (small_picture(planes), halved(small_picture(planes))):
        rows, columns = (-(-side // small.step) for side in planes.y.shape)
        assert small.y.shape == small.cb.shape == small.cr.shape == (rows, columns)
        whole = planes.y[: planes.y.shape[0] // small.step * small.step]
        whole = whole[:, : planes.y.shape[1] // small.step * small.step]
        inner = whole.shape[1] // small.step, whole.shape[0] // small.step
        means = cv2.resize(whole, inner, interpolation=cv2.INTER_AREA)
        off = np.abs(small.y[: inner[1], : inner[0]].astype(int) - means)
        assert off.max() <= 3


def test_a_picture_of_half_the_size_is_as_large() -> None:
    picture = smooth_picture(640, 360, seed=1)
    small = halved_picture(picture)
    assert (small.width, small.height) == (640, 360)
    assert (small.y.shape, small.uv.shape) == ((180, 320), (90, 160, 2))
    np.testing.assert_allclose(small.y[50, 60], picture.y[100:102, 120:122].mean(), atol=1)
    odd = smooth_picture(642, 360, seed=1)
    assert halved_picture(odd) is odd
