"""Tests of studio.app.widgets.elided_label: names that are too long, or strange."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.widgets.elided_label import ElidedLabel


@pytest.mark.parametrize(
    "name", ["x" * 300, "火箭" * 150, "🚀" * 300, "كريم " * 60, "one\ntwo\tthree " * 20]
)
def test_a_long_name_is_cut_and_told_whole(qapp: QApplication, qtbot: QtBot, name: str) -> None:
    theme.apply(qapp, "dark")
    label = ElidedLabel(name)
    qtbot.addWidget(label)
    label.resize(120, label.sizeHint().height())
    label.show()
    shown = label.shown_text()
    assert "…" in shown
    assert "\n" not in shown
    assert label.fontMetrics().horizontalAdvance(shown) <= 120
    assert (label.text(), label.toolTip()) == (name, name)
    assert label.minimumSizeHint().width() < 80


def test_a_short_name_is_whole_and_has_no_tooltip(qapp: QApplication, qtbot: QtBot) -> None:
    label = ElidedLabel("Main")
    qtbot.addWidget(label)
    label.resize(label.sizeHint())
    assert (label.shown_text(), label.toolTip()) == ("Main", "")
