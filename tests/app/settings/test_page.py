"""Tests of studio.app.settings.page: searched, kept at once, locked while something goes out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme, words
from studio.app.settings.keys import KeyField
from studio.app.settings.page import SettingsPage
from studio.app.settings.row import SettingRow
from studio.app.studio import Studio
from studio.app.widgets.number_field import NumberField
from studio.app.widgets.segmented import Segmented
from studio.model.commands import SetEncoding, StartRecord, StopRecord
from tests.app.engine_stage import do, until


@pytest.fixture
def keys(qtbot: QtBot, studio: Studio) -> QWidget:
    """A window with two actions that have keys."""
    window = QWidget()
    qtbot.addWidget(window)
    studio.shortcuts.bind("undo", "Undo", "Ctrl+Z", window, lambda: None)
    studio.shortcuts.bind("save", "Save", "Ctrl+S", window, lambda: None)
    return window


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, studio: Studio, keys: QWidget) -> SettingsPage:
    theme.apply(qapp, "dark")
    words.use(qapp, "en")
    shown = SettingsPage(studio)
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    return shown


def row(page: SettingsPage, title: str) -> SettingRow:
    return next(each for group in page.groups for each in group.rows if each.title == title)


def shown(page: SettingsPage) -> list[str]:
    return [each.title for group in page.groups for each in group.rows if each.isVisibleTo(page)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("bitrate", {"Video bit rate", "Sound bit rate"}),
        ("码率", {"Video bit rate"}),
        ("THEME", {"Theme"}),
    ],
)
def test_it_is_searched_in_both_languages(page: SettingsPage, wanted: str, found: set[str]) -> None:
    page.search.setText(wanted)
    assert found <= set(shown(page))
    assert len(shown(page)) < 6
    page.search.setText("")
    assert len(shown(page)) > 10


def test_what_is_not_found_is_said(page: SettingsPage) -> None:
    page.search.setText("qwertz")
    assert shown(page) == []


def test_a_theme_is_kept_at_once(page: SettingsPage, studio: Studio) -> None:
    choice = row(page, "Theme").control
    assert isinstance(choice, Segmented)
    choice.button("contrast").click()
    assert studio.settings.now.theme == "contrast"


def test_a_bit_rate_goes_to_the_engine(page: SettingsPage, studio: Studio) -> None:
    field = row(page, "Video bit rate").control
    assert isinstance(field, NumberField)
    field.selectAll()
    QTest.keyClicks(field, "1234")
    QTest.keyClick(field, Qt.Key.Key_Return)
    until(lambda: SetEncoding.model_validate(studio.mirror.encoding).video_kbps == 1234)
    assert studio.settings.now.encoding["video_kbps"] == 1234


@pytest.mark.slow
def test_the_encoding_is_locked_while_recording_and_says_why(
    page: SettingsPage, studio: Studio, tmp_path: Path
) -> None:
    locked = row(page, "Video bit rate")
    assert locked.control.isEnabled()
    assert do(studio, StartRecord(path=str(tmp_path / "show.mkv"))).ok
    until(lambda: not locked.control.isEnabled())
    assert "End the recording first" in locked.control.toolTip()
    assert do(studio, StopRecord()).ok
    until(locked.control.isEnabled)
    assert locked.control.toolTip() == ""


def test_keys_that_are_taken_are_told_before_they_are(page: SettingsPage, studio: Studio) -> None:
    field = row(page, "Undo").control
    assert isinstance(field, KeyField)
    field.keys.setKeySequence(QKeySequence("Ctrl+S"))
    field.keys.editingFinished.emit()
    assert field.conflict.isVisibleTo(page)
    assert studio.shortcuts.key("undo") == "Ctrl+Z"
    field.take.click()
    assert (studio.shortcuts.key("undo"), studio.shortcuts.key("save")) == ("Ctrl+S", "")
    field.back.click()
    assert studio.shortcuts.key("undo") == "Ctrl+Z"
    row(page, "Reset the shortcuts").control.click()  # type: ignore[attr-defined]
    assert studio.shortcuts.key("save") == "Ctrl+S"


def test_esc_closes_it(page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
