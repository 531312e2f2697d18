"""Tests of studio.engine.compositor.array_parts."""

import numpy as np
import pytest

from studio.engine.compositor.array_parts import PRICE_PX, SQUARE_PX, filled_parts
from studio.engine.compositor.placement import Box
from studio.engine.picture import Plane


def sparks(width: int, height: int, seed: int) -> Plane:
    random = np.random.default_rng(seed)
    plane = np.zeros((height, width), np.uint8)
    for _ in range(int(random.integers(1, 14))):
        x, y = random.integers(0, width), random.integers(0, height)
        plane[y : y + random.integers(1, 90), x : x + random.integers(1, 90)] = 1
    return plane


@pytest.mark.parametrize("seed", range(20))
def test_all_that_is_filled_lies_in_one_box_and_none_lies_in_two(seed: int) -> None:
    random = np.random.default_rng(seed)
    width, height = (int(side) * 2 for side in random.integers(1, 400, 2))
    wide = sparks(width + 40, height, seed)
    plane = wide[:, 20 : 20 + width]  # its rows are padded
    counted = np.zeros_like(plane)
    boxes = filled_parts(plane)
    for box in boxes:
        assert not any(side % 2 for side in (box.left, box.top, box.right, box.bottom))
        assert 0 <= box.left < box.right <= width
        assert 0 <= box.top < box.bottom <= height
        counted[box.top : box.bottom, box.left : box.right] += 1
    assert counted.max() <= 1
    assert (counted[plane > 0] == 1).all()
    assert filled_parts(255 - plane, clear=255) == boxes


def test_what_is_far_apart_is_not_held_by_one_box() -> None:
    plane = np.zeros((720, 1280), np.uint8)
    assert filled_parts(plane) == ()
    plane[100:140, 40:90] = plane[600:660, 1200:1270] = 9
    assert filled_parts(plane) == (Box(32, 96, 96, 144), Box(1200, 592, 1280, 672))


def test_what_is_near_or_full_is_not_worth_two_boxes() -> None:
    plane = np.zeros((720, 1280), np.uint8)
    plane[:, :] = 1
    plane[: PRICE_PX // 1_200 // SQUARE_PX * SQUARE_PX, :1_200] = 0
    assert filled_parts(plane) == (Box(0, 0, 1280, 720),)
    plane[:] = 0
    plane[2, 2] = plane[98, 98] = 1
    assert filled_parts(plane) == (Box(0, 0, 112, 112),)


def test_few_boxes_hold_a_ring_of_sparks_and_leave_most_of_the_rest_out() -> None:
    plane = np.zeros((1440, 1280), np.uint8)
    for turn in np.arange(0, 2 * np.pi, 0.05):
        y, x = int(720 + 600 * np.sin(turn)), int(640 + 500 * np.cos(turn))
        plane[y - 8 : y + 8, x - 8 : x + 8] = 200
    boxes = filled_parts(plane)
    assert sum(box.width * box.height for box in boxes) < 0.7 * 2 * 1_016 * 616
    assert 2 <= len(boxes) <= 12
