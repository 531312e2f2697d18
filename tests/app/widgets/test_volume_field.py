"""Tests of studio.app.widgets.volume_field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.widgets.fader_law import SILENT_DB
from studio.app.widgets.volume_field import VolumeField


@pytest.fixture
def field(qtbot: QtBot) -> VolumeField:
    made = VolumeField("Volume")
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def edits(field: VolumeField) -> list[float]:
    seen: list[float] = []
    field.edited.connect(seen.append)
    return seen


def _type(field: VolumeField, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "volume_db", "shown"),
    [("-12,5", -12.5, "−12.5"), ("-inf", SILENT_DB, "−∞"), ("99", 26.0, "+26.0")],
)
def test_takes_what_is_typed(
    field: VolumeField, edits: list[float], text: str, volume_db: float, shown: str
) -> None:
    _type(field, text)
    assert edits == [volume_db]
    assert field.text() == shown


def test_puts_back_what_is_no_volume(field: VolumeField, edits: list[float]) -> None:
    field.set_value(-3.0)
    _type(field, "loud")
    assert edits == []
    assert field.text() == "−3.0"


def test_steps_by_keys(field: VolumeField, edits: list[float]) -> None:
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert edits == [-1.0, -2.0]


def test_is_not_changed_while_somebody_types(field: VolumeField, edits: list[float]) -> None:
    field.selectAll()
    QTest.keyClicks(field, "-4")
    field.set_value(-30.0)
    assert field.text() == "-4"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert edits == [-4.0]
