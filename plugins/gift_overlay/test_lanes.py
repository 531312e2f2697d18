"""Tests of lanes."""

from conftest import give
from lanes import MAX_WAITING, Change, Lanes
from tiers import BANNERS_ONLY, coins_of

from studio.sdk import Gift

(TIER,) = BANNERS_ONLY.all


def take(lanes: Lanes, gift: Gift, now_s: float) -> list[Change]:
    return lanes.take(gift, TIER, coins_of(gift), now_s)


def whats(changes: list[Change]) -> list[str]:
    return [change.what for change in changes]


def test_a_run_shares_a_banner_that_stays_from_its_newest_gift() -> None:
    lanes = Lanes()
    assert whats(take(lanes, give(), 0)) == ["shown"]
    assert whats(take(lanes, give(combo=2), 3.0)) == ["bumped"]
    assert not lanes.due(6.9)
    assert whats(lanes.due(7.0)) == ["left"]
    assert not lanes.runs


def test_a_hundred_gifts_a_second_are_ten_pictures_a_second() -> None:
    lanes = Lanes()
    bumps = 0
    for number in range(200):
        bumps += whats(take(lanes, give(combo=number + 1), number / 100)).count("bumped")
    assert 15 <= bumps <= 21
    lanes.due(2.1)
    assert not any(run.is_behind for run in lanes.runs.values())


def test_the_dearest_of_those_that_wait_comes_first_and_others_leave_sooner() -> None:
    lanes = Lanes(stay_s=5.0)
    for number in range(3):
        take(lanes, give(by=f"user {number}"), 0)
    assert not take(lanes, give(by="poor"), 0.1)
    assert not take(lanes, give(by="rich", coins=5000), 0.1)
    assert whats(lanes.due(3.0)) == ["left"] * 3
    shown = lanes.due(3.6)
    assert [change.run.gift.by for change in shown] == ["rich", "poor"]


def test_a_run_without_end_makes_room_for_others() -> None:
    lanes = Lanes(count=1)
    take(lanes, give(combo=1), 0)
    take(lanes, give(by="other"), 0.5)
    changes = []
    for second in range(1, 16):
        changes += take(lanes, give(combo=second + 1), second)
        changes += lanes.due(second + 0.5)
    assert "left" in whats(changes)


def test_a_storm_is_bounded_and_who_finds_no_lane_is_handed_back() -> None:
    lanes = Lanes()
    changes = []
    for number in range(400):
        changes += take(lanes, give(by=f"u{number}", coins=number + 1), 0)
    assert len(lanes.runs) <= MAX_WAITING + 3
    gone = [change.run.gift.by for change in changes if change.what == "crowded_out"]
    assert gone[:2] == ["u3", "u4"]
    assert len(gone) + len(lanes.runs) == 400
    assert len(whats(lanes.due(1000))) >= MAX_WAITING


def test_who_gives_without_a_combo_has_a_banner_for_each() -> None:
    lanes = Lanes()
    take(lanes, Gift(1, "x", "X", 1, 1, "a", "", 1, 0), 0)
    take(lanes, Gift(2, "x", "X", 1, 1, "a", "", 1, 0), 0)
    assert len(lanes.runs) == 2
