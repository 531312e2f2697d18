"""Tests of studio.app.shortcuts."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app.settings.store import AppSettings
from studio.app.shortcuts import Shortcuts


@pytest.fixture
def settings(qapp: QApplication, tmp_path: Path) -> AppSettings:
    return AppSettings(tmp_path / "settings.json")


def test_a_key_does_what_it_is_bound_to_and_can_be_another(
    qtbot: QtBot, settings: AppSettings
) -> None:
    shortcuts, done = Shortcuts(settings), list[str]()
    widget = QWidget()
    qtbot.addWidget(widget)
    shortcuts.bind("mute", "Mute", "F7", widget, lambda: done.append("mute"))
    with qtbot.waitActive(widget):
        widget.show()
    QTest.keyClick(widget, Qt.Key.Key_F7)
    shortcuts.set_key("mute", "F8")
    QTest.keyClick(widget, Qt.Key.Key_F7)
    QTest.keyClick(widget, Qt.Key.Key_F8)
    assert done == ["mute", "mute"]
    assert settings.now.shortcuts == {"mute": "F8"}
    shortcuts.set_key("mute", "F7")
    assert settings.now.shortcuts == {}


def test_a_key_belongs_to_one_action(qtbot: QtBot, settings: AppSettings) -> None:
    shortcuts = Shortcuts(settings)
    widget = QWidget()
    qtbot.addWidget(widget)
    shortcuts.bind("mute", "Mute", "F7", widget, lambda: None)
    shortcuts.bind("cut", "Cut", "F8", widget, lambda: None)
    shortcuts.set_key("cut", "F7")
    assert (shortcuts.key("mute"), shortcuts.key("cut")) == ("", "F7")
    holder = shortcuts.who_has("F7")
    assert holder is not None
    assert holder.title == "Cut"
    assert shortcuts.who_has("F8") is None
    assert shortcuts.who_has("") is None
