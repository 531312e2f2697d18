"""Tests of studio.app.widgets.combo_box."""

from typing import Literal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.widgets.combo_box import ComboBox


def turn(box: ComboBox) -> bool:
    """Turn the wheel over it by a step; say whether it took that."""
    where = QPointF(box.rect().center())
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(where, where, QPoint(), QPoint(0, -120), button, none, phase, False)
    box.wheelEvent(event)
    return event.isAccepted()


def test_the_wheel_turns_it_only_with_the_focus(qtbot: QtBot) -> None:
    box = ComboBox("Kind")
    qtbot.addWidget(box)
    box.addItems(["one", "two", "three"])
    with qtbot.waitExposed(box):
        box.show()
    box.clearFocus()
    assert not turn(box)
    assert box.currentText() == "one"
    box.setFocus()
    assert turn(box)
    assert box.currentText() == "two"


def test_it_is_named_and_tells_what_is_cut(qtbot: QtBot) -> None:
    box = ComboBox("Kind")
    qtbot.addWidget(box)
    box.addItems(["short", "a very long word " * 20])
    box.setCurrentIndex(1)
    assert box.accessibleName() == box.view().accessibleName() == "Kind"
    assert box.toolTip() == "a very long word " * 20
    assert box.sizeHint().width() < 300


def test_words_without_room_end_in_dots(qtbot: QtBot) -> None:
    box = ComboBox("Kind")
    qtbot.addWidget(box)
    box.addItems(["short", "a very long word " * 20])
    box.resize(160, 32)
    assert box.shown_text() == "short"
    box.setCurrentIndex(1)
    assert box.shown_text().endswith("…")
    assert not box.grab().isNull()


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_the_choice_under_the_keyboard_can_be_read_and_the_end_is_told(
    qapp: QApplication, qtbot: QtBot, name: Literal["dark", "light", "contrast"]
) -> None:
    theme.apply(qapp, name)
    box = ComboBox("Kind")
    qtbot.addWidget(box)
    box.addItems(["one", "two", "three"])
    box.show()
    closed: list[bool] = []
    box.closed.connect(lambda: closed.append(True))
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    item = box.view().visualRect(box.view().currentIndex())
    picture = box.view().viewport().grab(item).toImage()
    shades = [
        picture.pixelColor(x, y).lightness()
        for x in range(picture.width())
        for y in range(picture.height())
    ]
    assert max(shades) - min(shades) > 100  # words on their ground
    assert closed == []
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: closed == [True])
