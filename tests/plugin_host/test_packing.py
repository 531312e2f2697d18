"""Tests of studio.plugin_host.packing and contents: what travels, and what is refused."""

import contextlib
import os
import stat
import struct
import sys
import time
import zipfile
from pathlib import Path

import pytest

from studio.model.plugin import PluginError
from studio.plugin_host import contents, packing
from studio.plugin_host.making import make
from studio.plugin_host.packing import pack, unpack

GOOD = ("plugin.toml", "main.py")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "hello"
    make(folder)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "hello.zip"


def zipped(path: Path, *files: tuple[str, bytes], mode: int = stat.S_IFREG | 0o644) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return path


def refusal(path: Path, into: Path) -> str:
    with pytest.raises(PluginError) as caught:
        unpack(path, into)
    return str(caught.value)


def test_what_belongs_to_a_plugin_travels_and_nothing_else(folder: Path, out: Path) -> None:
    (folder / "art").mkdir()
    (folder / "art" / "火箭.png").write_bytes(b"picture")
    for name in (".git/config", "__pycache__/main.pyc", "old.zip", "main.py~", "conftest.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    assert pack(folder, out) == ["art/火箭.png", "main.py", "plugin.toml"]
    unpack(out, folder.parent / "other")
    for name in ("main.py", "plugin.toml", "art/火箭.png"):
        assert (folder.parent / "other" / name).read_bytes() == (folder / name).read_bytes()


def test_the_same_folder_gives_the_same_bytes(folder: Path, out: Path) -> None:
    pack(folder, out)
    first = out.read_bytes()
    for path in folder.iterdir():
        os.utime(path, (time.time() - 1e6, time.time() - 1e6))
        path.chmod(0o600)
    pack(folder, out)
    assert out.read_bytes() == first


def test_what_is_wrong_with_it_is_said_and_nothing_written(folder: Path, out: Path) -> None:
    (folder / "main.py").write_text("plugin = (\n")
    with pytest.raises(PluginError, match=r"main\.py:1: "):
        pack(folder, out)
    assert not out.exists()


def test_links_do_not_travel(folder: Path, out: Path) -> None:
    (folder / "secret.txt").symlink_to("/etc/passwd")
    with pytest.raises(PluginError, match="is a link or no plain file"):
        pack(folder, out)
    assert "is a link" in refusal(folder, folder.parent / "other")


@pytest.mark.parametrize(
    "name",
    [
        *("../main.py", "/etc/passwd", "a/../../b", "C:/x", "a\\b", "a//b", "./a", "nul.txt"),
        *("a" * 201, "/".join("abcdefghi"), "a\nb", "dot."),
    ],
)
def test_names_that_lead_elsewhere_are_refused(tmp_path: Path, out: Path, name: str) -> None:
    into = tmp_path / "in" / "to"
    assert "can't be in a plugin's folder" in refusal(zipped(out, (name, b"x")), into)
    assert not list(into.iterdir())


def test_a_link_in_a_zip_is_refused(tmp_path: Path, out: Path) -> None:
    zipped(out, ("link", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777)
    assert "'link' is a link" in refusal(out, tmp_path / "into")
    assert not list((tmp_path / "into").iterdir())


def test_names_that_are_one_on_some_systems_are_refused(tmp_path: Path, out: Path) -> None:
    zipped(out, ("Main.py", b"x"), ("main.py", b"y"))
    assert "'main.py' is there twice" in refusal(out, tmp_path / "into")


def test_bombs_are_refused(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zeros = bytes(contents.MAX_FILE_BYTES + 1)
    zipped(out, ("a", zeros))
    assert out.stat().st_size < 1 << 20
    assert "'a' is over 32 MiB" in refusal(out, tmp_path / "1")
    zipped(out, *((f"{n}", zeros[:-1]) for n in range(5)))
    assert "over 128 MiB together" in refusal(out, tmp_path / "2")
    monkeypatch.setattr(contents, "MAX_FILES", 3)
    assert "over 3 files" in refusal(out, tmp_path / "3")


def test_a_bomb_that_lies_of_its_size_is_refused(tmp_path: Path, out: Path) -> None:
    zipped(out, ("a", bytes(50 << 20)))
    size = struct.pack("<I", 50 << 20)
    out.write_bytes(out.read_bytes().replace(size, struct.pack("<I", 10)))
    refusal(out, tmp_path / "into")
    assert sum(path.stat().st_size for path in (tmp_path / "into").iterdir()) <= 32 << 20


def test_an_endless_list_of_files_is_not_read(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zipped(out, *((f"{n}", b"") for n in range(100)))
    monkeypatch.setattr(packing, "_MAX_LIST_BYTES", 1_000)
    assert "lists too many files" in refusal(out, tmp_path / "into")


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\5\6", b"PK\5\6" + bytes(18) + b"x" * 9])
def test_what_is_no_zip_is_said(tmp_path: Path, out: Path, data: bytes) -> None:
    out.write_bytes(data)
    into = tmp_path / "into"
    if data.endswith(b"x"):
        unpack(out, into)  # an empty one with a comment
        assert not list(into.iterdir())
    else:
        assert "is no" in refusal(out, into)


def test_a_damaged_zip_is_unpacked_or_refused_with_a_sentence(folder: Path, out: Path) -> None:
    pack(folder, out)
    whole = out.read_bytes()
    for place in range(40, len(whole), 97):
        out.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        into = folder.parent / f"into {place}"
        with contextlib.suppress(PluginError):  # and nothing else is raised
            unpack(out, into)


def test_a_zip_of_the_folder_itself_will_do(folder: Path, out: Path, tmp_path: Path) -> None:
    files = [(f"hello/{name}", (folder / name).read_bytes()) for name in GOOD]
    unpack(zipped(out, *files), tmp_path / "into")
    assert sorted(path.name for path in (tmp_path / "into").iterdir()) == sorted(GOOD)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_in_a_folder_is_refused(folder: Path, out: Path) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(PluginError, match="no plain file"):
        pack(folder, out)
