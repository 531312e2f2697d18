"""Tests of studio.app.stage.camera_bar, over the real engine."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.app.stage.camera_bar import CameraBar, best_columns
from studio.app.stage.linked import Linked
from studio.app.stage.linked_peer import LinkedPeer
from studio.app.stage.offered_section import OfferedSection
from studio.app.studio import Studio
from studio.app.words import tr
from studio.model.commands import Undo
from studio.model.edits import CreateInput, EditTogether, SetInputName
from studio.model.graph import inputs_of
from studio.model.scene import Input
from tests.app.engine_stage import do, until


def link(name: str, peer: str) -> CreateInput:
    return CreateInput(input=Input(name=name, kind="link", settings={"peer": peer}))


@pytest.fixture
def bar(qtbot: QtBot, studio: Studio) -> Iterator[CameraBar]:
    do(studio, EditTogether.of([link("One", "p-1"), link("Guest", "seat:1"), link("Two", "p-2")]))
    window = QWidget()
    shown = CameraBar(studio)
    column = QVBoxLayout(window)
    column.addWidget(shown)
    column.addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.resize(500, 220)
    window.show()
    window.activateWindow()
    until(lambda: len(shown.tiles) == 2)
    shown.tiles[0].setFocus()
    yield shown
    window.hide()


def seen(studio: Studio) -> frozenset[str]:
    """Return what viewers see."""
    mirror = studio.mirror
    assert mirror.collection is not None
    return inputs_of(mirror.collection, mirror.program_scene)


def test_keys_put_cameras_on_air_one_for_the_other(bar: CameraBar, studio: Studio) -> None:
    one, two = bar.tiles
    assert (one.name, two.name) == ("One", "Two")
    QTest.keyClick(one, Qt.Key.Key_1)
    until(lambda: "One" in seen(studio))
    until(lambda: one.badge.isVisible())
    QTest.keyClick(one, Qt.Key.Key_2)
    until(lambda: "Two" in seen(studio))
    assert "One" not in seen(studio)
    until(lambda: two.accessibleName() == ", ".join(
        (tr("Camera {number}", number=2), "Two", tr("On air"))
    ))  # fmt: skip
    assert not one.badge.isVisible()
    QTest.keyClick(one, Qt.Key.Key_9)  # there is none
    do(studio, Undo())
    until(lambda: "One" in seen(studio))
    assert "Two" not in seen(studio)


def test_a_digit_that_is_typed_into_a_field_stays_there(bar: CameraBar, studio: Studio) -> None:
    field = bar.window().findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_1)
    assert field.text() == "1"
    assert "One" not in seen(studio)


def test_by_mouse_and_by_arrows_and_enter(bar: CameraBar, studio: Studio) -> None:
    one, two = bar.tiles
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    until(lambda: "One" in seen(studio))
    QTest.keyClick(one, Qt.Key.Key_Right)
    assert two.hasFocus()
    QTest.keyClick(two, Qt.Key.Key_Return)
    until(lambda: "Two" in seen(studio))


def test_its_tiles_follow_the_inputs_and_show_their_pictures(
    bar: CameraBar, studio: Studio
) -> None:
    until(lambda: all(tile.picture.frames > 0 for tile in bar.tiles))
    two = bar.tiles[1]
    do(studio, SetInputName(input="One", new_name="Left"))
    until(lambda: [tile.name for tile in bar.tiles] == ["Left", "Two"])
    assert bar.tiles[1] is two


@pytest.mark.parametrize(
    ("count", "width", "height", "columns"),
    [(3, 900, 100, 3), (3, 200, 600, 1), (9, 900, 300, 5), (16, 400, 100, 6), (1, 50, 50, 1)],
)
def test_tiles_stand_where_their_pictures_are_largest(
    count: int, width: int, height: int, columns: int
) -> None:
    assert best_columns(count, width, height, label_px=26) == columns


def tell(studio: Studio, *inputs: str) -> None:
    """Have link tell of a studio that offers cameras."""
    linked = Linked.of(studio)
    peer = LinkedPeer("u-3", name="Wei", kind="studio", seat=1, inputs=inputs)
    linked.peers = {peer.id: peer} if inputs else {}
    linked.changed.emit()


def test_what_another_studio_offers_joins_the_cameras_by_one_click(
    bar: CameraBar, studio: Studio
) -> None:
    tell(studio, "Side", "Top")
    assert [tile.offer.camera for tile in bar.offers] == ["Side", "Top"]
    until(lambda: bar.offers[0].isVisible())
    bar.tiles[1].setFocus()
    QTest.keyClick(bar.tiles[1], Qt.Key.Key_Right)
    assert bar.offers[0].hasFocus()
    QTest.keyClick(bar.offers[0], Qt.Key.Key_Return)
    until(lambda: [tile.name for tile in bar.tiles] == ["One", "Two", "Side · Wei"])
    assert bar.tiles[2].hasFocus(), "the keyboard goes on where it was"
    assert "Side · Wei" not in seen(studio), "it is a camera, and not on air by that"
    assert [tile.offer.camera for tile in bar.offers] == ["Top"]
    QTest.keyClick(bar.tiles[2], Qt.Key.Key_3)
    until(lambda: seen(studio) & {"One", "Two", "Side · Wei"} == {"Side · Wei"})
    QTest.mouseClick(bar.offers[0], Qt.MouseButton.LeftButton)
    until(lambda: len(bar.tiles) == 4)
    do(studio, Undo())
    until(lambda: [tile.offer.camera for tile in bar.offers] == ["Top"])
    tell(studio)
    assert bar.offers == []
    assert len(bar.tiles) == 3


def test_the_panel_of_phones_puts_an_offered_camera_into_the_picture(
    studio: Studio, qtbot: QtBot
) -> None:
    around = QWidget()
    section = OfferedSection(studio)
    QVBoxLayout(around).addWidget(section)
    qtbot.addWidget(around)
    around.show()
    assert section.isHidden()
    tell(studio, "Side")
    (row,) = section.rows.values()
    assert section.isVisible()
    assert row.add.isVisible()
    row.add.click()
    until(lambda: "Side · Wei" in seen(studio))
    assert not row.add.isVisible()
    assert row.state.isVisible()
    tell(studio)
    assert section.rows == {}
