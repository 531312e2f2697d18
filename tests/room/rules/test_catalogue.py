"""Tests of studio.room.rules.catalogue; test_data.py has the mistakes."""

import pytest

from studio.room.protocol.values import Tier
from studio.room.rules.refusal import RefusalError
from tests.room.rules.stage import DATA

GIFTS = DATA.gifts


@pytest.mark.parametrize(
    ("before", "after", "milestone"),
    [
        (0, 1, 0),
        (0, 9, 0),
        (9, 10, 10),
        (10, 11, 0),
        (0, 66, 66),
        (0, 100, 99),
        (519, 521, 520),
        (1_313, 1_314, 1_314),
        (1_314, 9_999, 0),
        (0, 9_999, 1_314),
    ],
)
def test_a_milestone_is_reached_once(before: int, after: int, milestone: int) -> None:
    reached = GIFTS.combo.reached(before, after)
    assert (reached.count if reached else 0) == milestone


@pytest.mark.parametrize(
    ("coins", "raises", "tier"),
    [
        (0, 0, Tier.FREE),
        (1, 0, Tier.SMALL),
        (10, 0, Tier.SMALL),
        (11, 0, Tier.MIDDLE),
        (500, 0, Tier.LARGE),
        (5_000, 0, Tier.LEGENDARY),
        (1, 1, Tier.MIDDLE),
        (1, 3, Tier.LEGENDARY),
        (5_000, 3, Tier.LEGENDARY),
    ],
)
def test_a_tier_follows_from_the_price_and_is_raised(coins: int, raises: int, tier: Tier) -> None:
    assert GIFTS.tier(coins, raises) is tier


def test_an_unknown_gift_is_refused() -> None:
    assert GIFTS.find("rose").coins == 1
    with pytest.raises(RefusalError, match="There is no gift 'moon'"):
        GIFTS.find("moon")
