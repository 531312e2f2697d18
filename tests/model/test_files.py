"""Tests of studio.model.files."""

import stat
from pathlib import Path

import pytest

from studio.model.files import FileError, write_whole


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old and longer than the new one")
    write_whole(path, "新")
    assert path.read_text("utf-8") == "新"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_for_its_owner_only_is_never_anything_else(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    (tmp_path / "secret.tmp").write_text("left by a crash")
    write_whole(path, "key", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_can_not_be_written_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none/a\.json can't be written: No such file"):
        write_whole(tmp_path / "none" / "a.json", "")
