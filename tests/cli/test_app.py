"""Tests of studio.cli.app; what happens in a session that runs is tried in tests/e2e."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.cli.app import has_display

PATIENCE_S = 100


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="rs-") as folder:
        environ = {**os.environ, "ROCKET_STUDIO_RUN_DIR": folder}
        environ["ROCKET_STUDIO_CONFIG_DIR"] = str(tmp_path)
        for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
            environ.pop(key, None)
        yield environ


def studio(environ: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "studio", *words],
        env=environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="others always have a display")
def test_without_a_display_it_says_what_to_do(environment: dict[str, str]) -> None:
    assert not has_display(environment)
    assert has_display({"WAYLAND_DISPLAY": "wayland-0"})
    refused = studio(environment)
    assert refused.returncode == 2
    assert "rocket-studio live" in refused.stderr


def test_a_collection_that_is_none_is_refused_with_its_place(
    environment: dict[str, str], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"schema": 1,\n "scenes": []}')
    refused = studio(environment, "app", str(broken), "--no-window")
    assert refused.returncode == 2
    assert "broken.json, line 2" in refused.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="others always have a display")
def test_a_window_that_never_opens_ends_the_session_and_says_so(
    environment: dict[str, str], tmp_path: Path
) -> None:
    plain = tmp_path / "plain.json"
    plain.write_text('{"schema": 1, "scenes": [{"name": "A"}]}')
    failed = studio(environment | {"DISPLAY": ":63999"}, "app", str(plain))
    assert failed.returncode == 1
    assert "The window can't be opened." in failed.stderr
    assert "app.log" in failed.stderr
