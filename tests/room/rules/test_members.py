"""Tests of studio.room.rules.members."""

import pytest

from studio.room.protocol.values import Badge, Person, Role
from studio.room.rules.members import Members
from studio.room.rules.refusal import RefusalError
from studio.room.rules.roles import Roles
from studio.room.rules.saved import SavedMember
from tests.room.rules.stage import ANCHOR, DATA


def members(most: int = 10, most_present: int = 10) -> Members:
    levels = DATA.levels
    return Members(ANCHOR, Roles("anchor", 5), levels.user, levels.fan_club, most, most_present)


def person(user: str, role: Role = Role.VIEWER) -> Person:
    return Person(user=user, name=user.upper(), role=role)


def test_several_connections_count_once() -> None:
    room = members()
    assert [room.join(person("lin"), False) for _ in range(3)] == [True, False, False]
    assert room.present == 1
    assert [room.leave("lin") for _ in range(4)] == [False, False, True, False]
    assert room.present == 0


def test_the_anchor_is_no_viewer() -> None:
    room = members()
    room.join(person("lin"), False)
    room.join(ANCHOR, False)
    assert (room.present, room.viewers) == (2, 1)


def test_a_stranger_can_not_leave_nor_act() -> None:
    room = members()
    assert not room.leave("lin")
    with pytest.raises(RefusalError, match="Come into the room first"):
        room.here("lin")
    room.join(person("lin"), False)
    assert room.here("lin").name == "LIN"
    room.leave("lin")
    with pytest.raises(RefusalError, match="Come into the room first"):
        room.here("lin")


def test_a_full_room_takes_staff_only() -> None:
    room = members(most_present=1)
    room.join(person("lin"), False)
    room.join(person("lin"), False)  # a second device takes no place
    with pytest.raises(RefusalError, match="The room is full") as told:
        room.join(person("wu"), False)
    assert told.value.retry_ms
    room.join(person("mo", Role.MODERATOR), False)
    room.join(ANCHOR, False)
    assert room.present == 3


def test_the_longest_gone_are_forgotten_first() -> None:
    room = members(most=3)
    for user in ("a", "b", "c"):
        room.join(person(user), False)
    for user in ("b", "a"):
        room.leave(user)
    room.join(person("d"), False)
    assert room.find("b") is None
    assert room.find("a")
    assert room.find("c")
    room.join(person("a"), False)
    room.join(person("e"), False)  # all are here: nobody to forget
    assert (room.present, room.find("a") is not None) == (4, True)


def test_somebody_is_seen_with_level_badge_and_role() -> None:
    room = members()
    room.restore([SavedMember("lin", "Lin", 200, 25), SavedMember("anchor", "old name", 3)])
    room.join(person("lin"), False)
    badge = Badge(club="阿月", level=2, anchor="anchor")
    assert room.person("lin") == Person(user="lin", name="LIN", level=3, badge=badge)
    assert room.person("nobody") == Person(user="nobody", name="nobody")
    assert room.person("nobody", "Somebody").name == "Somebody"
    assert room.person("anchor") == Person(user="anchor", name="阿月", role=Role.ANCHOR, level=1)
    assert room.find("lin") is room.remember("lin", "other")
