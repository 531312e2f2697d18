"""Tests of studio.cli.ahead."""

import json
from pathlib import Path

import pytest

from studio.cli.ahead import CAPTURE, ENGINE, PUSH, launch_ahead
from studio.supervisor.supervisor import KINDS


def guessed(*words: str) -> dict[str, int]:
    spares = launch_ahead(words)
    counts = {module: len(waiting) for module, waiting in spares._waiting.items()}
    spares.close()
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


def test_other_verbs_get_nothing(scenes: str) -> None:
    assert guessed("status") == {}
    assert guessed() == {}


def test_a_file_that_is_no_collection_is_left_to_others(tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"inputs": [1, "x"]}')
    assert guessed("shot", str(tmp_path / "broken.json")) == {ENGINE: 1}
    assert guessed("live", "nowhere.json") == {ENGINE: 1}


def test_spares_are_of_the_programs_that_the_supervisor_starts() -> None:
    assert {ENGINE, CAPTURE, PUSH} == set(KINDS.values())
