"""Tests of studio.model.head_views."""

import numpy as np

from studio.model.head_views import PITCHES_DEG, VIEWS, YAWS_DEG, view_index, view_turn


def test_views_lie_in_rows_around_the_front() -> None:
    assert view_index(len(PITCHES_DEG) - 1, len(YAWS_DEG) - 1) == VIEWS - 1
    assert YAWS_DEG[len(YAWS_DEG) // 2] == PITCHES_DEG[len(PITCHES_DEG) // 2] == 0
    assert tuple(-yaw for yaw in reversed(YAWS_DEG)) == YAWS_DEG


def test_a_turn_looks_to_the_right_and_up() -> None:
    ahead = np.array([0, 0, 1.0])
    np.testing.assert_allclose(view_turn(90, 0) @ ahead, [1, 0, 0], atol=1e-9)
    np.testing.assert_allclose(view_turn(0, 90) @ ahead, [0, 1, 0], atol=1e-9)
    both = view_turn(30, -20)
    np.testing.assert_allclose(both @ both.T, np.eye(3), atol=1e-9)
