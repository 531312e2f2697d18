"""Tests of installer.verbs and of the file that hands over to it."""

import subprocess
import sys
from pathlib import Path

import pytest

from installer.verbs import run_arguments, run_verb

ROOT = Path(__file__).resolve().parents[2]


DISPLAY = {"DISPLAY": ":0"}


def test_the_demo_goes_to_a_room_of_this_computer_and_where_the_person_says() -> None:
    words = run_arguments(["--record", "x.mkv", "--latency", "normal"], DISPLAY)
    assert words[:2] == ["demo", "scenes/demo.json"]
    assert words[-4:] == ["--record", "x.mkv", "--latency", "normal"]


@pytest.mark.skipif(sys.platform != "linux", reason="others always have a display")
@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, ["demo", "scenes/demo.json", "--latency", "low"]),
        ({"DISPLAY": ""}, ["demo", "scenes/demo.json", "--latency", "low"]),
        (DISPLAY, []),
        ({"WAYLAND_DISPLAY": "wayland-0"}, []),
    ],
)
def test_the_window_opens_where_there_is_a_display(
    environ: dict[str, str], words: list[str]
) -> None:
    assert run_arguments([], environ) == words


@pytest.mark.parametrize("argv", [[], ["dance"]])
def test_a_verb_that_is_not_there_is_told_of(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run_verb(argv)
    assert caught.value.code == 2
    assert "setup" in capsys.readouterr().err


def test_bootstrap_helps_without_anything_installed() -> None:
    script = ROOT / "installer" / "bootstrap.py"
    argv = [sys.executable, "-I", "-S", str(script), "--help"]
    result = subprocess.run(argv, capture_output=True, text=True, check=True, cwd="/")
    assert "rocket-studio demo" in result.stdout


def test_ci_runs_exactly_the_test_verb() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().splitlines()[-1] == "exec python3 installer/bootstrap.py test"
