"""Tests of studio.room.auth.invitations."""

from pathlib import Path

import pytest

from studio.room.auth.errors import TokenError
from studio.room.auth.invitations import (
    Invitation,
    digest_of,
    read_invitation,
    sign_invitation,
)
from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.protocol.values import Role

NOW_S = 1_800_000_000


@pytest.fixture
def tokens(tmp_path: Path) -> Tokens:
    return Tokens(Secret.open(tmp_path / "secret"))


@pytest.mark.parametrize(
    "invitation",
    [
        Invitation("1", Role.ANCHOR, NOW_S + 60, "Lin", user="u-lin"),
        Invitation("1", Role.MODERATOR, NOW_S + 60, "Lin"),
        Invitation("1", Role.VIEWER, NOW_S + 60, "Lin", is_guest=True),
    ],
)
def test_what_a_link_gives_is_what_was_invited(tokens: Tokens, invitation: Invitation) -> None:
    assert read_invitation(tokens, sign_invitation(tokens, invitation), NOW_S) == invitation


def test_two_links_that_give_the_same_are_two(tokens: Tokens) -> None:
    guests = Invitation("1", Role.VIEWER, NOW_S + 60, "Lin", kind="guest")
    one, other = sign_invitation(tokens, guests), sign_invitation(tokens, guests)
    assert digest_of(one) != digest_of(other)
    assert read_invitation(tokens, one, 0) == read_invitation(tokens, other, 0) == guests


def test_a_link_ends(tokens: Tokens) -> None:
    link = sign_invitation(tokens, Invitation("1", Role.MODERATOR, NOW_S + 60, "Lin"))
    with pytest.raises(TokenError, match="Ask for a new one") as caught:
        read_invitation(tokens, link, NOW_S + 60)
    assert caught.value.code == "invitation_expired"


def test_nobody_signs_in_by_being_invited_and_nobody_invites_by_being_signed_in(
    tokens: Tokens,
) -> None:
    link = sign_invitation(tokens, Invitation("1", Role.ANCHOR, NOW_S + 60, "Lin", user="u-lin"))
    with pytest.raises(TokenError):
        tokens.read(link, NOW_S)
    access = tokens.sign(Claims("u-lin", "Lin", Role.ANCHOR, "1", False, NOW_S + 60))
    with pytest.raises(TokenError, match="not one of this server"):
        read_invitation(tokens, access, NOW_S)


def test_an_invitation_to_no_room_is_refused(tokens: Tokens) -> None:
    nowhere = Claims("u", "Lin", Role.ANCHOR, None, False, NOW_S + 60, Scope.INVITATION)
    with pytest.raises(TokenError):
        read_invitation(tokens, tokens.sign(nowhere), NOW_S)
