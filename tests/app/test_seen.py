"""Tests of studio.app.seen."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.seen import Seen
from tests.app.engine_stage import until


def test_a_window_is_seen_while_it_is_on_the_screen(qtbot: QtBot) -> None:
    window, told = QWidget(), list[bool]()
    qtbot.addWidget(window)
    seen = Seen(window)
    seen.changed.connect(told.append)
    window.show()
    until(lambda: told == [True])
    window.hide()
    assert told == [True, False]
    window.show()
    until(lambda: told == [True, False, True])
