"""Tests of studio.app.widgets.slide_panel: how it comes, goes and gives the focus back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.widgets.slide_panel import SlidePanel


@pytest.fixture
def over(qapp: QApplication, qtbot: QtBot) -> QWidget:
    theme.apply(qapp, "dark")
    window = QWidget()
    window.resize(900, 500)
    field = QLineEdit(window)
    field.setObjectName("outside")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    return window


def content() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(QLineEdit())
    return page


def test_it_covers_the_right_edge_and_takes_the_focus(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    page = content()
    panel.open("Filters", page)
    qtbot.waitUntil(lambda: panel.geometry().right() == over.rect().right())
    assert panel.geometry().width() == 320
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.isAncestorOf(focus)


def test_what_is_hidden_in_it_does_not_swallow_the_focus(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    page = content()
    first, second = page.findChildren(QLineEdit)[0], QLineEdit(page)
    first.hide()
    page.layout().addWidget(second)  # type: ignore[union-attr] # made above
    panel.open("Filters", page)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is second)


def test_what_is_pinned_stays_while_the_rest_scrolls(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    page = content()
    picture, rest = QLabel("picture"), QWidget(page)
    rest.setMinimumHeight(2000)
    for each in (picture, rest):
        page.layout().addWidget(each)  # type: ignore[union-attr] # made above
    page.pinned = picture  # type: ignore[attr-defined] # as a panel of ours has it
    panel.open("Filters", page)
    qtbot.waitUntil(lambda: panel.scroll_bar.maximum() > 0)
    panel.scroll_bar.setValue(panel.scroll_bar.maximum())
    assert not page.isAncestorOf(picture)
    assert picture.mapTo(panel, picture.rect().topLeft()).y() < 120
    assert picture.height() <= over.height() * 0.3
    panel.close_panel()
    qtbot.waitUntil(lambda: panel.pinned is None)


def test_esc_closes_it_and_the_focus_returns(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    page = content()
    panel.open("Filters", page)
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(page.findChildren(QLineEdit)[0], Qt.Key.Key_Escape)
    assert panel.isHidden()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == "outside"


def test_another_content_takes_the_place_of_the_first(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    first, second = content(), content()
    gone: list[int] = []
    first.destroyed.connect(lambda: gone.append(1))
    panel.open("One", first)
    panel.open("Two", second)
    qtbot.waitUntil(lambda: len(gone) == 1)
    assert panel.content is second


def test_it_follows_the_size_of_what_it_lies_over(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    panel.open("Filters", content())
    over.resize(1200, 700)
    qtbot.waitUntil(lambda: panel.geometry().right() == over.rect().right())
    assert panel.height() == 700


def test_a_focus_that_was_deleted_is_not_given_back(over: QWidget, qtbot: QtBot) -> None:
    panel = SlidePanel(over, 320)
    panel.open("Filters", content())
    over.findChildren(QLineEdit, "outside")[0].deleteLater()
    qtbot.wait(1)
    with qtbot.waitSignal(panel.closed):
        panel.close_panel()
