"""Tests of stage."""

from pathlib import Path
from typing import Any

import pytest
from conftest import give
from library import Found, read_library
from stage import MAX_WAITING, Asked, Stage


@pytest.fixture
def found(gifts: Path) -> Found:
    return read_library([gifts], print).effects["rocket"]


def asked(found: Found, by: str, value: int, since_s: float = 0.0, **more: Any) -> Asked:
    return Asked(found, give("rocket", value, by, **more), value, since_s)


def test_the_dearest_is_next_and_one_is_shown_at_a_time(found: Found) -> None:
    stage = Stage()
    for by, value in (("a", 600), ("b", 900), ("c", 700)):
        stage.ask(asked(found, by, value))
    order = []
    for now_s in range(3):
        (begun,), late = stage.due(now_s)
        assert not late
        assert stage.due(now_s) == ([], [])
        order.append(begun.gift.by)
        stage.end(begun)
    assert order == ["b", "c", "a"]


def test_among_equals_this_rooms_own_and_members_come_first(found: Found) -> None:
    stage = Stage(most=3)
    stage.ask(asked(found, "guest", 600, source="bilibili", fan_level=30))
    stage.ask(asked(found, "own", 600))
    stage.ask(asked(found, "member", 600, 5.0, fan_level=2))
    begun, _ = stage.due(6)
    assert [each.gift.by for each in begun] == ["member", "own", "guest"]


def test_gifts_of_one_run_that_wait_are_one(found: Found) -> None:
    stage = Stage()
    stage.ask(asked(found, "x", 9_999))
    stage.due(0)
    for count in range(1, 30):
        stage.ask(asked(found, "a", 600 * count, count, combo=count))
    (waiting,) = stage.waiting
    assert (waiting.gift.combo_count, waiting.value, waiting.since_s) == (29, 17_400, 1)


def test_who_waits_too_long_or_is_the_cheapest_of_too_many_is_handed_back(found: Found) -> None:
    stage = Stage(longest_wait_s=30)
    given_up: list[Asked] = []
    for number in range(MAX_WAITING + 5):
        given_up += stage.ask(asked(found, f"u{number}", 600 + number, number / 100))
    assert [each.gift.by for each in given_up] == ["u0", "u1", "u2", "u3", "u4"]
    (begun,), _ = stage.due(1)
    assert begun.gift.by == f"u{MAX_WAITING + 4}"
    begun_later, late = stage.due(31)
    assert begun_later == []
    assert len(late) == MAX_WAITING - 1
    assert not stage.waiting


def test_three_at_once_if_their_pictures_find_room(found: Found) -> None:
    heavy = Found(found.effect.model_copy(), found.folder)
    stage = Stage(most=3)
    for by in "abc":
        stage.ask(asked(heavy, by, 600))
    begun, _ = stage.due(0, pixels=1 << 30)
    assert not begun
    begun, _ = stage.due(0)
    assert len(begun) == 3
