"""Tests of studio.app.theme.sheet: Qt reads it, and it leaves nothing grey."""

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.theme.sheet import sheet
from studio.app.theme.tokens import COLOURS, make
from studio.app.widgets.buttons import PushButton

FUSION_GREYS = {"#efefef", "#f0f0f0", "#d4d4d4", "#353535", "#323232"}


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_qt_understands_it(qapp: QApplication, name: str, scale: float) -> None:
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, text: str) -> None:
        said.append(text)

    before = qInstallMessageHandler(hear)
    try:
        widget = QWidget()
        widget.setStyleSheet(sheet(make(name, scale, True)))
        widget.ensurePolished()
    finally:
        qInstallMessageHandler(before)
    assert not said


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox, QCheckBox, PushButton, QTabBar])
def test_what_is_pressed_is_a_target(qapp: QApplication, qtbot: QtBot, kind: type[QWidget]) -> None:
    theme.apply(qapp, "dark")
    widget = kind("x") if kind is PushButton else kind()
    if isinstance(widget, QTabBar):
        widget.addTab("x")
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert widget.sizeHint().height() >= 32


@pytest.mark.parametrize("kind", [QMenu, QScrollBar, QComboBox, QSpinBox])
def test_nothing_looks_like_the_default(
    qapp: QApplication, qtbot: QtBot, kind: type[QWidget]
) -> None:
    theme.apply(qapp, "light")
    widget = kind()
    qtbot.addWidget(widget)
    widget.resize(80, 80)
    picture = widget.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(0, 80, 2) for y in range(0, 80, 2)}
    assert not seen & FUSION_GREYS
    theme.apply(qapp, "dark")
