"""Tests of studio.app.docks.pinned: what is pinned never takes the danmaku's place."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.docks.pinned import MAX_PINNED, Pinned
from studio.app.widgets.buttons import IconButton


def _pinned(qapp: QApplication, qtbot: QtBot, room_px: int) -> Pinned:
    theme.apply(qapp, "dark")
    made = Pinned()
    qtbot.addWidget(made)
    made.resize(260, 200)
    made.set_room(room_px)
    for number in range(MAX_PINNED + 1):
        made.pin(f"Maya {number}", "greetings")
    return made


def _cards(pinned: Pinned) -> list[str]:
    cards = pinned.findChildren(QWidget)
    return [each.accessibleName() for each in cards if ": " in each.accessibleName()]


def _seen(pinned: Pinned) -> int:
    cards = [each for each in pinned.findChildren(QWidget) if ": " in each.accessibleName()]
    return sum(each.isVisible() for each in cards)


def test_keeps_the_newest(qapp: QApplication, qtbot: QtBot) -> None:
    pinned = _pinned(qapp, qtbot, 1000)
    assert pinned.count == MAX_PINNED
    assert "Maya 0: greetings" not in _cards(pinned) or _seen(pinned) == MAX_PINNED


def test_shows_only_the_newest_where_there_is_little_room(qapp: QApplication, qtbot: QtBot) -> None:
    pinned = _pinned(qapp, qtbot, 10)
    assert _seen(pinned) == 1
    pinned.set_room(1000)
    assert _seen(pinned) == MAX_PINNED


def test_the_next_is_seen_when_the_newest_is_put_away(qapp: QApplication, qtbot: QtBot) -> None:
    pinned = _pinned(qapp, qtbot, 10)
    crosses = [each for each in pinned.findChildren(IconButton) if each.isVisible()]
    crosses[-1].click()
    assert pinned.count == MAX_PINNED - 1
    assert _seen(pinned) == 1
