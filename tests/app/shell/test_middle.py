"""Tests of studio.app.shell.middle: whatever is to be said, the picture stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.shell.middle import NOTICES_SHARE, Middle

LONG = "The camera “摄像头 A” gives no picture. Viewers see the slate in its place. " * 6


@pytest.fixture
def middle(qapp: QApplication, qtbot: QtBot) -> Middle:
    theme.apply(qapp, "dark", 2.0)
    shown = Middle(QLabel("picture"))
    qtbot.addWidget(shown)
    shown.resize(480, 400)
    shown.show()
    return shown


def test_long_sentences_leave_the_picture_its_height(middle: Middle, qtbot: QtBot) -> None:
    for number in range(2):
        worst = middle.notices.say("error", f"{number} {LONG}")
    middle.notices.say("warning", LONG)
    scrolled = middle.notices.verticalScrollBar()
    qtbot.waitUntil(lambda: 0 < worst.y() == scrolled.value())  # the worst is seen
    assert middle.pages.height() >= middle.height() * (1 - NOTICES_SHARE) - 8
    assert middle.notices.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_short_one_takes_only_what_it_needs(middle: Middle, qtbot: QtBot) -> None:
    bar = middle.notices.say("error", "The camera is gone.")
    qtbot.waitUntil(lambda: middle.notices.height() == bar.height() > 20)
    assert middle.notices.verticalScrollBar().maximum() == 0
    assert middle.notices.focusPolicy() == Qt.FocusPolicy.NoFocus
    bar.set_text(LONG)
    qtbot.waitUntil(lambda: middle.notices.verticalScrollBar().maximum() > 0)
