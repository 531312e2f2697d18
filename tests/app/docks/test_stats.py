"""Tests of studio.app.docks.stats, with the figures of a real engine."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from studio.app.docks.stats import StatsDock
from studio.app.studio import Studio
from tests.app.engine_stage import until


def _shown(studio: Studio, qtbot: QtBot) -> StatsDock:
    made = StatsDock(studio)
    qtbot.addWidget(made)
    made.resize(280, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_shows_what_the_engine_measures(studio: Studio, qtbot: QtBot) -> None:
    dock = _shown(studio, qtbot)
    until(lambda: {"fps", "cpu", "upload", "dropped"} <= dock.rows.keys())
    memory = dock.rows["memory"].value.text()
    assert int(memory.split()[0].replace(",", "")) > 20
    assert dock.rows["cpu"].accessibleName().startswith(dock.rows["cpu"].line.accessibleName())


def test_copies_all_of_it_as_text(studio: Studio, qtbot: QtBot) -> None:
    dock = _shown(studio, qtbot)
    until(lambda: bool(dock.rows))
    dock.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Rocket Studio · ")
    assert len(lines) >= len(dock.rows)


def test_comes_to_the_front_by_its_key_from_behind_other_docks(
    studio: Studio, qtbot: QtBot
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    docks = [QDockWidget("a"), QDockWidget("b")]
    content = StatsDock(studio)
    docks[0].setWidget(content)
    for dock in docks:
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.tabifyDockWidget(*docks)
    with qtbot.waitExposed(window):
        window.show()
    docks[1].raise_()
    until(lambda: content.visibleRegion().isEmpty())
    until(lambda: content.is_old)  # with the next second's figures: it isn't drawn behind others
    studio.shortcuts.trigger("stats")
    until(lambda: not content.visibleRegion().isEmpty())
    until(lambda: not content.is_old)
