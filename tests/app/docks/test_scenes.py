"""Tests of studio.app.docks.scenes: each action ends in the engine's collection."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.docks.scenes import Scenes
from studio.app.studio import Studio
from studio.model.commands import SetStudioModeEnabled, Undo
from tests.app.engine_stage import do, until

LONG = ("我" * 100 + "🚀" * 50 + "مرحبا " * 30)[:299] + "好"


@pytest.fixture
def dock(qtbot: QtBot, studio: Studio) -> Scenes:
    made = Scenes(studio)
    qtbot.addWidget(made)
    made.resize(240, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.list.setFocus()
    return made


def scenes(studio: Studio) -> list[str]:
    assert studio.mirror.collection is not None
    return [scene.name for scene in studio.mirror.collection.scenes]


def press(dock: Scenes, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    together = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        together |= each
    QTest.keyClick(dock.list, key, together)


def type_name(dock: Scenes, name: str) -> None:
    until(lambda: dock.list.findChild(QLineEdit))
    line = dock.list.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def centre(dock: Scenes, row: int) -> QPoint:
    return dock.list.visualItemRect(dock.list.item(row)).center()


def test_scenes_are_listed_and_the_one_on_air_says_so(dock: Scenes) -> None:
    assert dock.list.names() == ["Main", "Pause"]
    said = dock.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Main, Shown"


def test_a_click_goes_to_a_scene(dock: Scenes, studio: Studio) -> None:
    QTest.mouseClick(dock.list.viewport(), Qt.MouseButton.LeftButton, pos=centre(dock, 1))
    until(lambda: studio.mirror.program_scene == "Pause")
    until(lambda: "Shown" in dock.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole))


def test_numbers_go_to_scenes(dock: Scenes, studio: Studio) -> None:
    press(dock, Qt.Key.Key_2)
    until(lambda: studio.mirror.program_scene == "Pause")
    press(dock, Qt.Key.Key_1)
    until(lambda: studio.mirror.program_scene == "Main")


def test_in_studio_mode_scenes_go_to_the_preview(dock: Scenes, studio: Studio) -> None:
    assert do(studio, SetStudioModeEnabled(enabled=True)).ok
    until(lambda: studio.mirror.studio_mode)
    dock.list.setCurrentRow(1)
    press(dock, Qt.Key.Key_Return)
    until(lambda: studio.mirror.preview_scene == "Pause")
    assert studio.mirror.program_scene == "Main"
    until(lambda: "Preview" in dock.list.item(1).data(Qt.ItemDataRole.AccessibleTextRole))
    assert do(studio, SetStudioModeEnabled(enabled=False)).ok


def test_a_scene_is_added_and_named_at_once_and_undo_takes_it_back(
    dock: Scenes, studio: Studio
) -> None:
    dock.add.click()
    type_name(dock, "Interview")
    until(lambda: scenes(studio) == ["Main", "Pause", "Interview"])
    assert do(studio, Undo()).ok  # the name
    assert do(studio, Undo()).ok  # the scene
    until(lambda: dock.list.names() == ["Main", "Pause"])


def test_a_scene_is_renamed_in_place_whatever_the_name(dock: Scenes, studio: Studio) -> None:
    dock.list.setCurrentRow(1)
    press(dock, Qt.Key.Key_F2)
    type_name(dock, LONG)
    until(lambda: scenes(studio) == ["Main", LONG])
    until(lambda: dock.list.names() == ["Main", LONG])
    assert LONG in dock.list.item(1).toolTip()
    assert not dock.grab().isNull()


def test_a_name_that_is_taken_is_refused_with_a_sentence(
    dock: Scenes, studio: Studio, qtbot: QtBot
) -> None:
    dock.list.setCurrentRow(1)
    press(dock, Qt.Key.Key_F2)
    with qtbot.waitSignal(studio.notice) as said:
        type_name(dock, "Main")
    assert "used twice" in said.args[1]
    until(lambda: dock.list.names() == ["Main", "Pause"])


def test_a_scene_is_removed_and_the_bar_brings_it_back(dock: Scenes, studio: Studio) -> None:
    dock.list.setCurrentRow(1)
    press(dock, Qt.Key.Key_Delete)
    until(lambda: dock.undo.bar)
    bar = dock.undo.bar
    assert bar is not None
    assert bar.text == "Pause removed."
    until(lambda: scenes(studio) == ["Main"])
    bar.buttons[0].click()
    until(lambda: dock.list.names() == ["Main", "Pause"])
    assert dock.undo.bar is None


def test_the_last_scene_stays(dock: Scenes, studio: Studio, qtbot: QtBot) -> None:
    dock.list.setCurrentRow(1)
    press(dock, Qt.Key.Key_Delete)
    until(lambda: scenes(studio) == ["Main"])
    until(lambda: dock.list.names() == ["Main"])
    dock.list.setCurrentRow(0)
    with qtbot.waitSignal(studio.notice) as said:
        press(dock, Qt.Key.Key_Delete)
    assert said.args[1].startswith("The last scene can't be removed")


def test_scenes_are_moved_by_keys(dock: Scenes, studio: Studio) -> None:
    dock.list.setCurrentRow(1)
    press(dock, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    until(lambda: scenes(studio) == ["Pause", "Main"])
    until(lambda: dock.list.names() == ["Pause", "Main"])
    assert dock.list.current == "Pause"
    press(dock, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    until(lambda: scenes(studio) == ["Main", "Pause"])


def test_a_scene_is_duplicated_under_a_name_of_its_own(dock: Scenes, studio: Studio) -> None:
    dock.list.setCurrentRow(0)
    press(dock, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    until(lambda: scenes(studio) == ["Main", "Main 2", "Pause"])
    collection = studio.mirror.collection
    assert collection is not None
    assert collection.scenes[0].items == collection.scenes[1].items


def test_the_menu_does_what_keys_do(dock: Scenes, studio: Studio) -> None:
    dock.list.setCurrentRow(1)
    words = [action.text().split("\t")[0] for action in dock.list.menu().actions()]
    assert {"Go to this scene", "Rename", "Duplicate", "Move up", "Remove"} <= set(words)
