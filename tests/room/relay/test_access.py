"""Tests of studio.room.relay.access: what opens what, and what does not."""

import time
from pathlib import Path

import pytest

from studio.room.auth.secret import Secret
from studio.room.auth.tokens import Claims, Scope, Tokens
from studio.room.protocol.values import Role
from studio.room.relay.access import ENCODER, Access
from studio.room.relay.errors import AccessError

NOW_S = int(time.time())


@pytest.fixture
def secret(tmp_path: Path) -> Secret:
    return Secret.open(tmp_path / "secret")


def token(secret: Secret, scope: Scope, room: str | None = "1", expires_s: int = NOW_S + 9) -> str:
    claims = Claims("lin", "Lin", Role.ANCHOR, room, False, expires_s, scope)
    return Tokens(secret).sign(claims)


def test_a_token_opens_its_room_for_its_purpose(secret: Secret) -> None:
    access = Access(secret)
    publish, watch = token(secret, Scope.PUBLISH), token(secret, Scope.ACCESS)
    operate = token(secret, Scope.OPERATOR, None)
    assert access.publisher("1", {"token": publish}, NOW_S) == "lin"
    assert access.viewer("1", {"token": watch}, NOW_S) == "lin"
    access.operator(f"Bearer {operate}", NOW_S)
    for wrong in (watch, operate, token(secret, Scope.PUBLISH, "2"), "", "x.y.z", "x" * 9999):
        with pytest.raises(AccessError):
            access.publisher("1", {"token": wrong}, NOW_S)
        with pytest.raises(AccessError):
            access.publisher("1", {"key": wrong}, NOW_S)
    for header in (f"Bearer {publish}", operate, "", "Bearer "):
        with pytest.raises(AccessError):
            access.operator(header, NOW_S)
    with pytest.raises(AccessError):
        access.publisher("1", {"token": publish}, NOW_S + 10)


def test_a_stream_key_opens_one_room(secret: Secret) -> None:
    access = Access(secret)
    room, _, key = access.stream_key("1").partition("?key=")
    assert (room, access.publisher("1", {"key": key}, NOW_S)) == ("1", ENCODER)
    for wrong in (access.stream_key("2").partition("=")[2], key[:-1], key + "a", "", "ключ"):
        with pytest.raises(AccessError) as caught:
            access.publisher("1", {"key": wrong}, NOW_S)
        assert key not in str(caught.value)


@pytest.mark.parametrize("room", ["", "a/b", "..%2f", "x" * 65, "房间"])
def test_a_room_has_a_plain_name(secret: Secret, room: str) -> None:
    with pytest.raises(AccessError, match="A room's name"):
        Access(secret).publisher(room, {"key": "a"}, NOW_S)
