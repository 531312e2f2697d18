"""Tests of what is chosen and switched: Segmented, Switch, and the boxes of the settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.settings.choice import ChoiceBox
from studio.app.widgets.segmented import Segmented
from studio.app.widgets.switch import Switch


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")


def test_arrows_move_the_choice_and_tab_goes_past(qtbot: QtBot) -> None:
    choice = Segmented("Theme", [("a", "A"), ("b", "B"), ("c", "C")], "b")
    qtbot.addWidget(choice)
    told: list[str] = []
    choice.chosen.connect(told.append)
    QTest.keyClick(choice, Qt.Key.Key_Right)
    QTest.keyClick(choice, Qt.Key.Key_Right)
    assert told == ["c", "a"]
    policies = {key: choice.button(key).focusPolicy() for key in "abc"}
    assert policies["a"] & Qt.FocusPolicy.TabFocus
    assert not policies["b"] & Qt.FocusPolicy.TabFocus


def test_set_value_tells_nobody(qtbot: QtBot) -> None:
    choice = Segmented("Theme", [("a", "A"), ("b", "B")], "a")
    switch = Switch("Mirror")
    box = ChoiceBox("Rate", [("30", "30"), ("60", "60")], "30")
    told: list[object] = []
    for widget, signal in ((choice, choice.chosen), (switch, switch.edited), (box, box.chosen)):
        qtbot.addWidget(widget)
        signal.connect(told.append)
    choice.set_value("b")
    switch.set_on(True)
    box.set_value("60")
    assert (choice.value, switch.isChecked(), box.value) == ("b", True, "60")
    assert told == []


def test_a_switch_is_turned_by_space(qtbot: QtBot) -> None:
    switch = Switch("Mirror")
    qtbot.addWidget(switch)
    told: list[bool] = []
    switch.edited.connect(told.append)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert told == [True]


def test_on_and_off_look_different_without_colour(qtbot: QtBot) -> None:
    switch = Switch("Mirror")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    off = switch.grab().toImage().convertToFormat(switch.grab().toImage().Format.Format_Grayscale8)
    switch.set_on(True)
    on = switch.grab().toImage().convertToFormat(switch.grab().toImage().Format.Format_Grayscale8)
    y = switch.height() // 2
    left, right = 10, 26
    assert off.pixelColor(left, y).lightness() > off.pixelColor(right, y).lightness()
    assert abs(on.pixelColor(left, y).lightness() - on.pixelColor(right, y).lightness()) > 30


def test_a_value_that_is_not_offered_is_shown_all_the_same(qtbot: QtBot) -> None:
    box = ChoiceBox("Size", [("1920x1080", "1920 × 1080")], "640x360")
    qtbot.addWidget(box)
    assert (box.value, box.count()) == ("640x360", 2)
