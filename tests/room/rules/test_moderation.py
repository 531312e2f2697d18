"""Tests of studio.room.rules.moderation, through a room."""

import pytest

from studio.room.protocol.events import MemberChanged, Restricted, SlowModeChanged
from studio.room.protocol.values import Person, Role
from studio.room.rules.records import Appointment, Restraint, Restriction, SlowModeSet
from studio.room.rules.saved import SavedRoom
from tests.room.rules.stage import START_MS, Stage, code, is_accepted

PEOPLE = {
    "lin": Role.VIEWER,
    "wu": Role.VIEWER,
    "mo": Role.MODERATOR,
    "mo2": Role.MODERATOR,
    "co": Role.COHOST,
}


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    for user, role in PEOPLE.items():
        stage.come(user, role)
    return stage


@pytest.mark.parametrize("kind", ["mute", "ban"])
def test_a_restriction_is_told_and_kept(stage: Stage, kind: str) -> None:
    done = stage.act("mo", kind, user="lin", duration_s=60, reason="spam")
    until_ms = START_MS + 60_000
    assert done.events == (
        Restricted(who="lin", what=kind, until_ms=until_ms, role_of_actor=Role.MODERATOR),  # type: ignore[arg-type]
    )
    assert done.records == (
        Restriction("1", "lin", Restraint(kind), until_ms, "mo", Role.MODERATOR, "spam", START_MS),
    )
    assert done.kicked == (("lin",) if kind == "ban" else ())


@pytest.mark.parametrize("kind", ["mute", "ban"])
def test_what_is_lifted_is_told_without_a_time(stage: Stage, kind: str) -> None:
    stage.act("mo", kind, user="lin", duration_s=60)
    done = stage.act("mo", kind, user="lin", duration_s=0)
    assert [event.until_ms for event in done.events if isinstance(event, Restricted)] == [0]
    assert [kept.until_ms for kept in done.records if isinstance(kept, Restriction)] == [START_MS]


@pytest.mark.parametrize("kind", ["mute", "ban"])
@pytest.mark.parametrize(
    ("by", "to", "refusal"),
    [
        ("lin", "wu", "not_allowed"),
        ("mo", "lin", ""),
        ("mo", "mo", "not_allowed"),
        ("mo", "mo2", "not_allowed"),
        ("mo", "co", "not_allowed"),
        ("mo", "anchor", "not_allowed"),
        ("mo", "never-here", ""),
        ("co", "mo", ""),
        ("co", "anchor", "not_allowed"),
        ("anchor", "co", ""),
        ("anchor", "anchor", "not_allowed"),
    ],
)
def test_who_restricts_whom(stage: Stage, kind: str, by: str, to: str, refusal: str) -> None:
    assert code(stage.act(by, kind, user=to, duration_s=60)) == refusal


def test_a_higher_one_s_mute_stays(stage: Stage) -> None:
    stage.act("anchor", "mute", user="lin", duration_s=60)
    assert code(stage.act("mo", "mute", user="lin", duration_s=0)) == "not_allowed"
    assert is_accepted(stage.act("anchor", "mute", user="lin", duration_s=0))
    assert is_accepted(stage.say("lin", "thanks"))


def test_the_banned_do_nothing_and_come_back_later(stage: Stage) -> None:
    stage.act("mo", "ban", user="lin", duration_s=60)
    assert code(stage.act("lin", "like")) == "banned"  # before the connection ended
    assert code(stage.may_say("lin")) == "banned"
    assert code(stage.order("lin", "rose")) == "banned"
    stage.room.leave("lin", stage.now_ms)
    refused = stage.come("lin")
    assert code(refused) == "banned"
    stage.wait(60_000)
    assert code(stage.come("lin")) == ""


def test_a_ban_is_lifted(stage: Stage) -> None:
    stage.act("mo", "ban", user="lin", duration_s=60)
    lifted = stage.act("mo", "ban", user="lin", duration_s=0)
    assert lifted.kicked == ()
    assert code(stage.act("lin", "like")) == ""


def test_mutes_bans_and_slow_mode_outlive_a_restart() -> None:
    ends_ms = START_MS + 60_000
    mute, ban = (
        Restriction("1", user, what, ends_ms, "mo", Role.MODERATOR, "", START_MS)
        for user, what in (("lin", Restraint.MUTE), ("wu", Restraint.BAN))
    )
    stage = Stage(SavedRoom(restrictions=(mute, ban), slow_mode_s=5))
    stage.come("lin")
    assert code(stage.say("lin", "hello")) == "muted"
    assert code(stage.come("wu")) == "banned"
    assert stage.room.state(stage.now_ms).slow_mode_s == 5


@pytest.mark.parametrize(
    ("by", "to", "role", "refusal"),
    [
        ("lin", "wu", Role.MODERATOR, "not_allowed"),
        ("mo", "lin", Role.VIEWER, "not_allowed"),
        ("co", "lin", Role.MODERATOR, ""),
        ("co", "lin", Role.COHOST, "not_allowed"),
        ("co", "co", Role.VIEWER, "not_allowed"),
        ("anchor", "lin", Role.COHOST, ""),
        ("anchor", "lin", Role.ANCHOR, "not_allowed"),
        ("anchor", "anchor", Role.VIEWER, "not_allowed"),
        ("anchor", "co", Role.VIEWER, ""),
    ],
)
def test_who_gives_which_role(stage: Stage, by: str, to: str, role: Role, refusal: str) -> None:
    assert code(stage.act(by, "appoint", user=to, role=role)) == refusal


def test_a_role_is_told_kept_and_had(stage: Stage) -> None:
    done = stage.act("anchor", "appoint", user="lin", role="moderator")
    lin = Person(user="lin", name="LIN", role=Role.MODERATOR)
    assert done.events == (MemberChanged(who=lin, what="role"),)
    assert done.records == (Appointment("1", "lin", Role.MODERATOR, "anchor", START_MS),)
    assert is_accepted(stage.act("lin", "mute", user="wu", duration_s=1))
    again = stage.act("anchor", "appoint", user="lin", role="moderator")
    assert is_accepted(again)
    assert again.events == ()
    stage.act("anchor", "appoint", user="mo", role="viewer")  # though the token says otherwise
    assert code(stage.act("mo", "mute", user="wu", duration_s=1)) == "not_allowed"


def test_slow_mode_is_told_once(stage: Stage) -> None:
    done = stage.act("mo", "slow_mode", seconds=5)
    assert done.events == (SlowModeChanged(seconds=5),)
    assert done.records == (SlowModeSet("1", 5, START_MS),)
    assert stage.act("mo", "slow_mode", seconds=5).events == ()
