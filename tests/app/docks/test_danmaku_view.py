"""Tests of studio.app.docks.danmaku_view."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.docks.danmaku_row import DanmakuRow
from studio.app.docks.danmaku_view import MAX_ROWS, DanmakuView

LONG = "很长的话 " * 60


@pytest.fixture
def view(qtbot: QtBot) -> DanmakuView:
    made = DanmakuView()
    qtbot.addWidget(made)
    made.resize(320, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _say(view: DanmakuView, qtbot: QtBot, *texts: str, first: int = 1) -> None:
    """Add lines and wait until they have come to rest."""
    for number, text in enumerate(texts, first):
        view.add(DanmakuRow(number, f"u{number}", "小明", text))
    qtbot.waitUntil(lambda: not view._frame.isActive())


def _bar(view: DanmakuView) -> int:
    return view.verticalScrollBar().value()


def test_shows_the_newest_line_as_it_comes(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, *(f"line {n}" for n in range(50)))
    assert _bar(view) == view.verticalScrollBar().maximum() > 0
    bottom = view.row_at(view.viewport().height() - 2)
    assert bottom
    assert bottom.text == "line 49"


def test_is_bounded(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, *(f"line {n}" for n in range(MAX_ROWS)))
    _say(view, qtbot, *(f"more {n}" for n in range(30)), first=MAX_ROWS + 1)
    rows = view.rows
    assert len(rows) == MAX_ROWS
    assert (rows[0].text, rows[-1].text) == ("line 30", "more 29")


def test_stands_still_while_it_is_scrolled_up(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, *(f"line {n}" for n in range(60)))
    unseen: list[int] = []
    view.unseen_changed.connect(unseen.append)
    view.verticalScrollBar().setValue(100)
    seen = view.row_at(20)
    _say(view, qtbot, *(f"new {n}" for n in range(5)), first=100)
    assert not view.is_following
    assert view.row_at(20) is seen
    assert unseen[-1] == 5
    view.follow()
    assert unseen[-1] == 0
    assert _bar(view) == view.verticalScrollBar().maximum()


def test_stands_still_while_the_oldest_lines_go(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, *(f"line {n}" for n in range(MAX_ROWS)))
    view.verticalScrollBar().setValue(2000)
    seen = view.row_at(20)
    _say(view, qtbot, *(f"new {n}" for n in range(20)), first=MAX_ROWS + 1)
    assert view.row_at(20) is seen


def test_goes_on_following_at_its_end(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, *(f"line {n}" for n in range(60)))
    view.verticalScrollBar().setValue(0)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert view.is_following


def test_long_lines_are_broken_and_not_too_high(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, "short", LONG)
    short, long = view.rows
    assert short.height_px < long.height_px <= 7 * short.height_px


def test_breaks_the_lines_anew_for_another_width(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, "some words that need two lines in a narrow dock, but one in a wide one")
    narrow = view.rows[0].height_px
    view.resize(900, 300)
    qtbot.waitUntil(lambda: view.rows[0].height_px < narrow)


def test_finds_lines_and_shows_all_again(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, "apple", "banana", "Apple pie")
    view.search("apple")
    assert [row.text for row in view.rows] == ["apple", "Apple pie"]
    _say(view, qtbot, "no", "pineapple", first=4)
    assert [row.text for row in view.rows] == ["apple", "Apple pie", "pineapple"]
    view.search("")
    assert len(view.rows) == 5


def test_strikes_through_what_was_hidden(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, "fine", "not fine")
    before = view.grab().toImage()
    view.set_hidden([2], True)
    assert [row.is_hidden for row in view.rows] == [False, True]
    assert view.grab().toImage() != before


def test_a_line_is_chosen_by_click_and_by_keys(view: DanmakuView, qtbot: QtBot) -> None:
    chosen: list[str] = []
    view.chosen.connect(lambda row, where: chosen.append(row.text))
    _say(view, qtbot, "one", "two", "three")
    y = view.rows[1].top_px + 4
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, y)
    )
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert chosen == ["two", "three", "one"]
    assert "one" in view.accessibleDescription()


def test_a_click_below_the_lines_chooses_nothing(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, "one")
    assert view.row_at(250) is None


def test_scrolling_paints_what_a_fresh_painting_would(view: DanmakuView, qtbot: QtBot) -> None:
    _say(view, qtbot, *(f"line {n} مرحبا 😀" for n in range(80)))
    for value in (300, 310, 280, 500):
        view.verticalScrollBar().setValue(value)
        qtbot.wait(1)
    shown = view.grab().toImage()
    view.viewport().update()
    qtbot.wait(1)
    assert view.grab().toImage() == shown
