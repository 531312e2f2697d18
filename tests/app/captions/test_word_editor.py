"""Tests of studio.app.captions.word_editor."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.captions.said_view import Pick
from studio.app.captions.word_editor import WordEditor


@pytest.fixture
def editor(qapp: QApplication, qtbot: QtBot) -> WordEditor:
    words.use(qapp, "en")
    made = WordEditor()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def wanted(editor: WordEditor) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    editor.corrected.connect(lambda *told: found.append(told))
    editor.forgotten.connect(lambda heard: found.append((heard,)))
    return found


def test_what_was_meant_is_typed_and_taken_by_enter(
    editor: WordEditor, wanted: list[tuple[str, ...]]
) -> None:
    editor.open(Pick("stew deal"))
    assert not editor.put_right.isEnabled()
    assert editor.put_right.toolTip() == "Say what was meant."
    QTest.keyClicks(editor.meant, " Rocket  Studio ")
    QTest.keyClick(editor.meant, Qt.Key.Key_Return)
    assert wanted == [("stew deal", "Rocket Studio", "")]
    assert editor.isHidden()


def test_noise_means_nothing(editor: WordEditor, wanted: list[tuple[str, ...]]) -> None:
    editor.open(Pick("uh"))
    editor.noise.click()
    assert wanted == [("uh", "", "")]


def test_a_correction_is_changed_or_taken_back(
    editor: WordEditor, wanted: list[tuple[str, ...]]
) -> None:
    pick = Pick("stew deal", "Studio", is_corrected=True)
    editor.open(pick)
    assert (editor.heard.text(), editor.meant.text()) == ("stew deal", "Studio")
    editor.heard.setText("rocket stew deal")
    editor.put_right.click()
    editor.open(pick)
    editor.undo.click()
    assert wanted == [("rocket stew deal", "Studio", "stew deal"), ("stew deal",)]
    editor.open(Pick("other"))
    assert editor.undo.isHidden()


def test_one_character_is_warned_of(editor: WordEditor) -> None:
    editor.open(Pick("他"))
    assert not editor.hint.isHidden()
    editor.heard.setText("他们")
    assert editor.hint.isHidden()


def test_esc_puts_it_away(editor: WordEditor, wanted: list[tuple[str, ...]]) -> None:
    editor.open(Pick("word"))
    QTest.keyClick(editor.meant, Qt.Key.Key_Escape)
    assert editor.isHidden()
    assert wanted == []


def test_the_keyboard_stays_with_what_was_only_selected(editor: WordEditor, qtbot: QtBot) -> None:
    with qtbot.waitExposed(editor):
        editor.open(Pick("word", takes_focus=False))
    assert not editor.meant.hasFocus()
