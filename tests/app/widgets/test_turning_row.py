"""Tests of studio.app.widgets.turning_row."""

from pytestqt.qtbot import QtBot

from studio.app.widgets.buttons import PushButton
from studio.app.widgets.turning_row import TurningRow


def test_it_stands_on_end_where_there_is_no_room(qtbot: QtBot) -> None:
    row = TurningRow(8)
    qtbot.addWidget(row)
    first, last = PushButton("Add a destination"), PushButton("Use this computer's room")
    for each in (first, last):
        row.add(each)
    row.resize(row.sizeHint())
    with qtbot.waitExposed(row):
        row.show()
    assert first.y() == last.y()
    beside_px, one_high_px = row.sizeHint().width(), row.sizeHint().height()
    row.resize(beside_px - 1, 200)
    qtbot.waitUntil(lambda: last.y() > first.y())
    assert row.sizeHint().height() >= 2 * one_high_px
    assert row.minimumSizeHint().width() < beside_px == row.sizeHint().width()
    row.resize(beside_px, 200)
    qtbot.waitUntil(lambda: first.y() == last.y())


def test_what_is_hidden_needs_no_room(qtbot: QtBot) -> None:
    row = TurningRow(8)
    qtbot.addWidget(row)
    first, last = PushButton("Add a destination"), PushButton("Use this computer's room")
    for each in (first, last):
        row.add(each)
    both_px = row.sizeHint().width()
    last.hide()
    assert row.sizeHint().width() < both_px


def test_it_turns_when_one_more_is_shown(qtbot: QtBot) -> None:
    row = TurningRow(8)
    qtbot.addWidget(row)
    first, last = PushButton("Add a destination"), PushButton("Use this computer's room")
    for each in (first, last):
        row.add(each)
    last.hide()
    row.resize(row.sizeHint().width() + 8, 200)
    with qtbot.waitExposed(row):
        row.show()
    last.show()
    qtbot.waitUntil(lambda: last.y() > first.y())
