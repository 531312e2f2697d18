"""Tests of studio.room.auth.tokens."""

import base64
import json
from pathlib import Path

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.room.auth.errors import TokenError
from studio.room.auth.secret import GRACE_S, Secret
from studio.room.auth.tokens import ACCESS_S, Claims, Scope, Tokens
from studio.room.protocol.values import Role

NOW_S = 1_800_000_000
LIN = Claims("u-lin", "小林", Role.MODERATOR, "1", False, NOW_S + ACCESS_S)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Secret:
    return Secret.open(tmp_path_factory.mktemp("data") / "secret")


@pytest.fixture(scope="module")
def tokens(secret: Secret) -> Tokens:
    return Tokens(secret)


ids = st.from_regex(r"[A-Za-z0-9_.:-]{1,64}", fullmatch=True)
names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=64
).filter(str.strip)
claims = st.builds(
    Claims,
    user=ids,
    name=names.map(str.strip),
    role=st.sampled_from(Role),
    room=st.none() | ids,
    is_guest=st.booleans(),
    expires_s=st.integers(NOW_S + 1, NOW_S + 10**9),
    scope=st.sampled_from(Scope),
)


@given(claims)
@settings(max_examples=100)
def test_what_is_signed_is_read(tokens: Tokens, said: Claims) -> None:
    assert tokens.read(tokens.sign(said), NOW_S, said.scope) == said


def test_a_role_counts_in_its_room_only() -> None:
    assert LIN.role_in("1") is Role.MODERATOR
    assert LIN.role_in("2") is Role.VIEWER


def test_a_token_ends(tokens: Tokens) -> None:
    token = tokens.sign(LIN)
    assert tokens.read(token, NOW_S + ACCESS_S - 1) == LIN
    with pytest.raises(TokenError, match="Sign in again") as caught:
        tokens.read(token, NOW_S + ACCESS_S)
    assert caught.value.code == "token_expired"


@pytest.mark.parametrize("scope", [Scope.PUBLISH, Scope.INVITATION, Scope.OPERATOR])
def test_a_token_is_good_for_its_own_scope_only(tokens: Tokens, scope: Scope) -> None:
    with pytest.raises(TokenError, match="not meant for this"):
        tokens.read(tokens.sign(LIN), NOW_S, scope)


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
def test_noise_is_refused(tokens: Tokens, noise: str) -> None:
    with pytest.raises(TokenError):
        tokens.read(noise, NOW_S)


@given(st.data())
def test_a_changed_token_is_refused(tokens: Tokens, data: st.DataObject) -> None:
    token = tokens.sign(LIN)
    place = data.draw(st.integers(0, len(token) - 2))  # the last one holds bits of padding
    letter = data.draw(st.sampled_from("ABCabc019-_."))
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(TokenError):
            tokens.read(changed, NOW_S)


def test_a_token_without_a_signature_is_refused(tokens: Tokens) -> None:
    header, payload, _ = tokens.sign(LIN).split(".")
    kid = json.loads(base64.urlsafe_b64decode(header + "=="))["kid"]
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": kid}).encode())
    for forged in (f"{none.decode().rstrip('=')}.{payload}.", f"{header}.{payload}."):
        with pytest.raises(TokenError) as caught:
            tokens.read(forged, NOW_S)
        assert caught.value.code == "token_invalid"


def test_a_token_signed_elsewhere_is_refused(secret: Secret, tokens: Tokens) -> None:
    payload = jwt.decode(tokens.sign(LIN), options={"verify_signature": False})
    forged = jwt.encode(payload, b"x" * 32, "HS256", headers={"kid": secret.current().name})
    with pytest.raises(TokenError):
        tokens.read(forged, NOW_S)


@pytest.mark.parametrize("field", ["sub", "name", "role", "exp", "scope"])
def test_a_signed_token_that_lacks_something_is_refused(secret: Secret, field: str) -> None:
    tokens = Tokens(secret)
    payload = jwt.decode(tokens.sign(LIN), options={"verify_signature": False})
    del payload[field]
    key = secret.current()
    with pytest.raises(TokenError):
        tokens.read(jwt.encode(payload, key.key, "HS256", headers={"kid": key.name}), NOW_S)


def test_a_huge_token_is_refused_unread(tokens: Tokens) -> None:
    with pytest.raises(TokenError):
        tokens.read(tokens.sign(LIN) + "a" * 5000, NOW_S)


def test_after_a_rotation_old_tokens_hold_for_a_while(tmp_path: Path) -> None:
    secret = Secret.open(tmp_path / "secret")
    tokens = Tokens(secret)
    long = Claims("u1", "Lin", Role.ANCHOR, "1", False, NOW_S + 10**6, Scope.PUBLISH)
    old = tokens.sign(long)
    secret.rotate(NOW_S)
    assert tokens.read(old, NOW_S + GRACE_S - 1, Scope.PUBLISH) == long
    assert tokens.read(tokens.sign(long), NOW_S + GRACE_S, Scope.PUBLISH) == long
    with pytest.raises(TokenError):
        tokens.read(old, NOW_S + GRACE_S, Scope.PUBLISH)


def test_no_error_shows_the_token(tokens: Tokens) -> None:
    token = tokens.sign(LIN)
    with pytest.raises(TokenError) as caught:
        tokens.read(token[:-4] + "AAAA", NOW_S)
    assert token[:20] not in repr(caught.value)
    assert caught.value.__cause__ is None
