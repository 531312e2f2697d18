"""Tests of ``rocket-studio plugin`` pack, install, list, on, off and remove, as they are typed."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from studio.plugin_host.making import make
from studio.plugin_host.shelf import BUNDLED

pytestmark = pytest.mark.slow
PATIENCE_S = 60.0


class Desk:
    """A user's own folders, and the words that he types."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = os.environ | {
            "ROCKET_STUDIO_CONFIG_DIR": str(folder / "config"),
            "ROCKET_STUDIO_RUN_DIR": str(folder / "run"),
        }
        make(folder / "hello")

    def type(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "studio", "plugin", *words],
            cwd=self.folder,
            env=self.env,
            text=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE_S,
            check=False,
        )

    def type_on_terminal(self, answer: str, *words: str) -> tuple[int, str]:
        """Type words on a terminal and answer what is asked."""
        ours, theirs = pty.openpty()
        done = subprocess.Popen(
            [sys.executable, "-m", "studio", "plugin", *words],
            cwd=self.folder,
            env=self.env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=theirs,
        )
        os.close(theirs)
        os.write(ours, answer.encode())
        said, _ = done.communicate(timeout=PATIENCE_S)
        os.close(ours)
        return done.returncode, said

    def listed(self) -> dict[str, dict[str, object]]:
        return {each["id"]: each for each in json.loads(self.type("list", "--json").stdout)}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_plugin_is_packed_installed_listed_and_removed(desk: Desk) -> None:
    packed = desk.type("pack", "hello")
    assert (packed.returncode, packed.stderr) == (0, "")
    assert packed.stdout.startswith(f"{desk.folder / 'hello.zip'}: 2 files, ")
    done = desk.type("install", "hello.zip", "--yes")
    assert "  room: sees danmaku" in done.stdout
    assert done.stdout.endswith("hello 0.1.0 is installed and on.\n")
    hello = desk.listed()["hello"]
    assert (hello["is_enabled"], hello["state"]) == (True, None)
    assert hello["granted"] == ["overlay", "room"]
    said = {"zh": "欢迎观众，并答谢礼物。", "en": "Greets, and thanks for gifts."}
    assert hello["description"] == said
    desk.type("off", "hello")
    lines = desk.type("list").stdout.splitlines()
    (line,) = (line for line in lines if line.startswith("hello "))
    assert line.split() == ["hello", "0.1.0", "off", "-", "overlay,", "room"]
    assert desk.type("remove", "hello").stdout == "hello is removed.\n"
    assert "hello" not in desk.listed()


def test_without_a_terminal_nothing_is_asked_and_how_is_said(desk: Desk) -> None:
    done = desk.type("install", "hello")
    assert done.returncode == 2
    assert done.stderr == "Grant that? Nothing can be asked here: say --yes to go on with that.\n"
    assert "hello" not in desk.listed()


def test_on_a_terminal_it_is_asked(desk: Desk) -> None:
    code, said = desk.type_on_terminal("n\n", "install", "hello")
    assert (code, "Grant that? [y/N]" in said, "Nothing has changed." in said) == (2, True, True)
    code, said = desk.type_on_terminal("y\n", "install", "hello")
    assert (code, "hello 0.1.0 is installed and on." in said) == (0, True)
    manifest = desk.folder / "hello" / "plugin.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("0.1.0", "0.0.9"), "utf-8")
    code, said = desk.type_on_terminal("n\n", "install", "hello")
    assert "hello 0.1.0 is installed, and this is the older 0.0.9. Install the older one?" in said
    assert desk.listed()["hello"]["version"] == "0.1.0"


def test_a_name_can_not_rule_the_terminal(desk: Desk) -> None:
    manifest = desk.folder / "hello" / "plugin.toml"
    text = manifest.read_text("utf-8").replace('name = "hello"', 'name = "harmless\\u001b[2J"')
    manifest.write_text(text, "utf-8")
    said = desk.type("install", "hello", "--yes").stdout
    assert said.startswith("harmless\ufffd[2J 0.1.0 asks for:")
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("locale", "words"),
    [("zh_CN.UTF-8", "    显示节目的音量。"), ("C.UTF-8", "    Shows how loud the programme is.")],
)
def test_what_it_does_is_said_in_the_language_of_the_terminal(
    desk: Desk, locale: str, words: str
) -> None:
    desk.env |= {"LC_ALL": locale, "PYTHONUTF8": "1"}
    desk.type("install", str(BUNDLED / "cookbook" / "level_bar"), "--yes")
    lines = desk.type("list").stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("level_bar "))
    assert lines[at + 1] == words


def test_one_that_comes_along_is_switched_on(desk: Desk) -> None:
    assert not desk.listed()["gift_overlay"]["is_enabled"]
    assert desk.type("on", "gift_overlay", "--yes").returncode == 0
    assert desk.listed()["gift_overlay"]["is_enabled"]
    assert desk.type("off", "gift_overlay").stdout == "gift_overlay is off.\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("pack", "gone"), "is not a folder."),
        (("install", "gone.zip", "--yes"), "gone.zip can't be read or written: No such file"),
        (("remove", "gone"), 'There is no plugin "gone".'),
        (("remove", "gift_overlay"), "comes along with the studio: switch it off instead."),
    ],
)
def test_what_can_not_be_done_is_a_sentence(
    desk: Desk, words: tuple[str, ...], sentence: str
) -> None:
    done = desk.type(*words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
