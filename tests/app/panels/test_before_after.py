"""Tests of studio.app.panels.before_after, with the pictures of a real engine."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.panels.before_after import ACTION, BeforeAfter
from studio.app.panels.filters import Filters
from studio.app.studio import Studio
from studio.model.edits import SetSourceFilters
from studio.model.scene import Filter
from tests.app.engine_stage import do, until

GREY = Filter(name="Grey", kind="color_correction", settings={"saturation": -1.0})
CORNER = QPointF(8, 8)


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> Filters:
    assert do(studio, SetSourceFilters(input="Presenter", filters=(GREY,))).ok
    made = Filters(studio, "Presenter")
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    until(lambda: is_grey(made))
    return made


def button(panel: Filters) -> BeforeAfter:
    assert panel.before is not None
    return panel.before


def spread(panel: Filters) -> int:
    """Return how far apart red, green and blue are in the clip, whose wall is green."""
    color = panel.view.color_at(CORNER) if panel.view is not None else None
    return max(bytes.fromhex(color[1:])) - min(bytes.fromhex(color[1:])) if color else -1


def is_grey(panel: Filters) -> bool:
    return 0 <= spread(panel) < 12


def is_green(panel: Filters) -> bool:
    return spread(panel) > 40


def test_held_it_shows_the_source_unfiltered_and_nothing_is_undone_for_it(
    panel: Filters, studio: Studio
) -> None:
    steps = (studio.mirror.undo, studio.mirror.redo)
    QTest.mousePress(button(panel), Qt.MouseButton.LeftButton)
    until(lambda: is_green(panel))
    QTest.mouseRelease(button(panel), Qt.MouseButton.LeftButton)
    until(lambda: is_grey(panel))
    assert (studio.mirror.undo, studio.mirror.redo) == steps
    shown = studio.mirror.collection.input("Presenter") if studio.mirror.collection else None
    assert shown is not None
    assert shown.filters == (GREY,)  # viewers have seen it all the while


def test_its_key_works_wherever_the_keyboard_is(panel: Filters) -> None:
    panel.list.setFocus()
    QTest.keyPress(panel.list, Qt.Key.Key_Backslash)
    assert button(panel).isDown()
    until(lambda: is_green(panel))
    QTest.keyRelease(panel.list, Qt.Key.Key_Backslash)
    assert not button(panel).isDown()
    until(lambda: is_grey(panel))


def test_space_holds_it_too(panel: Filters) -> None:
    button(panel).setFocus()
    QTest.keyPress(button(panel), Qt.Key.Key_Space)
    until(lambda: is_green(panel))
    QTest.keyRelease(button(panel), Qt.Key.Key_Space)
    until(lambda: is_grey(panel))


def test_a_window_that_is_left_holds_nothing(panel: Filters) -> None:
    QTest.keyPress(panel.list, Qt.Key.Key_Backslash)
    until(lambda: is_green(panel))
    QApplication.sendEvent(panel, QEvent(QEvent.Type.WindowDeactivate))
    assert not button(panel).isDown()
    until(lambda: is_grey(panel))


def test_the_key_may_be_another(panel: Filters, studio: Studio) -> None:
    studio.shortcuts.set_key(ACTION, "F8")
    QTest.keyPress(panel.list, Qt.Key.Key_F8)
    assert button(panel).isDown()
    QTest.keyRelease(panel.list, Qt.Key.Key_F8)
    assert not button(panel).isDown()


def test_there_is_nothing_to_hold_without_filters(panel: Filters, studio: Studio) -> None:
    assert do(studio, SetSourceFilters(input="Presenter", filters=())).ok
    until(lambda: not button(panel).isVisibleTo(panel))
