"""Tests of recipes."""

from pathlib import Path

import pytest
from conftest import give, write_effect
from library import read_library
from recipes import MAX_GIVERS, MAX_KEPT, Recipes

TWO = '{gift = "rose", count = 3}, {gift = "cake"}'


def made(folder: Path, **recipes: str) -> Recipes:
    for name, when in recipes.items():
        write_effect(folder, name, f"[when]\n{when}")
    return Recipes(read_library([folder], pytest.fail).recipes)


def fired(recipes: Recipes, *given: tuple[float, str, str, int]) -> list[tuple[float, str]]:
    """Give at times; return when which effect was begun."""
    found = []
    for now_s, kind, by, count in given:
        if outcome := recipes.take(give(kind, 10 * count, by, count=count), now_s):
            found.append((now_s, outcome[0].effect.id))
    return found


def test_gifts_of_anybody_in_any_order_within_the_time(tmp_path: Path) -> None:
    recipes = made(tmp_path, r=f"recipe = [{TWO}]\nwithin_s = 10")
    story = (0, "cake", "a", 1), (5, "rose", "b", 2), (9, "rose", "a", 1), (9.5, "rose", "a", 1)
    assert fired(recipes, *story) == [(9, "r")]


def test_what_is_too_old_does_not_count(tmp_path: Path) -> None:
    recipes = made(tmp_path, r=f"recipe = [{TWO}]\nwithin_s = 10")
    story = (0, "cake", "a", 1), (8, "rose", "b", 2), (11, "rose", "a", 1), (12, "cake", "c", 1)
    assert fired(recipes, *story) == [(12, "r")]


def test_in_order_only_if_it_says_so(tmp_path: Path) -> None:
    recipes = made(tmp_path, r=f"recipe = [{TWO}]\nis_ordered = true")
    assert not fired(recipes, (0, "cake", "a", 1), (1, "rose", "a", 3))
    assert fired(recipes, (2, "coffee", "a", 1), (3, "cake", "a", 1)) == [(3, "r")]


def test_a_gift_of_many_can_make_two_steps(tmp_path: Path) -> None:
    steps = '{gift = "rose", count = 2}, {gift = "rose", count = 2}, {gift = "cake"}'
    recipes = made(tmp_path, r=f"recipe = [{steps}]\nis_ordered = true")
    assert not fired(recipes, (0, "rose", "a", 3), (1, "cake", "a", 1))
    assert fired(recipes, (2, "rose", "a", 1), (3, "cake", "a", 1)) == [(3, "r")]


def test_by_one_alone_if_it_says_so(tmp_path: Path) -> None:
    recipes = made(tmp_path, r=f"recipe = [{TWO}]\nis_by_one = true")
    story = (0, "cake", "a", 1), (1, "rose", "b", 3), (2, "cake", "b", 1)
    assert fired(recipes, *story) == [(2, "r")]


def test_what_made_one_is_used_up_and_the_dearest_of_two_is_shown(tmp_path: Path) -> None:
    recipes = made(
        tmp_path,
        cheap='recipe = [{gift = "cake"}, {gift = "rose"}]',
        dear='recipe = [{gift = "cake"}, {gift = "rose"}, {gift = "crown"}]',
    )
    story = (0, "crown", "a", 1), (1, "rose", "a", 1), (2, "cake", "a", 1), (3, "cake", "a", 1)
    assert fired(recipes, *story) == [(2, "dear")]


def test_a_storm_of_givers_is_bounded(tmp_path: Path) -> None:
    recipes = made(tmp_path, r='recipe = [{gift = "rose", count = 9000}, {gift = "cake"}]\n'
                   "is_by_one = true\nwithin_s = 3600")  # fmt: skip
    for number in range(2 * MAX_GIVERS):
        recipes.take(give("rose", by=f"u{number}"), number / 1000)
    for number in range(2_000):
        recipes.take(give("rose" if number % 2 else "cake", by="one"), 2 + number)
    (recipe,) = recipes._recipes
    assert len(recipe.givers) == MAX_GIVERS
    assert len(recipe.givers["one"]) <= MAX_KEPT
