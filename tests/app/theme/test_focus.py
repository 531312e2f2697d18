"""Tests of studio.app.theme.focus: the ring is there for the keyboard, and only then."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFocusFrame, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from studio.app import theme
from studio.app.widgets.buttons import PushButton


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply(qapp, "dark")
    shown = QWidget()
    column = QVBoxLayout(shown)
    for widget in (PushButton("one"), PushButton("two"), QLineEdit()):
        column.addWidget(widget)
    qtbot.addWidget(shown)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def ring(window: QWidget) -> QFocusFrame | None:
    frames = [frame for frame in window.findChildren(QFocusFrame) if frame.isVisible()]
    return frames[0] if frames else None


def test_tab_shows_the_ring_around_what_has_the_keyboard(window: QWidget) -> None:
    first, second = window.findChildren(PushButton)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.hasFocus()
    frame = ring(window)
    assert frame is not None
    assert frame.widget() is second
    assert frame.geometry().contains(second.geometry())
    picture = window.grab().toImage()
    edge = frame.geometry()
    colour = picture.pixelColor(edge.center().x(), edge.top() + 1)
    assert colour == theme.tokens().accent


def test_a_field_has_it_however_it_got_the_focus(window: QWidget) -> None:
    field = window.findChildren(QLineEdit)[0]
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    frame = ring(window)
    assert frame is not None
    assert frame.widget() is field


def test_it_goes_with_the_focus(window: QWidget) -> None:
    field = window.findChildren(QLineEdit)[0]
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.clearFocus()
    assert ring(window) is None


def test_it_is_there_again_after_what_it_lay_on_was_deleted(window: QWidget, qtbot: QtBot) -> None:
    around = window.layout()
    assert around is not None
    panel = QWidget(window)
    QVBoxLayout(panel).addWidget(QLineEdit())
    around.addWidget(panel)
    qtbot.waitUntil(panel.isVisible)
    panel.findChildren(QLineEdit)[0].setFocus(Qt.FocusReason.TabFocusReason)
    frame = ring(window)
    assert frame is not None
    delete(panel)
    assert not isValid(frame)
    window.findChildren(QLineEdit)[0].setFocus(Qt.FocusReason.TabFocusReason)
    assert ring(window) is not None
