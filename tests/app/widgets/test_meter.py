"""Tests of studio.app.widgets.meter."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.theme.tokens import tokens
from studio.app.widgets.meter import Meter
from studio.app.widgets.meter_levels import FLOOR_DB


def _shown(qtbot: QtBot, orientation: Qt.Orientation = Qt.Orientation.Vertical) -> Meter:
    meter = Meter(orientation)
    qtbot.addWidget(meter)
    meter.resize(*((24, 200) if orientation is Qt.Orientation.Vertical else (200, 24)))
    with qtbot.waitExposed(meter):
        meter.show()
    return meter


class _Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 # Qt's name
        self.count += event.type() == QEvent.Type.Paint
        return False


def _lit(picture: QImage) -> int:
    """Count the pixels that have the colour of a good level."""
    good = tokens().good.rgb()
    return sum(
        picture.pixel(x, y) == good for x in range(picture.width()) for y in range(picture.height())
    )


def test_shows_more_for_louder(qtbot: QtBot) -> None:
    meter = _shown(qtbot)
    silent = _lit(meter.grab().toImage())
    meter.take([(-40.0, -45.0)] * 2, 1.0)
    quiet = _lit(meter.grab().toImage())
    meter.take([(-22.0, -30.0)] * 2, 1.1)
    assert silent < quiet < _lit(meter.grab().toImage())


def test_lies_down_too(qtbot: QtBot) -> None:
    meter = _shown(qtbot, Qt.Orientation.Horizontal)
    meter.take([(-30.0, -40.0)] * 2, 1.0)
    picture = meter.grab().toImage()
    assert picture.pixel(20, 4) == tokens().good.rgb()
    assert picture.pixel(150, 4) != tokens().good.rgb()


def test_keeps_the_mark_of_clipping_until_it_is_clicked(qtbot: QtBot) -> None:
    meter = _shown(qtbot)
    meter.take([(0.0, -6.0), (-20.0, -30.0)], 1.0)
    meter.take([(FLOOR_DB, FLOOR_DB)] * 2, 60.0)
    assert meter.did_clip
    assert meter.grab().toImage().pixel(1, 1) == tokens().live.rgb()
    assert "clipped" in meter.toolTip()
    with qtbot.waitSignal(meter.forgiven):
        QTest.mouseClick(meter, Qt.MouseButton.LeftButton)
    assert not meter.did_clip
    assert meter.grab().toImage().pixel(1, 1) != tokens().live.rgb()


def test_is_grey_while_it_is_muted(qtbot: QtBot) -> None:
    meter = _shown(qtbot)
    meter.take([(-22.0, -30.0)] * 2, 1.0)
    assert _lit(meter.grab().toImage())
    meter.set_muted(True)
    assert not _lit(meter.grab().toImage())


def test_repaints_only_what_changed(qtbot: QtBot) -> None:
    meter = _shown(qtbot)
    paints = _Paints(meter)
    meter.fall(1.0)
    meter.fall(1.5)
    QApplication.processEvents()
    assert paints.count == 0
    meter.take([(-10.0, -20.0)] * 2, 2.0)
    qtbot.waitUntil(lambda: paints.count == 1)


def test_has_a_bar_for_each_channel(qtbot: QtBot) -> None:
    meter = _shown(qtbot)
    stereo = meter.sizeHint().width()
    meter.take([(-10.0, -20.0)] * 6, 1.0)
    assert meter.sizeHint().width() > stereo
    meter.take([(-10.0, -20.0)] * 64, 1.0)
    assert meter.sizeHint().width() < 100
