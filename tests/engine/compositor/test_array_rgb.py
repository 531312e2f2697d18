"""Tests of studio.engine.compositor.array_rgb."""

import numpy as np

from studio.engine.compositor.array_planes import Scratch
from studio.engine.compositor.array_rgb import STRIP_PX, add_change, store, strips, to_rgb
from studio.engine.compositor.color import yuv_to_rgb


def test_strips_cut_all_rows_in_even_numbers() -> None:
    for height, width in ((2, 2), (1080, 1920), (4, 100_000), (360, 640)):
        cut = list(strips(height, width))
        assert [row for rows in cut for row in range(rows.start, rows.stop)] == list(range(height))
        assert all(rows.start % 2 == rows.stop % 2 == 0 for rows in cut)
        assert all((rows.stop - rows.start) * width <= max(STRIP_PX, 2 * width) for rows in cut)


def test_rgb_is_that_of_the_matrix() -> None:
    random = np.random.default_rng(1)
    y = random.integers(0, 256, (4, 6)).astype(np.uint8)
    uv = random.integers(0, 256, (2, 3, 2)).astype(np.uint8)
    rgb = to_rgb(y, uv, "a", Scratch())
    full = np.repeat(np.repeat(uv, 2, 0), 2, 1).astype(np.float64)
    expected = yuv_to_rgb(np.dstack([y, full])) / 255
    assert np.abs(rgb.transpose(1, 2, 0) - expected).max() < 1e-5


def test_a_change_and_its_opposite_undo_each_other() -> None:
    y = np.full((4, 6), 100, np.uint8)
    uv = np.full((2, 3, 2), 120, np.uint8)
    for sign in (1, -1):
        change = np.full((3, 4, 6), sign * 0.2, np.float32)
        change[0] *= 2
        add_change(y, uv, change, Scratch())
        assert (y[0, 0], uv[0, 0].tolist()) != (100, [120, 120]) or sign == -1
    assert np.abs(y.astype(int) - 100).max() <= 1
    assert np.abs(uv.astype(int) - 120).max() <= 1


def test_bytes_are_rounded_and_kept_in_range() -> None:
    out = np.zeros(4, np.uint8)
    store(np.array([-3, 1.4, 1.6, 300], np.float32), out)
    assert out.tolist() == [0, 1, 2, 255]
