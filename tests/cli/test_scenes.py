"""Tests of studio.cli.scenes and studio.cli.last, on real files."""

import json
from pathlib import Path

import pytest

from studio.cli.last import DEMO, last_collection, last_encoding, last_language, likely_collection
from studio.cli.scenes import usable_collection
from studio.model.collection_file import load, missing_files


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    return tmp_path


def say_last(config: Path, path: Path) -> None:
    (config / "settings.json").write_text(json.dumps({"last_collection": str(path)}))


def test_at_first_the_demo_becomes_the_anchors_own_with_all_its_files(config: Path) -> None:
    said: list[str] = []
    assert likely_collection() == DEMO
    own = usable_collection(said.append)
    assert own == config / "scenes" / "demo.json"
    assert missing_files(load(own), own) == []
    assert [each.name for each in load(own).scenes] == [each.name for each in load(DEMO).scenes]
    assert usable_collection(said.append) == own == likely_collection()
    assert said == []


def test_the_last_one_is_opened_again(config: Path, tmp_path: Path) -> None:
    mine = tmp_path / "我的直播 🎙.json"
    mine.write_text('{"schema": 1, "scenes": [{"name": "A"}]}')
    say_last(config, mine)
    assert usable_collection(lambda sentence: None) == mine == likely_collection()


def test_one_that_is_gone_or_damaged_is_said_and_another_is_opened(config: Path) -> None:
    said: list[str] = []
    say_last(config, config / "gone.json")
    own = usable_collection(said.append)
    assert "gone.json" in said[0]
    own.write_text("{")
    assert usable_collection(said.append) == own
    assert load(own)
    assert own.with_name("demo.json.damaged").read_text() == "{"
    assert len(said) == 3


def test_damaged_settings_are_looked_up_in_the_ones_before(config: Path) -> None:
    settings = config / "settings.json"
    settings.write_text("{")
    assert last_collection(settings) == ""
    settings.with_name("settings.json.bak").write_text('{"last_collection": "/a.json"}')
    assert last_collection(settings) == "/a.json"
    settings.write_text('{"last_collection": 3}')
    assert last_collection(settings) == ""


@pytest.mark.parametrize(
    ("kept", "language"), [('"zh"', "zh"), ('"en"', "en"), ('"system"', ""), ("3", "")]
)
def test_the_programme_speaks_as_the_window_does(config: Path, kept: str, language: str) -> None:
    settings = config / "settings.json"
    assert last_language(settings) == ""
    settings.write_text(f'{{"language": {kept}}}')
    assert last_language(settings) == language


def test_the_encoding_of_last_time_is_looked_up_too(config: Path) -> None:
    settings = config / "settings.json"
    assert last_encoding(settings) == {}
    settings.write_text('{"encoding": {"video_kbps": 900}}')
    assert last_encoding(settings) == {"video_kbps": 900}
    settings.write_text('{"encoding": 3}')
    assert last_encoding(settings) == {}
