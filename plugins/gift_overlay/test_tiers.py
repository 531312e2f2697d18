"""Tests of tiers."""

from pathlib import Path

import pytest
from conftest import give
from tiers import FILE_NAME, TierError, coins_of, read_tiers


@pytest.mark.parametrize(
    ("coins", "combo", "count", "tier"),
    [
        (0, 1, 1, "free"),
        (1, 1, 1, "small"),
        (1, 10, 1, "middle"),
        (1, 11, 1, "small"),
        (10, 12, 5, "middle"),
        (499, 1, 1, "middle"),
        (500, 66, 1, "legendary"),
        (1, 520, 1, "large"),
        (99_999, 520, 1, "legendary"),
    ],
)
def test_the_price_and_a_milestone_make_the_tier(
    gifts: Path, coins: int, combo: int, count: int, tier: str
) -> None:
    tiers = read_tiers(gifts)
    assert tiers.of(give(coins=coins, combo=combo, count=count)).id == tier


def test_gifts_of_other_platforms_are_worth_what_was_paid() -> None:
    assert coins_of(give(coins=0, worth_fen=1000)) == 100


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("tier = []", "1 to 20 tiers"),
        ('tier = [{id = "a", from_coins = 3, shows = "line"}]', "the first from 0"),
        ('tier = [{id = "a", from_coins = 0, shows = "loud"}]', "shows is one of"),
        ('tier = [{id = "a", from_coins = 0, shows = "line", shown = 1}]', "shown"),
        ('tier = [{id = "a", from_coins = 0, shows = "line", duck_db = 3}]', "duck_db"),
        ('milestone = 1\ntier = [{id = "a", from_coins = 0, shows = "line"}]', "int"),
        ("tier = [", "can't be read"),
    ],
)
def test_tiers_that_can_not_be_used_are_said(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(TierError, match=fault):
        read_tiers(tmp_path)
