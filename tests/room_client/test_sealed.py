"""Tests of studio.room_client.sealed."""

import pytest

from studio.room_client.sealed import MAX_SECRET_BYTES, SealedError, SealingKey, seal

SECRET = "rtmp://live.example.com/app/密钥-1"


def test_only_the_one_it_is_for_can_open_it() -> None:
    key, other = SealingKey.make(), SealingKey.make()
    sealed = seal(SECRET, key.public, "1")
    assert key.open(sealed, "1") == SECRET
    assert sealed != seal(SECRET, key.public, "1")
    for wrong, room in ((other, "1"), (key, "2")):
        with pytest.raises(SealedError, match="not sealed for this studio"):
            wrong.open(sealed, room)


def test_what_was_changed_on_its_way_is_not_opened() -> None:
    key = SealingKey.make()
    sealed = seal(SECRET, key.public, "1")
    for place in (0, 50, len(sealed) - 5):
        letter = "A" if sealed[place] != "A" else "B"
        with pytest.raises(SealedError):
            key.open(sealed[:place] + letter + sealed[place + 1 :], "1")
    for nonsense in ("", "AAAA", "not base 64!", "A" * 40_000, "A" * 100):
        with pytest.raises(SealedError):
            key.open(nonsense, "1")


def test_what_is_no_key_or_too_long_is_refused() -> None:
    zero = "A" * 43 + "="
    for nonsense in ("", "AAAA", "!", zero):
        with pytest.raises(SealedError, match="once more"):
            seal(SECRET, nonsense, "1")
    with pytest.raises(SealedError, match="1000000 bytes"):
        seal("x" * (MAX_SECRET_BYTES + 1), SealingKey.make().public, "1")
