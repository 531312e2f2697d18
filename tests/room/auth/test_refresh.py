"""Tests of studio.room.auth.refresh."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.auth.refresh import (
    OPERATOR_SESSION_S,
    OVERLAP_S,
    SESSION_S,
    begin,
    go_on,
    number_of,
)

NOW_S = 1_800_000_000


def test_each_use_gives_the_next_cookie() -> None:
    session, cookie = begin("u1", NOW_S)
    for hour in range(3):
        gone_on = go_on(session, cookie, NOW_S + 3600 * hour)
        assert gone_on is not None
        assert gone_on[1] != cookie
        session, cookie = gone_on
        assert number_of(cookie) == session.number
    assert session.expires_s == NOW_S + 7200 + SESSION_S


def test_two_tabs_at_once_both_stay() -> None:
    session, cookie = begin("u1", NOW_S)
    first = go_on(session, cookie, NOW_S)
    assert first is not None
    assert go_on(first[0], cookie, NOW_S + OVERLAP_S - 1) == (first[0], cookie)


def test_a_copied_cookie_ends_the_session() -> None:
    session, cookie = begin("u1", NOW_S)
    first = go_on(session, cookie, NOW_S)
    assert first is not None
    assert go_on(first[0], cookie, NOW_S + OVERLAP_S) is None


def test_a_session_ends() -> None:
    session, cookie = begin("u1", NOW_S)
    assert go_on(session, cookie, NOW_S + SESSION_S) is None


def test_an_operator_signs_in_anew_each_day() -> None:
    session, cookie = begin("operator", NOW_S, is_operator=True)
    gone_on = go_on(session, cookie, NOW_S + 3600)
    assert gone_on is not None
    assert gone_on[0].expires_s == NOW_S + OPERATOR_SESSION_S


def test_the_secret_is_not_kept() -> None:
    session, cookie = begin("u1", NOW_S)
    assert cookie.partition(".")[2] not in repr(session)


@pytest.mark.parametrize("cookie", ["", ".", "abc", "0123456789abcdef.", "0123456789abcdef.short"])
def test_what_is_no_cookie_of_ours_names_no_session(cookie: str) -> None:
    assert number_of(cookie) is None


@given(st.text())
def test_no_other_secret_goes_on(noise: str) -> None:
    session, _ = begin("u1", NOW_S)
    assert go_on(session, f"{session.number}.{noise}", NOW_S) is None
