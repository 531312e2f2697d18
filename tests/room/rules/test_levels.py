"""Tests of studio.room.rules.levels; test_data.py has the mistakes."""

import pytest

from studio.room.rules.levels import Ladder


@pytest.mark.parametrize(("points", "level"), [(0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (99, 2)])
def test_a_threshold_is_reached_exactly(points: int, level: int) -> None:
    assert Ladder(thresholds=(10, 20)).level(points) == level
