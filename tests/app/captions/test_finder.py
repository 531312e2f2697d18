"""Tests of studio.app.captions.finder."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.captions.finder import Finder
from studio.app.captions.said import Said
from studio.app.captions.said_view import SaidView
from tests.model.captions.telling import told


@pytest.fixture
def finder(qapp: QApplication, qtbot: QtBot) -> Finder:
    words.use(qapp, "en")
    said = Said()
    for number in range(3):
        said.take(told(f"green screen {number}", str(number)))
    view = SaidView(said)
    made = Finder(view)
    qtbot.addWidget(view)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_which_of_how_many(finder: Finder) -> None:
    finder.field.setText("screen")
    assert finder.count.text() == "3 of 3"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.count.text() == "2 of 3"
    QTest.keyClick(finder.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count.text() == "3 of 3"
    finder.older.click()
    assert finder.count.text() == "2 of 3"


def test_it_says_that_nothing_is_found(finder: Finder) -> None:
    assert finder.count.text() == ""
    finder.field.setText("red")
    assert finder.count.text() == "Not found"
    assert not finder.older.isEnabled()


def test_esc_empties_it_and_then_closes_it(finder: Finder, qtbot: QtBot) -> None:
    finder.field.setText("screen")
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert finder.field.text() == ""
    with qtbot.waitSignal(finder.closed, timeout=1000):
        QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert finder.isHidden()
