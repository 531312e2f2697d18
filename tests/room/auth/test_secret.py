"""Tests of studio.room.auth.secret."""

import os
import stat
import sys
from pathlib import Path

import pytest

from studio.model.files import FileError
from studio.room.auth.errors import SecretError
from studio.room.auth.secret import Secret

NOW_S = 1_800_000_000


def test_it_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = Secret.open(tmp_path / "secret")
    assert Secret.open(tmp_path / "secret").current() == first.current()
    if sys.platform != "win32":
        assert stat.S_IMODE(os.stat(tmp_path / "secret").st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_others_notice_a_rotation(tmp_path: Path) -> None:
    edge, relay = (Secret.open(tmp_path / "secret") for _ in range(2))
    before = relay.current()
    edge.rotate(NOW_S)
    assert relay.current() == edge.current() != before
    assert [key.name for key in relay.proving(NOW_S)] == [edge.current().name, before.name]


@pytest.mark.parametrize("content", ["", "{}", "null", '{"keys": []}', "\x00" * 50])
def test_a_damaged_one_is_refused_with_what_to_do(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret"
    path.write_text(content)
    with pytest.raises(SecretError, match=r"is damaged\. Bring it back from a copy, or delete it"):
        Secret.open(path)


def test_an_error_does_not_show_the_key(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    key = Secret.open(path).current().hex
    path.write_text(path.read_text().replace('"version":1', '"version":2'))
    with pytest.raises(SecretError) as caught:
        Secret.open(path)
    assert key not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_one_that_is_damaged_later_puts_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    secret = Secret.open(path)
    key = secret.current()
    path.write_text("broken")
    assert secret.current() == key


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="can't be written: No such file"):
        Secret.open(tmp_path / "no" / "secret")


def test_a_key_does_not_show_itself(tmp_path: Path) -> None:
    key = Secret.open(tmp_path / "secret").current()
    assert key.hex not in repr(key)
