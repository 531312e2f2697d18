"""Two windows: one visits and offers a camera, the other takes it into its programme."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.battle.studio_panel import StudioPanel
from studio.app.link.views import View
from studio.app.live import room_host
from studio.app.stage.offered_section import OfferedSection
from studio.app.stage.seating import Seating
from studio.app.stage.stage_dock import StageDock
from studio.app.studio import Studio
from studio.model.edits import CreateInput
from studio.model.graph import items_of
from studio.model.scene import Input, SceneItem
from tests.app.engine_stage import Stage, do, until
from tests.app.stage.hosted import Hosted
from tests.e2e.link_seen import write_clip

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

COLOUR = (30, 170, 60)
NEAR = 45
"""How far a colour may be off that was encoded twice."""
CANVAS_PX, VIEW_PX = 640, 160


@pytest.fixture
def hosted(
    qapp: QApplication, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hosted]:
    """The studio that is visited."""
    words.use(qapp, "en")
    monkeypatch.setattr(room_host, "DATA", tmp_path / "room")
    opened = Hosted(stage, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def other(qapp: QApplication, tmp_path: Path) -> Iterator[Studio]:
    """The studio that visits; it has a clip of one colour, and does not show it."""
    folder = tmp_path / "other"
    folder.mkdir()
    write_clip(folder / "side.mkv", COLOUR, 0)
    stage = Stage()
    studio = stage.asking_studio(folder)
    settings: dict[str, object] = {"file": str(folder / "side.mkv"), "loop": True}
    assert do(studio, CreateInput(input=Input(name="Side", kind="media", settings=settings))).ok
    yield studio
    studio.close()
    stage.close()


def shown(studio: Studio) -> SceneItem | None:
    """Return the item by which viewers see the other studio's camera."""
    collection = studio.mirror.collection
    items = items_of(collection, studio.mirror.program_scene) if collection else ()
    return next((each for each in items if each.source.startswith("Side")), None)


def share(view: View, item: SceneItem) -> float:
    """Return how much of an item's place has the colour, as viewers see it."""
    image = view.image()
    if image is None:
        return 0.0
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    pixels = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)
    at, part = item.transform, VIEW_PX / CANVAS_PX
    left, top = round(at.x * part) + 2, round(at.y * part) + 2
    right, bottom = ((at.x + at.bounds_width) * part, (at.y + at.bounds_height) * part)
    place = pixels[top : round(bottom) - 2, left : round(right) - 2]
    return float((np.abs(place - COLOUR).max(axis=-1) < NEAR).mean())


def test_a_camera_that_one_window_offers_is_on_air_in_the_other_until_it_is_taken_back(
    hosted: Hosted, other: Studio, qtbot: QtBot
) -> None:
    Seating.of(hosted.studio)
    theirs, dock = StudioPanel(other), StageDock(hosted.studio)
    cameras = OfferedSection(hosted.studio)
    for widget in (theirs, dock, cameras):
        qtbot.addWidget(widget)
        widget.show()
    theirs.offers.boxes["Side"].click()
    theirs.line.setText(hosted.link("studio").url)
    theirs.go.click()
    until(lambda: dock.rows)
    next(iter(dock.rows.values())).seat.click()
    until(lambda: theirs.visit.state == "in")
    until(lambda: [each.camera for each in cameras.rows] == ["Side"])
    next(iter(cameras.rows.values())).add.click()
    until(lambda: shown(hosted.studio))
    item = shown(hosted.studio)
    assert item is not None
    view = View(hosted.studio.link, "programme", "", VIEW_PX, 90, 10.0)
    view.end_with(dock)
    until(lambda: share(view, item) > 0.9)
    theirs.offers.boxes["Side"].click()
    until(lambda: not cameras.rows)
    until(lambda: share(view, item) < 0.1)
    theirs.leave.click()
    until(lambda: not dock.seats[0].peer)
