"""Tests of studio.room.rules.restrictions."""

import pytest

from studio.room.protocol.values import Role
from studio.room.rules.records import Restraint, Restriction
from studio.room.rules.refusal import RefusalError
from studio.room.rules.restrictions import Restrictions

MUTE = Restraint.MUTE


def mute(user: str, until_ms: int, at_ms: int = 0, role: Role = Role.MODERATOR) -> Restriction:
    return Restriction("1", user, MUTE, until_ms, "mo", role, "", at_ms)


def test_it_ends_by_itself() -> None:
    mutes = Restrictions(MUTE, 9)
    mutes.set(mute("lin", 1_000), Role.MODERATOR)
    assert mutes.until_ms("lin", 999) == 1_000
    assert mutes.until_ms("lin", 1_000) is None
    assert mutes.until_ms("wu", 0) is None


def test_it_is_made_longer_shorter_or_lifted() -> None:
    mutes = Restrictions(MUTE, 9)
    for until_ms in (1_000, 5_000, 2_000):
        mutes.set(mute("lin", until_ms), Role.MODERATOR)
    assert mutes.until_ms("lin", 1_500) == 2_000
    mutes.set(mute("wu", 1_600, 1_500), Role.MODERATOR)  # what the first would have ended goes
    assert mutes.until_ms("lin", 1_500) == 2_000
    mutes.set(mute("lin", 1_700, 1_700), Role.MODERATOR)
    assert mutes.until_ms("lin", 1_700) is None


def test_only_equals_and_higher_change_it() -> None:
    mutes = Restrictions(MUTE, 9)
    mutes.set(mute("lin", 1_000, 0, Role.ANCHOR), Role.ANCHOR)
    with pytest.raises(RefusalError, match="somebody of a higher role"):
        mutes.set(mute("lin", 0), Role.MODERATOR)
    assert mutes.until_ms("lin", 0) == 1_000
    mutes.set(mute("lin", 2_000, 1_000), Role.MODERATOR)  # it was over
    assert mutes.until_ms("lin", 1_500) == 2_000


def test_only_so_many_are_in_force() -> None:
    mutes = Restrictions(MUTE, 2)
    for user in ("a", "b", "a"):
        mutes.set(mute(user, 1_000), Role.MODERATOR)
    with pytest.raises(RefusalError, match="2 people are under a mute"):
        mutes.set(mute("c", 1_000), Role.MODERATOR)
    mutes.set(mute("c", 2_000, 1_000), Role.MODERATOR)
    assert mutes.until_ms("c", 1_000) == 2_000


def test_changing_the_same_again_and_again_takes_no_room() -> None:
    mutes = Restrictions(MUTE, 2)
    for index in range(100):
        mutes.set(mute("a", 1_000 + index), Role.MODERATOR)
    mutes.set(mute("b", 2_000, 1_098), Role.MODERATOR)
    assert mutes.until_ms("a", 1_098) == 1_099
    assert len(mutes._ends) <= 5


def test_those_of_its_kind_come_back_after_a_restart() -> None:
    saved = [mute("lin", 1_000), mute("wu", 2_000)]
    assert Restrictions(MUTE, 9, saved).until_ms("wu", 0) == 2_000
    assert Restrictions(Restraint.BAN, 9, saved).until_ms("wu", 0) is None
