"""Tests of studio.app.captions.state_line."""

from typing import get_args

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.captions.state_line import LOOKS, WORDS, StateLine
from studio.model.events import CaptionHealth


@pytest.fixture
def line(qapp: QApplication, qtbot: QtBot) -> StateLine:
    words.use(qapp, "en")
    made = StateLine()
    qtbot.addWidget(made)
    return made


def test_every_state_has_its_own_words_and_icon(line: StateLine) -> None:
    states: tuple[CaptionHealth, ...] = get_args(CaptionHealth)
    assert set(WORDS) == set(LOOKS) == set(states)
    said = set()
    for state in states:
        line.show_health(state, is_there=True, is_paused=False)
        said.add(line.words.text())
    assert len(said) == len(states)
    assert len({icon for icon, _ in LOOKS.values()}) == len(states)


def test_off_is_a_pause_once_something_was_said(line: StateLine) -> None:
    line.show_health("off", is_there=True, is_paused=True)
    assert line.words.text().startswith("Paused")
    line.show_health("listening", is_there=True, is_paused=True)
    assert line.words.text() == "Listening"


def test_without_an_engine_nothing_is_claimed(line: StateLine) -> None:
    line.show_health("listening", is_there=False, is_paused=False)
    assert line.words.text() == "The engine is being started…"
