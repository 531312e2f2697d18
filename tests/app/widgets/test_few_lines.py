"""Tests of studio.app.widgets.few_lines."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.widgets.few_lines import FewLines

LONG = (
    "Theo 🚀：gives 火箭 × 3 and says something that goes on and on 🚀🚀 until nobody reads it " * 2
)


@pytest.fixture
def label(qapp: QApplication, qtbot: QtBot) -> FewLines:
    theme.apply(qapp, "dark")
    made = FewLines(LONG, 3)
    qtbot.addWidget(made)
    return made


def test_it_has_so_many_lines_at_most_and_the_last_says_that_there_is_more(label: FewLines) -> None:
    lines = label.shown_lines(160)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert LONG.startswith("".join(lines[:2]))
    metrics = label.fontMetrics()
    assert all(metrics.horizontalAdvance(line.rstrip()) <= 161 for line in lines)
    label.set_lines(1)
    assert label.heightForWidth(160) == metrics.lineSpacing()
    assert label.shown_lines(160)[0].endswith("…")


def test_what_fits_is_whole_and_needs_no_tooltip(label: FewLines, qtbot: QtBot) -> None:
    short = FewLines("星河：gives 皇冠 × 1")
    qtbot.addWidget(short)
    short.resize(400, 20)
    short.show()
    assert short.shown_lines(400) == [short.text()]
    assert short.toolTip() == ""
    assert short.accessibleName() == short.text()
    label.resize(160, 60)
    label.show()
    assert label.toolTip() == LONG


def test_it_is_drawn_where_it_stands(label: FewLines) -> None:
    label.resize(160, label.heightForWidth(160))
    image = label.grab().toImage()
    ground = image.pixel(0, 0)
    line_px = label.fontMetrics().lineSpacing()
    for line in range(3):
        middle_px = line * line_px + line_px // 2
        rows = range(middle_px - 3, middle_px + 3)
        assert any(image.pixel(x, y) != ground for y in rows for x in range(160))
