"""Tests of studio.room.rules.battle_boosts."""

import pytest

from studio.room.rules.battle_boosts import Boosts
from studio.room.rules.battle_rules import BattleRules, Boost, Glove, MoreTime, Window
from tests.room.rules.stage import DATA


def boosts(*boosts: Boost) -> Boosts:
    rules: BattleRules = DATA.battles["standard"].model_copy(update={"boosts": boosts})
    return Boosts("b1", rules)


@pytest.mark.parametrize(
    ("from_s", "at_ms", "points"),
    [
        (0, 0, 20),
        (0, 10_000, 20),
        (0, 10_001, 10),
        (-10, 89_999, 10),
        (-10, 90_000, 20),
        (-10, 100_000, 20),
    ],
)
def test_a_window_counts_from_the_start_or_before_the_end(
    from_s: int, at_ms: int, points: int
) -> None:
    window = Window(kind="window", from_s=from_s, lasts_s=10, percent=200)
    assert boosts(window).points("a", 10, at_ms, 0, 100_000) == points


def test_a_glove_counts_for_its_room_after_the_gift_that_set_it_off() -> None:
    each = boosts(Glove(kind="glove", coins=100, chance_percent=100, lasts_s=30, percent=500))
    each.set_off("a", 99, 1, 0)
    assert each.points("a", 10, 1, 0, 100_000) == 10
    each.set_off("a", 100, 2, 1_000)
    assert each.points("a", 10, 1_000, 0, 100_000) == 10
    assert each.points("a", 10, 31_000, 0, 100_000) == 50
    assert each.points("b", 10, 31_000, 0, 100_000) == 10
    assert each.points("a", 10, 31_001, 0, 100_000) == 10


def test_chance_is_as_said_and_the_same_again() -> None:
    def lucky() -> list[int]:
        found = []
        for number in range(1_000):
            each = boosts(Glove(kind="glove", coins=1, chance_percent=30, lasts_s=1, percent=500))
            each.set_off("a", 1, number, 0)
            if each.points("a", 1, 1, 0, 9_999) == 5:
                found.append(number)
        return found

    assert 250 < len(lucky()) < 350
    assert lucky() == lucky()


def test_more_time_is_given_only_so_often() -> None:
    each = boosts(MoreTime(kind="time", coins=1_000, extends_s=10, at_most=2))
    longer = [each.set_off("a", coins, 1, 0) for coins in (999, 1_000, 5_000, 1_000)]
    assert longer == [0, 10_000, 10_000, 0]
