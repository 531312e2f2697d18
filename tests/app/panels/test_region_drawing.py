"""Tests of studio.app.panels.region_drawing: from the button to the engine, on a real display."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.forms.region_field import RegionField
from studio.app.panels.properties import Properties
from studio.app.panels.region_band import Area
from studio.app.panels.region_drawing import RegionDrawing
from studio.app.panels.region_picker import RegionPicker
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.edits import CreateInput
from studio.model.scene import Input
from tests.app.engine_stage import do, until
from tests.app.picture.mouse import Mouse


@pytest.fixture
def display() -> Iterator[str]:
    """A display of 800x600."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb here")
    # Without -noreset it starts anew when its last client leaves, as at each change of the part.
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    command.append("-noreset")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout
        yield f":{server.stdout.readline().decode().strip()}"
        server.kill()


def opened(qtbot: QtBot, studio: Studio, display: str) -> Properties:
    screen = Input(name="Screen", kind="screen", settings={"display": display})
    assert do(studio, CreateInput(input=screen, scene="Main")).ok
    panel = Properties(studio, "Screen")
    qtbot.addWidget(panel)
    panel.resize(320, 700)
    panel.show()
    return panel


def region(studio: Studio) -> object:
    collection = studio.mirror.collection
    shown = collection.input("Screen") if collection else None
    return shown.settings.get("region") if shown else None


def drawn_on(panel: Properties) -> RegionPicker:
    """Press the button and return what opens."""
    field = panel.form.rows["region"].field
    assert isinstance(field, RegionField)
    field.draw.click()
    drawing = panel.findChild(RegionDrawing)
    assert drawing
    until(lambda: drawing.picker)
    assert drawing.picker
    picker = drawing.picker
    until(picker.isVisible)
    return picker


@pytest.mark.slow
def test_a_part_is_drawn_on_the_captured_screen_and_one_undo_takes_it_back(
    qtbot: QtBot, studio: Studio, display: str
) -> None:
    panel = opened(qtbot, studio, display)
    until(lambda: studio.mirror.sizes.get("Screen") == (800, 600))
    picker = drawn_on(panel)
    whole = picker.area_px()
    mouse = Mouse(picker, (whole.left(), whole.top()), whole.width() / 800)
    mouse.drag((200, 100), (600, 400))
    assert picker.band.area == Area(200, 100, 400, 300)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    until(lambda: region(studio) == [200, 100, 400, 300])
    until(lambda: studio.mirror.sizes.get("Screen") == (400, 300))
    again = drawn_on(panel)
    assert again.band.area
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert region(studio) == [200, 100, 400, 300]
    do(studio, Undo())
    until(lambda: region(studio) is None)


def test_a_screen_that_gives_no_picture_is_said(qtbot: QtBot, studio: Studio) -> None:
    panel = opened(qtbot, studio, ":4711")
    row = panel.form.rows["region"]
    assert isinstance(row.field, RegionField)
    until(lambda: (now := studio.mirror.inputs.get("Screen")) and now.health == "failed")
    row.field.draw.click()
    until(lambda: row.fault.text())
    row.field.boxes[0].setValue(20)
    until(lambda: region(studio) == [20, 0, 1280, 720])
