"""Tests of studio.app.settings.store, on real files."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from studio.app.settings.store import AppSettings
from tests.app.engine_stage import until


@pytest.fixture
def path(qapp: QApplication, tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def written(path: Path, **values: object) -> None:
    settings = AppSettings(path)
    settings.change(**values)
    settings.close()


def test_a_change_is_told_at_once_and_written_soon(path: Path) -> None:
    settings = AppSettings(path)
    told: list[str] = []
    settings.changed.connect(lambda: told.append(settings.now.theme))
    settings.change(theme="light")
    settings.change(theme="light")
    assert told == ["light"]
    until(path.exists)
    assert AppSettings(path).now.theme == "light"
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_can_not_be_is_refused_and_changes_nothing(path: Path) -> None:
    settings = AppSettings(path)
    with pytest.raises(ValueError, match="text_scale"):
        settings.change(text_scale=9)
    assert settings.now.text_scale == 1.0


def test_keys_of_a_newer_app_survive(path: Path) -> None:
    path.parent.mkdir()
    destination = {"title": "A", "url": "rtmp://a/b/c", "colour": "red"}
    path.write_text(json.dumps({"hologram": [1, 2], "destinations": [destination]}))
    written(path, theme="dark")
    kept = json.loads(path.read_text())
    assert kept["hologram"] == [1, 2]
    assert kept["destinations"][0]["colour"] == "red"
    assert kept["theme"] == "dark"


@pytest.mark.parametrize("damage", ["", "{", '{"theme": "plaid"}', "[]", "\x00" * 100])
def test_a_damaged_file_gives_way_to_the_last_good_one_and_is_kept(path: Path, damage: str) -> None:
    written(path, theme="light")
    written(path, theme="contrast")
    path.write_text(damage)
    settings = AppSettings(path)
    assert settings.now.theme == "light"
    assert "damaged" in settings.notice
    assert path.with_name("settings.json.damaged").read_text() == damage
    settings.change(text_scale=1.5)
    settings.close()
    again = AppSettings(path)
    assert (again.now.theme, again.now.text_scale, again.notice) == ("light", 1.5, "")


def test_with_both_files_damaged_all_is_as_at_first_and_it_says_so(path: Path) -> None:
    written(path, theme="light")
    written(path, theme="contrast")
    path.write_text("{")
    path.with_name("settings.json.bak").write_text("{")
    settings = AppSettings(path)
    assert settings.now.theme == "system"
    assert "first start" in settings.notice


def test_no_file_is_no_fault(path: Path) -> None:
    assert AppSettings(path).notice == ""


def test_a_damaged_file_never_takes_the_place_of_the_last_good_one(path: Path) -> None:
    written(path, theme="light")
    settings = AppSettings(path)
    path.write_text("{")  # while the app runs
    settings.change(theme="dark")
    settings.close()
    assert AppSettings(path).now.theme == "dark"
    assert not path.with_name("settings.json.bak").exists()


def test_a_folder_that_can_not_be_written_is_said_and_nothing_is_lost(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    settings = AppSettings(path)
    said: list[str] = []
    settings.failed.connect(said.append)
    settings.change(theme="light")
    settings.close()
    assert settings.now.theme == "light"
    assert len(said) == 1


def test_stream_keys_are_not_in_what_is_shown(path: Path) -> None:
    settings = AppSettings(path)
    settings.change(destinations=[{"title": "A", "url": "rtmp://a/b/the-key"}])
    assert "the-key" not in repr(settings.now)
