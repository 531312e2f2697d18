"""Tests of the fields: numbers, colours, paths, search."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.widgets.color_field import ColorField, from_code
from studio.app.widgets.file_field import FileField
from studio.app.widgets.number_field import NumberField
from studio.app.widgets.search_field import SearchField


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")


def turn(widget: QWidget) -> bool:
    """Turn the wheel one step up over a widget; say whether it took it."""
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(widget.mapToGlobal(QPoint(5, 5))),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_a_number_is_typed_and_told_once(qtbot: QtBot) -> None:
    field = NumberField("Width", 0, 4096, suffix=" px")
    qtbot.addWidget(field)
    told: list[float] = []
    field.edited.connect(told.append)
    field.set_value(1280)
    field.selectAll()
    QTest.keyClicks(field, "1920")
    assert told == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == [1920]


def test_the_wheel_turns_only_what_has_the_focus(qtbot: QtBot) -> None:
    field = NumberField("Width", 0, 4096)
    qtbot.addWidget(field)
    field.show()
    field.clearFocus()
    assert not turn(field)
    assert field.value() == 0
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    turn(field)
    assert field.value() == 1


def test_who_types_is_not_disturbed(qtbot: QtBot) -> None:
    field = NumberField("Width", 0, 4096)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "12")
    field.set_value(99)
    assert field.lineEdit().text() == "12"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("#fff", "#ffffff"),
        ("5B8DEF", "#5b8def"),
        ("#5B8DEF80", "#5b8def"),
        ("red", None),
        ("", None),
    ],
)
def test_a_code_is_read_as_css_has_it(code: str, name: str | None) -> None:
    colour = from_code(code)
    assert (colour.name() if colour is not None else None) == name
    if code == "#5B8DEF80":
        assert colour is not None
        assert colour.alpha() == 0x80


def test_a_colour_is_typed(qtbot: QtBot) -> None:
    field = ColorField("Text colour", "#FFFFFF", has_alpha=True)
    qtbot.addWidget(field)
    told: list[str] = []
    field.edited.connect(told.append)
    line = field.findChildren(QLineEdit)[0]
    line.selectAll()
    QTest.keyClicks(line, "#FF475780")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told == ["#FF475780"]
    assert field.value == "#FF475780"


def test_a_path_is_typed(qtbot: QtBot, tmp_path: Path) -> None:
    field = FileField("Recording folder", "", wanted="folder")
    qtbot.addWidget(field)
    told: list[str] = []
    field.edited.connect(told.append)
    line = field.findChildren(QLineEdit)[0]
    QTest.keyClicks(line, str(tmp_path))
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert told == [str(tmp_path)]


def test_esc_empties_a_search_and_then_goes_on(qtbot: QtBot) -> None:
    page = QWidget()
    heard: list[int] = []
    page.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    field = SearchField("Search", page)
    qtbot.addWidget(page)
    QTest.keyClicks(field, "bit")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), heard) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard == [Qt.Key.Key_Escape]
