"""Tests of studio.app.shell.dock."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.app.shell.dock import _Roof


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
