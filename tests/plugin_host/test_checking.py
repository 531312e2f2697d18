"""Tests of studio.plugin_host.checking and of the manifest."""

from pathlib import Path

import pytest

from studio.plugin_host.checking import faults
from studio.plugin_host.making import make

GOOD = """
id = "hello"
name = "Hello"
version = "1.0.0"
sdk = 1
rights = ["overlay"]
"""
CODE = "from studio.sdk import Plugin\n\nplugin = Plugin()\n"


def folder(tmp_path: Path, manifest: str = GOOD, code: str | bytes = CODE) -> Path:
    (tmp_path / "plugin.toml").write_text(manifest, "utf-8")
    data = code if isinstance(code, bytes) else code.encode()
    (tmp_path / "main.py").write_bytes(data)
    return tmp_path


def test_a_good_plugin_has_none(tmp_path: Path) -> None:
    assert faults(folder(tmp_path)) == []


def test_all_that_is_wrong_is_said_at_once_each_with_its_place(tmp_path: Path) -> None:
    wrong = 'id = "Hello!"\nversion = "one"\nsdk = 2\nrights = ["fly"]\nicon = "x"\n'
    found = faults(folder(tmp_path, wrong, "x = (\n"))
    assert len(found) == 7
    for place in ("id", "name", "version", "sdk", "rights.0", "icon"):
        assert any(f"plugin.toml: {place}: " in fault for fault in found), place
    assert f"{tmp_path / 'main.py'}:1: '(' was never closed." in found


@pytest.mark.parametrize(
    ("manifest", "code", "told"),
    [
        ("id = ?", CODE, "plugin.toml is not TOML: Invalid value (at line 1, column 6)."),
        ("\udcff", CODE, "is not TOML"),
        (GOOD + 'entry = "../other.py"\n', CODE, "plugin.toml: entry: "),
        (GOOD + 'entry = "gone.py"\n', CODE, "gone.py can't be read: No such file"),
        (GOOD, "import studio.sdk\n", "main.py: it makes no plugin; write `plugin = Plugin()`"),
        (GOOD, b"\xff\xfe\x00", "main.py"),
        (GOOD, CODE + "from studio.sdk import Gift\nprint(Gift)\n", 'needs the right "room"'),
        (GOOD.replace('"overlay"', ""), CODE + "plugin.canvas\n", 'needs the right "overlay"'),
        (GOOD, CODE + 'plugin.say("hi")\n', 'needs the right "reply"'),
        (GOOD, CODE + 'plugin.fetch("https://a.b", print)\n', "list the hosts under [http]"),
        (GOOD, CODE + "plugin.on(AudioLevel)(print)\n", 'needs the right "audio"'),
    ],
)
def test_what_is_wrong_is_a_sentence(tmp_path: Path, manifest: str, code: str, told: str) -> None:
    (tmp_path / "plugin.toml").write_bytes(manifest.encode("utf-8", "surrogateescape"))
    (tmp_path / "main.py").write_bytes(code if isinstance(code, bytes) else code.encode())
    found = faults(tmp_path)
    assert len(found) == 1, found
    assert told in found[0]


def test_a_folder_that_is_none_is_said(tmp_path: Path) -> None:
    assert faults(tmp_path / "gone") == [f"{tmp_path / 'gone'} is not a folder."]
    assert "plugin.toml can't be read: No such file" in faults(tmp_path)[0]


def test_a_new_plugin_has_none(tmp_path: Path) -> None:
    make(tmp_path / "my-first")
    assert faults(tmp_path / "my-first") == []


def test_a_page_is_there_and_not_endless(tmp_path: Path) -> None:
    manifest = GOOD + 'kind = "web"\nentry = "index.html"\n'
    assert "index.html can't be read: No such file" in faults(folder(tmp_path, manifest))[0]
    page = tmp_path / "index.html"
    page.write_text("<!doctype html>")
    assert faults(tmp_path) == []
    page.write_bytes(b" " * ((1 << 20) + 1))
    assert faults(tmp_path) == [f"{page} is too long: 1024 KiB at most."]


def test_a_web_plugin_without_a_page_has_none(tmp_path: Path) -> None:
    (tmp_path / "plugin.toml").write_text(GOOD + 'kind = "web"\n')
    assert faults(tmp_path) == []
