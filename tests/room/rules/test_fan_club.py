"""Tests of studio.room.rules.fan_club, through a room."""

from studio.room.protocol.events import MemberChanged
from studio.room.protocol.values import Badge, Role
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import FanLevel
from tests.room.rules.stage import START_MS, Stage


def badges(outcome: Outcome) -> list[Badge | None]:
    return [
        each.who.badge
        for each in outcome.events
        if isinstance(each, MemberChanged) and each.what == "badge"
    ]


def club(level: int) -> Badge:
    return Badge(club="阿月", level=level, anchor="anchor")


def test_a_club_gift_lets_in_and_gifts_bring_nearer() -> None:
    stage = Stage()
    stage.come("lin")
    assert badges(stage.give("lin", "cake")) == []
    joined = stage.give("lin", "club-light")
    assert badges(joined) == [club(1)]
    assert joined.records[-1] == FanLevel("1", "lin", "LIN", 1, 1, START_MS)
    again = stage.give("lin", "club-light")
    assert badges(again) == []
    assert again.records[-1] == FanLevel("1", "lin", "LIN", 2, 1, START_MS)
    assert badges(stage.give("lin", "coffee")) == [club(2)]
    assert stage.room.person("lin").badge == club(2)


def test_what_a_cohost_is_given_counts_for_no_club() -> None:
    stage = Stage()
    stage.come("lin")
    stage.come("co", Role.COHOST)
    assert badges(stage.give("lin", "club-light", to="co")) == []
    assert stage.room.person("lin").badge is None
