"""Tests of paths."""

import pytest

from studio.app.gifts.path import Point, free_time, points_of, told_path, value_at, with_point

PART = {
    "x": [[0, 100], [1000, 300, "out"]],
    "y": [[0, 500], [500, 0, "in"], [1000, 500]],
}


def test_a_point_has_both_values_at_each_time_of_either() -> None:
    points = points_of(PART)
    assert [(each.at_ms, each.y, each.easing) for each in points] == [
        (0, 500, "linear"),
        (500, 0, "in"),
        (1000, 500, "out"),
    ]
    assert points[1].x == pytest.approx(275)


def test_what_is_told_is_the_same_path() -> None:
    points = points_of(PART)
    assert points_of(told_path(points)) == points


def test_one_that_stays_is_one_point() -> None:
    assert points_of({"x": 960, "y": 540, "at_ms": 300}) == [Point(300, 960, 540)]
    assert told_path([Point(300, 10.04, -5.26)]) == {"x": 10, "y": -5.3}


def test_values_move_as_their_easing_says_and_stay_before_and_after() -> None:
    track = [[100, 0], [200, 8, "in"], [300, 16, "hold"]]
    assert [value_at(track, at) for at in (0, 150, 200, 299, 300, 900)] == [0, 1, 8, 8, 16, 16]


def test_a_new_point_stands_at_its_place_in_time() -> None:
    points, number = with_point(points_of(PART), 700, 1, 2)
    assert (number, [each.at_ms for each in points]) == (2, [0, 500, 700, 1000])
    moved, number = with_point(points, 700, 3, 4)
    assert (number, len(moved), moved[2].x) == (2, 4, 3)
    assert free_time(points, 700, 1000) == 701
    assert free_time(points, 1000, 1000) == 999
