"""Tests of studio.room.auth.stream_key."""

from pathlib import Path

from studio.room.auth.secret import GRACE_S, Secret
from studio.room.auth.stream_key import is_stream_key, stream_key

NOW_S = 1_800_000_000


def test_a_room_has_one_key_and_no_other_room_has_it(tmp_path: Path) -> None:
    secret = Secret.open(tmp_path / "secret")
    key = stream_key(secret, "1")
    assert key == stream_key(Secret.open(tmp_path / "secret"), "1")
    assert is_stream_key(secret, "1", key, NOW_S)
    assert not is_stream_key(secret, "2", key, NOW_S)
    assert not is_stream_key(secret, "1", key[:-1], NOW_S)
    assert not is_stream_key(secret, "1", "é", NOW_S)


def test_it_changes_with_the_secret_after_a_while(tmp_path: Path) -> None:
    secret = Secret.open(tmp_path / "secret")
    old = stream_key(secret, "1")
    secret.rotate(NOW_S)
    assert stream_key(secret, "1") != old
    assert is_stream_key(secret, "1", old, NOW_S + GRACE_S - 1)
    assert not is_stream_key(secret, "1", old, NOW_S + GRACE_S)
