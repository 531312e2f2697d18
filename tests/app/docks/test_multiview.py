"""Tests of studio.app.docks.multiview, over the real engine."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.docks.multiview import Multiview, SceneTile
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.commands import SetStudioModeEnabled
from studio.model.edits import CreateScene, RemoveScene, SetSceneIndex
from tests.app.engine_stage import do, until


@pytest.fixture
def multiview(qtbot: QtBot, studio: Studio) -> Multiview:
    shown = Multiview(studio)
    qtbot.addWidget(shown)
    shown.resize(800, 500)
    shown.show()
    return shown


def tile(multiview: Multiview, name: str) -> SceneTile:
    return next(each for each in multiview.tiles if each.name == name)


def names(multiview: Multiview) -> list[str]:
    return [each.name for each in multiview.tiles]


def test_there_is_a_tile_for_each_scene_in_their_order(
    multiview: Multiview, studio: Studio
) -> None:
    assert names(multiview) == ["Main", "Pause"]
    first = multiview.tiles[0]
    do(studio, CreateScene(scene="New"))
    do(studio, SetSceneIndex(scene="New", index=0))
    until(lambda: names(multiview) == ["New", "Main", "Pause"])
    assert multiview.tiles[1] is first
    do(studio, RemoveScene(scene="Pause"))
    until(lambda: names(multiview) == ["New", "Main"])


def test_a_click_puts_a_scene_on_air(multiview: Multiview, studio: Studio) -> None:
    pause = tile(multiview, "Pause")
    QTest.mouseClick(pause, Qt.MouseButton.LeftButton)
    until(lambda: studio.mirror.program_scene == "Pause")
    assert pause.accessibleName() == tr("{scene} · programme", scene="Pause")


def test_in_studio_mode_it_goes_into_the_preview(multiview: Multiview, studio: Studio) -> None:
    do(studio, SetStudioModeEnabled(enabled=True))
    until(lambda: studio.mirror.studio_mode)
    pause = tile(multiview, "Pause")
    pause.choose()
    until(lambda: studio.mirror.preview_scene == "Pause")
    assert studio.mirror.program_scene == "Main"
    assert pause.accessibleName() == tr("{scene} · preview", scene="Pause")


def test_by_keys(multiview: Multiview, studio: Studio) -> None:
    main, pause = multiview.tiles
    main.setFocus()
    QTest.keyClick(main, Qt.Key.Key_Right)
    assert pause.hasFocus()
    QTest.keyClick(pause, Qt.Key.Key_Return)
    until(lambda: studio.mirror.program_scene == "Pause")
    QTest.keyClick(pause, Qt.Key.Key_Right)
    assert pause.hasFocus()
