"""Tests of studio.cli.ahead, in programs of their own: a fork would return into a test."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from studio.cli.ahead import APP, CAPTURE, ENGINE, PUSH
from studio.supervisor.session_file import Session, write_session
from studio.supervisor.supervisor import KINDS

GUESS = """\
import json, sys
from studio.cli.ahead import launch_ahead
from studio.ipc.launch import Spares
spares = Spares()
words = json.loads(sys.argv[1])
if module := launch_ahead(words, spares):
    order = sys.stdin.readline().strip()
    loaded = sorted(name for name in sys.modules if "." not in name)
    print(json.dumps([module, order, loaded]), flush=True)
    sys.exit(0)
report = {}
for module, waiting in spares._waiting.items():
    report[module] = len(waiting)
print(json.dumps(report), flush=True)
for module in list(report) if sys.argv[2:] else ():
    spare = spares.launch(module, None)
    spare.stdin.write(b"go\\n")
    print(spare.stdout.readline().decode(), end="", flush=True)
    spare.wait()
spares.close()
"""


def said(words: tuple[str, ...], *more: str) -> list[str]:
    """Launch ahead for a command line in a process of its own; return the lines that it says."""
    command = [sys.executable, "-c", GUESS, json.dumps(words), *more]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return run.stdout.splitlines()


def guessed(*words: str) -> dict[str, int]:
    counts: dict[str, int] = json.loads(said(words)[0])
    return counts


@pytest.fixture
def scenes(tmp_path: Path) -> str:
    inputs = [
        {"kind": "media", "settings": {"file": "a.mp4"}},
        {"kind": "camera", "settings": {"stand_in": "b.mp4"}},
        {"kind": "text", "settings": {}},
    ]
    path = tmp_path / "scenes.json"
    path.write_text(json.dumps({"inputs": inputs}))
    return str(path)


def test_a_session_gets_its_engine_captures_and_pushes(scenes: str) -> None:
    words = ["live", scenes, "--to", "rtmp://a/b/c", "--to", "rtmp://d/e/f"]
    assert guessed(*words) == {ENGINE: 1, CAPTURE: 2, PUSH: 2}


def test_the_demo_has_a_push_to_its_own_room(scenes: str) -> None:
    assert guessed("demo", scenes) == {ENGINE: 1, CAPTURE: 2, PUSH: 1}


def test_the_window_opens_with_the_collection_of_last_time(
    scenes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROCKET_STUDIO_RUN_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    (tmp_path / "settings.json").write_text(json.dumps({"last_collection": scenes}))
    assert guessed() == {APP: 1, CAPTURE: 2, ENGINE: 1}
    assert guessed("app", "--no-window") == {CAPTURE: 2, ENGINE: 1}


def test_where_a_session_runs_the_window_is_all_that_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROCKET_STUDIO_RUN_DIR", str(tmp_path))
    write_session(tmp_path, Session(1, "/a", "s"))
    assert guessed("app") == {}


def test_other_verbs_get_nothing(scenes: str) -> None:
    assert guessed("status") == {}


def test_a_file_that_is_no_collection_is_left_to_others(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"inputs": [1, "x"]}')
    assert guessed("shot", str(tmp_path / "broken.json")) == {ENGINE: 1}
    assert guessed("live", "nowhere.json") == {ENGINE: 1}


def test_spares_are_of_the_programs_that_the_supervisor_starts() -> None:
    assert {APP, ENGINE, CAPTURE, PUSH} <= set(KINDS.values())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_forks_have_what_they_share_and_no_more(scenes: str) -> None:
    _, *answers = said(("live", scenes, "--to", "rtmp://a/b/c"), "ask")
    forks = {}
    for module, order, loaded in map(json.loads, answers):
        assert order == "go"
        forks[module] = set(loaded)
    assert forks.keys() == {ENGINE, CAPTURE, PUSH}
    assert "numpy" not in forks[PUSH]
    assert {"numpy", "av", "cv2"} <= forks[CAPTURE] <= forks[ENGINE]
    assert "pydantic" in forks[ENGINE] - forks[CAPTURE]
    assert not forks[ENGINE] & {"asyncio", "PySide6"}
