"""Tests of studio.room.rules.giving, through a room."""

from dataclasses import replace

import pytest

from studio.room.ledger.entries import Order
from studio.room.protocol.events import Gift, MemberChanged
from studio.room.protocol.values import Role, Tier
from studio.room.rules.giving import detail_of
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import FanLevel, GiftShown, UserLevel
from studio.room.rules.saved import SavedMember, SavedRoom
from tests.room.rules.stage import DATA, START_MS, Stage, code


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.come("lin")
    stage.come("wu")
    stage.come("co", Role.COHOST)
    stage.come("gu", is_guest=True)
    return stage


def gift(outcome: Outcome) -> Gift:
    first = outcome.events[0]
    assert isinstance(first, Gift)
    return first


@pytest.mark.parametrize(
    ("giver", "kind", "to", "refusal"),
    [
        ("lin", "moon", None, "unknown_gift"),
        ("lin", "rose", "lin", "own_gift"),
        ("anchor", "rose", None, "own_gift"),
        ("lin", "rose", "wu", "no_receiver"),
        ("lin", "rose", "nobody", "no_receiver"),
        ("gu", "rose", None, "guest"),
        ("nobody", "rose", None, "not_here"),
    ],
)
def test_what_can_not_be_given(
    stage: Stage, giver: str, kind: str, to: str | None, refusal: str
) -> None:
    assert code(stage.order(giver, kind, to=to)) == refusal


def test_an_order_says_all_that_is_needed(stage: Stage) -> None:
    order = stage.order("lin", "cake", count=3)
    assert isinstance(order, Order)
    assert (order.room, order.giver, order.receiver) == ("1", "lin", "anchor")
    assert (order.gift, order.count, order.coins, order.key) == ("cake", 3, 897, "key-12345678")
    detail = detail_of(order)
    assert (detail.name, detail.coins, detail.giver, detail.receiver) == (
        "蛋糕",
        299,
        "LIN",
        "阿月",
    )


def test_a_cohost_who_is_here_can_be_given(stage: Stage) -> None:
    assert gift(stage.give("lin", "rose", to="co")).to.user == "co"
    stage.room.leave("co", stage.now_ms)
    assert code(stage.order("lin", "rose", to="co")) == "no_receiver"


def test_the_anchor_can_be_given_while_away(stage: Stage) -> None:
    stage.room.leave("anchor", stage.now_ms)
    assert gift(stage.give("lin", "rose")).to.name == "阿月"


def test_a_number_lands_once(stage: Stage) -> None:
    order = stage.order("lin", "cake")
    assert isinstance(order, Order)
    receipt = stage.pay(order)
    assert stage.room.gift_landed(receipt, stage.now_ms).records
    again = stage.room.gift_landed(replace(receipt, is_repeat=True), stage.now_ms)
    assert again == Outcome()
    assert stage.room.person("lin").level == DATA.levels.user.level(299)


def test_one_that_was_counted_before_a_restart_is_only_shown() -> None:
    stage = Stage(SavedRoom(shown_gifts=(1,), members=(SavedMember("lin", "Lin", 299),)))
    stage.come("lin")
    order = stage.order("lin", "cake")
    assert isinstance(order, Order)
    receipt = stage.pay(order)
    landed = stage.room.gift_landed(receipt, stage.now_ms)
    assert (gift(landed).gift, landed.records) == (1, ())
    assert stage.room.gift_landed(receipt, stage.now_ms) == Outcome()
    assert stage.room.person("lin").level == DATA.levels.user.level(299)
    assert gift(stage.give("lin", "cake")).combo_count == 1


def test_it_lands_after_a_restart_from_somebody_who_left(stage: Stage) -> None:
    order = stage.order("lin", "club-light", count=2)
    assert isinstance(order, Order)
    receipt = replace(stage.pay(order), number=77)
    landed = Stage().room.gift_landed(receipt, START_MS + 999)
    shown = gift(landed)
    assert (shown.by.name, shown.to.name, shown.name, shown.coins) == ("LIN", "阿月", "粉丝灯牌", 2)
    assert shown.combo == "combo-77"
    assert [type(each) for each in landed.records] == [GiftShown, UserLevel, FanLevel]


@pytest.mark.parametrize("detail", ["{}", "", "no json", '{"name": "x", "coins": -1}'])
def test_an_order_without_use_is_shown_with_what_is_known(detail: str) -> None:
    order = Order("key-00000001", "1", "lin", "co", "moon", 2, 10, detail)
    stage = Stage()
    shown = gift(stage.room.gift_landed(stage.pay(order), stage.now_ms))
    assert (shown.name, shown.by.name, shown.to.name) == ("moon", "lin", "co")
    assert shown.tier is Tier.SMALL


def test_a_combo_grows_by_the_time_of_payment(stage: Stage) -> None:
    combos = []
    for at_ms in (0, 3_000, 5_999, 9_000):
        order = stage.order("lin", "rose", count=4)
        assert isinstance(order, Order)
        receipt = stage.pay(order, START_MS + at_ms)
        combos.append(gift(stage.room.gift_landed(receipt, START_MS + 60_000)))
    assert [each.combo_count for each in combos] == [4, 8, 12, 4]
    assert [each.milestone for each in combos] == [0, 0, 10, 0]
    assert [each.combo for each in combos] == ["combo-1"] * 3 + ["combo-4"]
    assert combos[0].combo_ends_ms == START_MS + 3_000


@pytest.mark.parametrize(
    ("kind", "count", "tier", "milestone"),
    [
        ("rose", 9, Tier.SMALL, 0),
        ("rose", 10, Tier.MIDDLE, 10),
        ("rose", 520, Tier.LARGE, 520),
        ("rose", 1_314, Tier.LEGENDARY, 1_314),
        ("rocket", 1, Tier.LEGENDARY, 0),
        ("rocket", 66, Tier.LEGENDARY, 66),
    ],
)
def test_a_milestone_raises_the_tier(
    stage: Stage, kind: str, count: int, tier: Tier, milestone: int
) -> None:
    shown = gift(stage.give("lin", kind, count=count))
    assert (shown.tier, shown.milestone) == (tier, milestone)


def test_givers_rise(stage: Stage) -> None:
    first = stage.give("lin", "rose")
    assert [each.what for each in first.events if isinstance(each, MemberChanged)] == ["level"]
    assert gift(first).by.level == 1
    second = stage.give("lin", "rose")
    assert not [each for each in second.events if isinstance(each, MemberChanged)]
    levels = [each for each in second.records if isinstance(each, UserLevel)]
    assert levels == [UserLevel("1", "lin", "LIN", 2, 1, START_MS)]
