"""Tests of studio.engine.compositor.mosaic."""

import cv2
import numpy as np
import pytest

from studio.engine.compositor.mosaic import Mosaic

RANDOM = np.random.default_rng(1)


def all_tiles(shape: tuple[int, int], side: int) -> Mosaic:
    rows, columns = np.indices((-(-shape[0] // side), shape[1] // side)).reshape(2, -1)
    return Mosaic(rows, columns, side, shape)


@pytest.mark.parametrize("shape", [(64, 96), (40, 96), (56, 32)])
def test_tiles_go_back_to_where_they_came_from(shape: tuple[int, int]) -> None:
    y = RANDOM.integers(0, 256, shape, np.uint8)
    uv = RANDOM.integers(0, 256, (shape[0] // 2, shape[1] // 2, 2), np.uint8)
    mosaic = all_tiles(shape, 16)
    for plane in (y, uv):
        tiles = mosaic.taken(plane)
        assert tiles.shape[:2] == (mosaic.count, 256 if plane is y else 64)
        out = np.zeros_like(plane)
        mosaic.put(tiles, out)
        assert np.array_equal(out, plane)
    one = Mosaic(np.array([1]), np.array([1]), 16, shape)
    np.testing.assert_array_equal(one.taken(y).reshape(16, 16), y[16:32, 16:32])
    np.testing.assert_array_equal(one.taken(uv).reshape(8, 8, 2), uv[8:16, 8:16])


@pytest.mark.parametrize("step", [4, 8, 16])
@pytest.mark.parametrize("is_half", [False, True])
def test_tiles_of_a_small_plane_are_grown_as_all_of_it_would_be(step: int, is_half: bool) -> None:
    shape = (64, 96)
    small = RANDOM.random((shape[0] // step, shape[1] // step), np.float32)
    size = (shape[1] // 2, shape[0] // 2) if is_half else (shape[1], shape[0])
    large = cv2.resize(small, size, interpolation=cv2.INTER_LINEAR)
    side = 8 if is_half else 16
    grown = all_tiles(shape, 16).grown(small, step, is_half=is_half)
    whole = grown.reshape(4, 6, side, side).swapaxes(1, 2).reshape(large.shape)
    np.testing.assert_allclose(whole, large, atol=1e-5)
