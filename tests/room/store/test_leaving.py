"""Tests of studio.room.store.leaving."""

import random

from studio.room.store.leaving import leaving_moments


def test_an_even_drip_has_no_moments() -> None:
    chance = random.Random(5)
    left = [sum(chance.random() < 0.01 for _ in range(300)) for _ in range(480)]
    assert leaving_moments([300] * 480, left, 1) == ()


def test_the_greatest_share_comes_first_and_stands_for_its_neighbours() -> None:
    viewers, left = [100] * 60, [0] * 60
    left[10], left[11], left[40] = 30, 20, 50
    assert leaving_moments(viewers, left, 2) == (40, 10)


def test_one_of_two_says_nothing() -> None:
    assert leaving_moments([2, 2, 1], [0, 0, 1], 1) == ()
    assert leaving_moments([], [], 1) == ()
