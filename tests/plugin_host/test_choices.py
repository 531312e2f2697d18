"""Tests of studio.plugin_host.choices: kept whole, and never lost with its file."""

import json
from pathlib import Path

import pytest

from studio.model.files import FileError
from studio.model.plugin import Manifest
from studio.plugin_host.choices import Choice, ChoicesFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "plugins.json"


def test_what_is_chosen_is_kept(path: Path) -> None:
    choices = ChoicesFile(path)
    assert not choices.of("thanks").is_enabled
    choices.change("thanks", is_enabled=True, granted=("room",))
    choices.change("thanks", settings={"size": 5})
    again = ChoicesFile(path)
    assert again.fault == ""
    assert again.of("thanks") == Choice(is_enabled=True, granted=("room",), settings={"size": 5})
    again.forget("thanks")
    assert ChoicesFile(path).of("thanks") == Choice()


@pytest.mark.parametrize("damage", ["", "{", '{"version": 2}', '{"plugins": {"a": 5}}', "\x00"])
def test_a_damaged_file_is_said_and_the_last_good_one_used(path: Path, damage: str) -> None:
    choices = ChoicesFile(path)
    choices.change("thanks", is_enabled=True)
    choices.change("other", is_enabled=True)
    path.write_text(damage)
    again = ChoicesFile(path)
    assert again.of("thanks").is_enabled
    assert "was damaged: the last good one is used." in again.fault
    assert path.with_name("plugins.json.damaged").read_text() == damage


def test_a_damaged_file_without_another_is_said(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{")
    assert "all plugins are off" in ChoicesFile(path).fault


def test_what_others_have_written_is_kept(path: Path) -> None:
    path.parent.mkdir()
    told = {"plugins": {"thanks": {"is_enabled": True, "note": 1}}, "later": [2]}
    path.write_text(json.dumps(told))
    ChoicesFile(path).change("other", is_enabled=True)
    now = json.loads(path.read_text())
    assert now["later"] == [2]
    assert now["plugins"]["thanks"]["note"] == 1


def test_where_it_can_not_be_written_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    choices = ChoicesFile(tmp_path / "file" / "plugins.json")
    with pytest.raises(FileError, match="can't be written"):
        choices.change("thanks", is_enabled=True)
    assert not choices.of("thanks").is_enabled


def test_a_grant_is_for_what_was_asked_for() -> None:
    head = {"id": "it", "name": "It", "version": "1.0.0", "sdk": 1}
    room = Manifest.model_validate({**head, "rights": ["room"]})
    more = Manifest.model_validate({**head, "rights": ["room", "overlay"]})
    choice = Choice(granted=("room",), asked=("room",))
    assert choice.is_asked_for(room)
    assert not choice.is_asked_for(more)
    assert choice.granted_of(more) == {"room"}


def test_a_grant_to_load_is_for_the_hosts_of_then() -> None:
    head = {"id": "it", "name": "It", "version": "1.0.0", "sdk": 1}
    one = Manifest.model_validate({**head, "http": {"hosts": ["a.example"]}})
    two = Manifest.model_validate({**head, "http": {"hosts": ["a.example", "b.example"]}})
    choice = Choice(granted=("http",), asked=("http",), hosts=("a.example",))
    assert choice.granted_of(one) == {"http"}
    assert choice.granted_of(two) == set()
    assert not choice.is_asked_for(two)
