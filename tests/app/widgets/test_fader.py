"""Tests of studio.app.widgets.fader."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.widgets.fader import Fader
from studio.app.widgets.fader_law import MOST_DB, SILENT_DB, TOP_DB

Moves = list[tuple[float, str]]
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def fader(qtbot: QtBot) -> Fader:
    made = Fader()
    qtbot.addWidget(made)
    made.resize(24, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def moves(fader: Fader) -> Moves:
    seen: Moves = []
    fader.moved.connect(lambda volume_db, gesture: seen.append((volume_db, gesture)))
    return seen


def _drag(fader: Fader, *ys: int) -> None:
    QTest.mousePress(fader, LEFT, PLAIN, QPoint(12, ys[0]))
    for y in ys[1:]:
        QTest.mouseMove(fader, QPoint(12, y))
    QTest.mouseRelease(fader, LEFT, PLAIN, QPoint(12, ys[-1]))


def test_a_drag_is_one_gesture(fader: Fader, moves: Moves) -> None:
    _drag(fader, 150, 100, 80, 60)
    assert len(moves) == 4
    assert len({gesture for _, gesture in moves}) == 1
    assert moves[0][1]
    volumes = [volume_db for volume_db, _ in moves]
    assert volumes == sorted(volumes)


def test_another_drag_is_another_gesture(fader: Fader, moves: Moves) -> None:
    _drag(fader, 150, 140)
    _drag(fader, 100, 90)
    assert len({gesture for _, gesture in moves}) == 2


def test_reaches_both_ends(fader: Fader, moves: Moves) -> None:
    _drag(fader, 100, 199)
    assert moves[-1][0] == SILENT_DB
    _drag(fader, 100, 0)
    assert moves[-1][0] == TOP_DB


def test_taking_the_handle_does_not_move_it(fader: Fader, moves: Moves) -> None:
    for volume_db in (0.0, -12.0):
        fader.set_volume(volume_db)
        at = fader._pixel_of(fader.value() / 1000)
        _drag(fader, at + 3)
    assert moves == []


def test_a_double_click_goes_to_0_db(fader: Fader, moves: Moves) -> None:
    fader.set_volume(-20.0)
    QTest.mouseDClick(fader, LEFT, PLAIN, QPoint(12, 150))
    assert moves[-1][0] == 0.0


@pytest.mark.parametrize(
    ("key", "volume_db"),
    [
        (Qt.Key.Key_Up, -9.0),
        (Qt.Key.Key_Down, -11.0),
        (Qt.Key.Key_PageUp, -4.0),
        (Qt.Key.Key_Home, 0.0),
        (Qt.Key.Key_End, SILENT_DB),
    ],
)
def test_is_moved_by_keys(fader: Fader, moves: Moves, key: Qt.Key, volume_db: float) -> None:
    fader.set_volume(-10.0)
    QTest.keyClick(fader, key)
    assert [volume for volume, _ in moves] == [volume_db]


def test_keys_in_a_row_are_one_gesture(fader: Fader, moves: Moves) -> None:
    for _ in range(3):
        QTest.keyClick(fader, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [volume for volume, _ in moves] == [0.1, 0.2, 0.3]
    assert len({gesture for _, gesture in moves}) == 1


def test_ends_where_the_engine_ends(fader: Fader, moves: Moves) -> None:
    fader.set_volume(MOST_DB)
    QTest.keyClick(fader, Qt.Key.Key_Up)
    assert moves == []


def test_an_old_word_of_the_engine_does_not_pull_it_back(qtbot: QtBot, fader: Fader) -> None:
    QTest.mousePress(fader, LEFT, PLAIN, QPoint(12, 100))
    QTest.mouseMove(fader, QPoint(12, 60))
    shown = fader.volume_db
    fader.set_volume(-40.0)
    assert fader.volume_db == shown
    QTest.mouseRelease(fader, LEFT, PLAIN, QPoint(12, 60))
    fader.set_volume(-38.0)
    assert fader.volume_db == shown
    qtbot.waitUntil(lambda: fader.volume_db == -38.0)
