"""Tests of studio.app.shell.dock."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.app.docks import DockSpec
from studio.app.shell.dock import Dock, _Roof
from studio.app.studio import Studio


def test_a_dock_needs_less_once_what_is_in_it_does(qtbot: QtBot) -> None:
    content, label = QWidget(), QLabel("Guests")
    label.setFixedWidth(400)
    QHBoxLayout(content).addWidget(label)
    card = QWidget()
    column = QVBoxLayout(card)
    column.addWidget(_Roof(content))
    qtbot.addWidget(card)
    card.show()
    qtbot.waitUntil(lambda: column.minimumSize().width() >= 400)
    label.setFixedWidth(100)
    qtbot.waitUntil(lambda: column.minimumSize().width() < 200)


def test_tab_passes_by_what_comes_into_a_dock_that_lies_behind(
    studio: Studio, qtbot: QtBot
) -> None:
    window = QMainWindow()
    docks = [Dock(DockSpec(id, id, "right"), studio, window) for id in ("danmaku", "gifts")]
    for dock in docks:
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.tabifyDockWidget(*docks)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    docks[0].raise_()
    button = QPushButton("Fetch")
    layout = docks[1].content.layout()
    assert layout
    layout.addWidget(button)
    qtbot.waitUntil(lambda: button.focusPolicy() is Qt.FocusPolicy.NoFocus)
    docks[1].raise_()
    qtbot.waitUntil(lambda: button.focusPolicy() is Qt.FocusPolicy.StrongFocus)
