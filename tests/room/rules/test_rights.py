"""Tests of studio.room.rules.rights: the whole matrix, as it is meant."""

import pytest

from studio.room.protocol.values import Role
from studio.room.rules.refusal import RefusalError
from tests.room.rules.stage import DATA

VIEWER, MODERATOR, COHOST, ANCHOR = Role
LEAST = {
    "say": VIEWER,
    "give": VIEWER,
    "like": VIEWER,
    "ping": VIEWER,
    "vote": VIEWER,
    "enter_lottery": VIEWER,
    "hide": MODERATOR,
    "mute": MODERATOR,
    "ban": MODERATOR,
    "slow_mode": MODERATOR,
    "open_poll": MODERATOR,
    "close_poll": MODERATOR,
    "appoint": COHOST,
    "open_lottery": COHOST,
    "cancel_lottery": COHOST,
    "caption": COHOST,
    "receive": COHOST,
    "ask_battle": ANCHOR,
    "answer_battle": ANCHOR,
    "leave_battle": ANCHOR,
    "start_show": ANCHOR,
    "end_show": ANCHOR,
    "stage_ask": VIEWER,
    "stage_leave": VIEWER,
    "signal": VIEWER,
    "stage_accept": COHOST,
    "stage_refuse": COHOST,
    "stage_mute": COHOST,
    "stage_move": COHOST,
    "stage_remove": COHOST,
    "stage_host": ANCHOR,
    "stage_air": ANCHOR,
    "stand_by": VIEWER,
    "handoff_offer": ANCHOR,
    "handoff_take": ANCHOR,
    "handoff_confirm": ANCHOR,
    "handoff_cancel": ANCHOR,
    "handoff_transcode": ANCHOR,
    "handoff_ask": ANCHOR,
    "handoff_give": ANCHOR,
    "handoff_refuse": ANCHOR,
}
NOT_FOR_GUESTS = {"give", "enter_lottery"}
TO_LOWER = {"hide", "mute", "ban", "appoint"}
ROLES = list(Role)


def test_the_table_is_whole() -> None:
    assert DATA.rights.actions == LEAST.keys()


@pytest.mark.parametrize("action", LEAST)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("is_guest", [False, True])
def test_who_may_do_what(action: str, role: Role, is_guest: bool) -> None:
    is_high = ROLES.index(role) >= ROLES.index(LEAST[action])
    may = is_high and not (is_guest and action in NOT_FOR_GUESTS)
    assert DATA.rights.has(role, is_guest, action) is may
    if may:
        DATA.rights.check(role, is_guest, action)
        return
    with pytest.raises(RefusalError) as told:
        DATA.rights.check(role, is_guest, action)
    assert told.value.code == ("guest" if is_high else "not_allowed")
    assert " may not " in told.value.sentence


@pytest.mark.parametrize("action", LEAST)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("other", ROLES)
def test_nobody_does_it_to_equals_or_higher(action: str, role: Role, other: Role) -> None:
    if action not in TO_LOWER or ROLES.index(role) > ROLES.index(other):
        DATA.rights.check_towards(role, other, action)
        return
    with pytest.raises(RefusalError) as told:
        DATA.rights.check_towards(role, other, action)
    assert told.value.code == "not_allowed"


def test_the_sentence_names_who_may() -> None:
    with pytest.raises(RefusalError) as told:
        DATA.rights.check(Role.VIEWER, False, "mute")
    assert told.value.sentence == ("Viewers may not mute people. This is for moderators and above.")
    with pytest.raises(RefusalError) as told:
        DATA.rights.check(Role.COHOST, False, "end_show")
    assert told.value.sentence == "Co-hosts may not end shows. This is for the anchor."
