"""Tests of studio.effects.shelf."""

import os
from pathlib import Path

import pytest

from studio.effects.planes import NOTHING, Box, planes_bytes
from studio.effects.round import Round
from studio.effects.shelf import Shelf, shelf_folder


def drawn(filled: int = 1) -> Round:
    planes = bytes([filled]) * planes_bytes(4, 2)
    return Round(60, 40, 1_000, (Box(-2, 0, 4, 2), NOTHING), (planes, b""), "fewer")


def test_what_was_put_there_is_there_next_time(tmp_path: Path) -> None:
    Shelf(tmp_path).put("a", drawn())
    again = Shelf(tmp_path).get("a")
    assert again
    assert again.to_message() == drawn().to_message()
    assert again.planes == drawn().planes
    assert Shelf(tmp_path).get("b") is None


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"[]\n", b"\xff\xfe\n", None])
def test_what_is_damaged_is_drawn_again(tmp_path: Path, damage: bytes | None) -> None:
    Shelf(tmp_path).put("a", drawn())
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1] if damage is None else damage)
    assert Shelf(tmp_path).get("a") is None


def test_the_oldest_go_when_it_is_full(tmp_path: Path) -> None:
    Shelf(tmp_path).put("a", drawn())
    most_bytes = 2 * (tmp_path / "a.round").stat().st_size
    shelf = Shelf(tmp_path, most_bytes)
    for number, key in enumerate("abcd"):
        shelf.put(key, drawn(number))
        for path in tmp_path.iterdir():
            status = path.stat()
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 10**9))
        shelf.get("a")
    assert shelf.get("a")
    assert shelf.get("b") is None
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= most_bytes


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    shelf = Shelf(tmp_path / "file" / "folder")
    shelf.put("a", drawn())
    assert shelf.get("a") is None


def test_it_lies_in_the_user_s_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert shelf_folder() == tmp_path / "rocket-studio" / "rounds"
