"""Tests of studio.app.widgets.one_bar."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.widgets.one_bar import OneBar


def test_one_bar_is_changed_replaced_and_taken_away(qtbot: QtBot) -> None:
    window, done = QWidget(), list[str]()
    place = OneBar(window)
    qtbot.addWidget(window)
    assert place.bar is None
    assert place.isHidden()
    place.say("warning", "It is not here.", ("Fetch it", lambda: done.append("fetch")))
    bar = place.bar
    assert bar is not None
    assert not place.isHidden()
    bar.buttons[0].click()
    place.say("warning", "It is not here yet.", ("Fetch it", lambda: done.append("twice")))
    assert place.bar is bar
    assert bar.text == "It is not here yet."
    place.say("info", "It is being fetched.")
    assert place.bar is not bar
    place.clear()
    assert vars(place)["bar"] is None
    assert place.isHidden()
    assert done == ["fetch"]
