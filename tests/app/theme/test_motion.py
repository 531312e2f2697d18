"""Tests of studio.app.theme.motion, with programs that answer as the desktop's would."""

import sys
from pathlib import Path

import pytest

from studio.app.theme.motion import has_motion

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="how Linux desktops are asked")


@pytest.mark.parametrize(
    ("answer", "moves"),
    [("echo false", False), ("echo true", True), ("exit 1", True), ("sleep 5", True)],
)
def test_the_desktop_is_asked_and_may_stay_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, moves: bool
) -> None:
    program = tmp_path / "gsettings"
    program.write_text(f"#!/bin/sh\n{answer}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert has_motion() is moves


def test_a_desktop_without_such_a_program_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert has_motion()
