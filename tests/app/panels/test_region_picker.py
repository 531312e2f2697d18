"""Tests of studio.app.panels.region_picker."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.app.panels.region_band import Area
from studio.app.panels.region_picker import RegionPicker
from tests.app.engine_stage import until
from tests.app.picture.mouse import Mouse

SCREEN = Area(1920, 0, 1600, 1200)


class Shown:
    """A picker in half the size of its screen, and what it said."""

    def __init__(self, qtbot: QtBot, area: Area | None = None) -> None:
        self.panel = QWidget()
        qtbot.addWidget(self.panel)
        image = QImage(800, 600, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        self.picker = RegionPicker(image, SCREEN, area, self.panel)
        self.picker.resize(800, 600)
        self.taken: list[list[int]] = []
        self.picker.taken.connect(self.taken.append)
        with qtbot.waitExposed(self.picker):
            self.picker.show()
        self.mouse = Mouse(self.picker)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.picker, key, held)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def test_what_is_drawn_is_taken_in_pixels_of_the_screen(shown: Shown) -> None:
    assert not shown.picker.use.isEnabled()
    shown.mouse.drag((100, 200), (300, 350))
    assert "400 × 300" in shown.picker.accessibleDescription()
    assert not shown.taken
    shown.key(Qt.Key.Key_Return)
    assert shown.taken == [[2120, 400, 400, 300]]


def test_escape_leaves_all_as_it_was(shown: Shown) -> None:
    shown.mouse.drag((100, 200), (300, 350))
    shown.key(Qt.Key.Key_Escape)
    assert not shown.taken
    assert not shown.picker.isVisible()


def test_the_button_and_a_double_click_take_it(qtbot: QtBot) -> None:
    area = Area(2000, 300, 400, 200)
    first = Shown(qtbot, area)
    first.picker.use.click()
    second = Shown(qtbot, area)
    second.mouse.double_click((500, 500))
    assert not second.taken
    second.picker.band.area = area
    second.mouse.double_click((100, 200))
    assert first.taken == second.taken == [[2000, 300, 400, 200]]


def test_keys_alone_draw_it(shown: Shown) -> None:
    shift, ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    shown.key(Qt.Key.Key_Right)
    shown.key(Qt.Key.Key_Down, shift)
    shown.key(Qt.Key.Key_Left, ctrl | shift)
    shown.key(Qt.Key.Key_Enter)
    assert shown.taken == [[2321, 310, 790, 600]]


def test_what_is_left_out_lies_in_shade(shown: Shown) -> None:
    shown.mouse.drag((100, 200), (300, 350))
    image = shown.picker.grab().toImage()
    white = QColor("#ffffff")
    assert image.pixelColor(200, 275) == white
    assert image.pixelColor(600, 500).lightness() < 150


def test_what_can_be_done_hides_nothing_that_is_drawn(shown: Shown) -> None:
    buttons = shown.picker.use.parentWidget()
    assert buttons
    assert buttons.geometry().bottom() < 100
    shown.mouse.press((100, 5))
    assert not buttons.isVisible()
    shown.mouse.move((300, 350))
    shown.mouse.release((300, 350))
    assert buttons.isVisible()
    until(lambda: buttons.geometry().top() > 350)
