"""Tests of studio.room.auth.operator_key."""

import os
import stat
import sys
from pathlib import Path

import pytest

from studio.room.auth.errors import SecretError
from studio.room.auth.operator_key import OperatorKey


def test_it_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "operator.key"
    key = OperatorKey.open(path)
    again = OperatorKey.open(path)
    assert key.is_new
    assert not again.is_new
    assert again.is_it(key.reveal())
    assert again.is_it(f" {key.reveal().upper()}\n")
    if sys.platform != "win32":
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_nothing_else_is_the_key(tmp_path: Path) -> None:
    key = OperatorKey.open(tmp_path / "operator.key")
    for other in ("", "钥匙", key.reveal()[:-1], key.reveal() + "a"):
        assert not key.is_it(other)


def test_it_does_not_show_itself(tmp_path: Path) -> None:
    key = OperatorKey.open(tmp_path / "operator.key")
    assert key.reveal() not in repr(key)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 32])
def test_a_damaged_one_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "operator.key"
    path.write_bytes(content)
    with pytest.raises(SecretError, match=r"is damaged\. Delete it"):
        OperatorKey.open(path)
