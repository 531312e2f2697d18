"""Tests of studio.app.theme.motion, with programs that answer as the desktop's would."""

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.app.theme import motion
from studio.app.theme.motion import Motion

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how Linux desktops are asked")


def answer(qtbot: QtBot) -> bool:
    wish, answers = Motion(), list[bool]()
    wish.answered.connect(answers.append)
    wish.ask()
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    assert len(answers) == 1
    return answers[0]


@pytest.mark.parametrize(
    ("says", "moves"),
    [("echo false", False), ("echo true", True), ("exit 1", True), ("exec sleep 9", True)],
)
def test_the_desktop_is_asked_and_may_stay_silent(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, says: str, moves: bool
) -> None:
    program = tmp_path / "gsettings"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(motion, "_ASK_MS", 500 if "sleep" in says else 60_000)
    assert answer(qtbot) is moves


def test_a_desktop_without_such_a_program_moves(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert answer(qtbot)
