"""Tests of studio.app.shell.notices: few, counted, the worst stay."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from studio.app import theme
from studio.app.shell.notices import LONGEST, MOST, Notices


@pytest.fixture
def notices(qapp: QApplication, qtbot: QtBot) -> Notices:
    theme.apply(qapp, "dark")
    shown = Notices()
    qtbot.addWidget(shown)
    return shown


def test_there_are_never_many(notices: Notices) -> None:
    notices.say("error", "first")
    for number in range(20):
        notices.say("info", f"{number}")
    assert len(notices.bars) == MOST
    assert notices.bars[0].text == "first"
    assert notices.bars[-1].text == "19"
    assert notices.left_out == 21 - MOST


def test_the_same_sentence_is_counted(notices: Notices) -> None:
    for _ in range(3):
        notices.say("warning", "again")
    assert [bar.text for bar in notices.bars] == ["again (×3)"]


def test_the_button_does_the_next_thing_and_the_bar_goes(notices: Notices, qtbot: QtBot) -> None:
    done: list[str] = []
    bar = notices.say("error", "The camera is gone.", "Choose another", lambda: done.append("x"))
    bar.findChildren(QPushButton)[0].click()
    assert done == ["x"]
    assert notices.bars == ()
    assert notices.isHidden()


def test_a_flood_of_letters_is_cut(notices: Notices) -> None:
    assert len(notices.say("info", "x" * 100_000).text) == LONGEST


def test_an_unknown_level_informs(notices: Notices) -> None:
    assert notices.say("debug", "x").level == "info"
