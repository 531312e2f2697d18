"""Phones and guests who come by real links, through room, link and engine, to the window."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from studio.app.link.views import View
from studio.app.live import room_host
from studio.app.stage.linked import Linked
from studio.app.stage.phones_panel import PhonesPanel
from studio.app.stage.seating import Seating
from studio.app.stage.stage_dock import StageDock
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.graph import items_of
from studio.model.scene import SceneItem
from tests.app.engine_stage import Stage, do, until
from tests.app.stage.hosted import SIZE, Hosted

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture
def hosted(
    qapp: QApplication, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hosted]:
    monkeypatch.setattr(room_host, "DATA", tmp_path / "room")
    opened = Hosted(stage, tmp_path)
    yield opened
    opened.close()


def read_code(widget: QWidget) -> str:
    """Return what a QR code says, as another program reads it."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    large = cv2.resize(rows[:, : image.width()], None, fx=2, fy=2, interpolation=0)
    return cv2.QRCodeDetector().detectAndDecode(large)[0]


def item(studio: Studio, source: str) -> SceneItem | None:
    """Return the item that shows a source in the scene that viewers see."""
    collection = studio.mirror.collection
    assert collection is not None
    items = items_of(collection, studio.mirror.program_scene)
    return next((each for each in items if each.source == source), None)


def is_seen(studio: Studio, source: str) -> bool:
    found = item(studio, source)
    return found is not None and found.visible


def test_a_phone_that_comes_by_the_code_becomes_a_camera_that_does_as_told(
    hosted: Hosted, qtbot: QtBot
) -> None:
    studio = hosted.studio
    panel = PhonesPanel(studio)
    qtbot.addWidget(panel)
    panel.resize(340, 800)
    panel.show()
    panel.link.make.click()
    until(lambda: panel.link.link.is_there)
    assert read_code(panel.link.code) == panel.link.link.url
    assert "/q/" in panel.link.link.url
    assert len(panel.link.link.url) < 60, "a code that is read from afar is a small one"
    panel.link.copy.click()
    assert QApplication.clipboard().text() == panel.link.link.url
    with hosted.visitor("phone") as phone:
        until(lambda: panel.cards)
        (card,) = panel.cards.values()
        assert not card.torch.isEnabled()
        card.add.click()
        linked = Linked.of(studio)
        until(lambda: linked.peers and all(each.width == SIZE[0] for each in linked.peers.values()))
        shown = panel.cards[card.id]
        until(lambda: shown.badge.isVisible())
        assert is_seen(studio, shown.name.text())
        phone.say(
            {"type": "can", "lenses": [{"id": "b", "label": "Back"}], "torch": True},
            {"type": "state", "battery": 0.1, "rtt_ms": 31, "kbps": 300},
        )
        until(lambda: "10 %" in shown.status.text() and "31 ms" in shown.status.text())
        assert "320×180" in shown.status.text()
        assert shown.trouble.isVisible()
        shown.torch.click()
        shown.kbps.setCurrentIndex(1)
        shown.kbps.activated.emit(1)
        until(lambda: any(each.get("torch") and each.get("kbps") == 800 for each in phone.heard))
        shown.sync.check.click()
        until(lambda: [each["type"] for each in phone.heard].count("beep") == 3)
        until(lambda: not shown.sync.check.isEnabled())
        assert shown.sync.words.isVisible()
        shown.remove.click()
        until(lambda: not panel.cards)


def test_a_guest_waits_sits_moves_is_muted_and_goes_and_the_picture_follows(
    hosted: Hosted, qtbot: QtBot
) -> None:
    studio, seating = hosted.studio, Seating.of(hosted.studio)
    dock = StageDock(studio)
    qtbot.addWidget(dock)
    dock.resize(300, 900)
    dock.show()
    hosted.link("guest")
    before = item(studio, "Presenter")
    view = View(studio.link, "programme", "", 160, 90, 10.0)  # what nobody sees is not composed
    view.end_with(dock)
    with hosted.visitor("guest"):
        until(lambda: dock.rows)
        (row,) = dock.rows.values()
        assert not dock.seats[0].peer
        row.seat.click()
        until(lambda: dock.seats[0].peer)
        until(lambda: is_seen(studio, "Guest 1"))
        assert item(studio, "Presenter") == before
        until(lambda: studio.mirror.sizes.get("Guest 1") == SIZE)
        until(lambda: dock.seats[0].state == "On air")
        # By keys to the next seat: the picture follows.
        dock.seats[0].setFocus()
        QTest.keyClick(dock.seats[0], Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        until(lambda: dock.seats[1].peer and is_seen(studio, "Guest 2"))
        assert not is_seen(studio, "Guest 1")
        dock.seats[1].mute.click()
        until(lambda: dock.seats[1].peer and dock.seats[1].peer.is_muted)
        # A layout, and back by one undo; from then on the scene is the anchor's own.
        placed = item(studio, "Guest 2")
        dock.layouts.buttons["beside"].click()
        until(lambda: item(studio, "Guest 2") != placed)
        there = item(studio, "Guest 2")
        assert there is not None
        assert (there.transform.x, there.transform.bounds_width) == (320, 320)
        do(studio, Undo())
        until(lambda: item(studio, "Guest 2") == placed and item(studio, "Presenter") == before)
        until(lambda: seating.chosen_for("Main") == "free")
        dock.layouts.buttons["pip"].click()
        until(lambda: item(studio, "Guest 2") != placed)
        QTest.keyClick(dock.seats[1], Qt.Key.Key_Delete)
        until(lambda: not dock.seats[1].peer and not is_seen(studio, "Guest 2"))
        assert seating.chosen_for("Main") == "pip"
