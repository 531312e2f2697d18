"""Tests of studio.app.docks.strip."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.docks.strip import Strip

LONG = "🎤 مرحبا " + "a very long name " * 20


@pytest.fixture
def strip(qtbot: QtBot) -> Strip:
    made = Strip("Mic")
    qtbot.addWidget(made)
    made.resize(100, 220)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_asks_for_what_is_typed_and_dragged(qtbot: QtBot, strip: Strip) -> None:
    asked: list[tuple[float, str]] = []
    strip.volume_wanted.connect(lambda volume_db, gesture: asked.append((volume_db, gesture)))
    strip.field.setFocus()
    strip.field.selectAll()
    QTest.keyClicks(strip.field, "-7.5")
    QTest.keyClick(strip.field, Qt.Key.Key_Return)
    QTest.keyClick(strip.fader, Qt.Key.Key_Up)
    assert asked[0] == (-7.5, "")
    assert asked[1][1]


def test_shows_what_it_is_told_and_asks_nobody(qtbot: QtBot, strip: Strip) -> None:
    asked: list[object] = []
    strip.volume_wanted.connect(lambda *_: asked.append(_))
    strip.mute_wanted.connect(asked.append)
    strip.set_volume(-12.0)
    strip.set_state(is_device=True, is_muted=True, is_monitored=True)
    assert (strip.fader.volume_db, strip.field.text()) == (-12.0, "−12.0")
    assert strip.mute.isChecked()
    assert strip.mute.accessibleName() == "Unmute Mic"
    assert asked == []


def test_is_muted_and_listened_to_by_keys(qtbot: QtBot, strip: Strip) -> None:
    with qtbot.waitSignal(strip.mute_wanted, check_params_cb=lambda muted: muted):
        QTest.keyClick(strip, Qt.Key.Key_M)
    with qtbot.waitSignal(strip.monitor_wanted, check_params_cb=lambda wanted: wanted):
        QTest.keyClick(strip, Qt.Key.Key_L)


def test_says_why_viewers_do_not_hear_it(qtbot: QtBot, strip: Strip) -> None:
    strip.set_heard(False, "Not on air.")
    assert strip.toolTip() == "Not on air."
    strip.set_heard(False, "")
    assert strip.toolTip() == ""


def test_is_renamed_where_it_stands(qtbot: QtBot, strip: Strip) -> None:
    strip.rename()
    fields = [each for each in strip.findChildren(QLineEdit) if each is not strip.field]
    QTest.keyClicks(fields[0], "Voice")
    with qtbot.waitSignal(strip.name_wanted, check_params_cb=lambda name: name == "Voice"):
        QTest.keyClick(fields[0], Qt.Key.Key_Return)


@pytest.mark.parametrize("orientation", [Qt.Orientation.Vertical, Qt.Orientation.Horizontal])
def test_a_long_name_makes_it_no_wider(qtbot: QtBot, orientation: Qt.Orientation) -> None:
    widths = []
    for name in ("Mic", LONG):
        strip = Strip(name)
        qtbot.addWidget(strip)
        strip.set_orientation(orientation)
        widths.append(strip.minimumSizeHint().width())
    assert abs(widths[0] - widths[1]) <= 12


def test_lies_down_and_stands_up_again(qtbot: QtBot, strip: Strip) -> None:
    stood = strip.fader.height() > strip.fader.width()
    strip.set_orientation(Qt.Orientation.Horizontal)
    strip.resize(300, 90)
    qtbot.waitUntil(lambda: strip.fader.width() > strip.fader.height())
    strip.set_orientation(Qt.Orientation.Vertical)
    strip.resize(100, 220)
    qtbot.waitUntil(lambda: strip.fader.height() > strip.fader.width())
    assert stood
