"""Tests of studio.engine.face_effects.occlusion."""

import numpy as np

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.face_effects.occlusion import grid_points, hidden_share, unhidden
from studio.model.canonical_face import SKULL_MIDDLE_CM

AHEAD = np.array([0.0, 0.0, 1.0])


def test_what_lies_behind_the_skull_is_hidden_and_beside_or_before_it_not() -> None:
    middle = np.array(SKULL_MIDDLE_CM)
    places = middle + np.array([(0, 0, -15), (0, 0, 15), (9, 0, -15), (0, 14, -15), (0, 0, 0)])
    np.testing.assert_allclose(hidden_share(places, AHEAD), [1, 0, 0, 0, 1], atol=1e-9)


def test_from_aside_other_things_are_hidden() -> None:
    middle = np.array(SKULL_MIDDLE_CM)
    behind = middle + np.array([[0, 0, -15.0], [-15.0, 0, 0]])
    np.testing.assert_allclose(hidden_share(behind, np.array([1.0, 0, 0])), [0, 1], atol=1e-9)


def test_the_edge_is_soft() -> None:
    middle = np.array(SKULL_MIDDLE_CM)
    row = middle + np.column_stack((np.linspace(6, 9, 61), np.zeros(61), np.full(61, -15)))
    shares = hidden_share(row, AHEAD)
    assert (np.diff(shares) <= 1e-9).all()
    assert 3 <= ((shares > 0.01) & (shares < 0.99)).sum() < 20


def test_a_picture_that_nothing_hides_stays_the_same_one() -> None:
    rgba = np.full((40, 60, 4), 255, np.uint8)
    picture = picture_from_rgba(rgba, serial=1, pts_ns=0)
    points = grid_points(60, 40)
    before = np.column_stack((points * 0.1, np.full(len(points), 40.0)))
    assert unhidden(picture, before, AHEAD) is picture
