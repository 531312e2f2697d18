"""Tests of studio.app.captions.model_card."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import words
from studio.app.captions.model_card import ModelCard
from studio.app.captions.model_trial import Result
from studio.app.captions.offers import OWN, RECOMMENDED, WHISPER

QUICK = Result(0.17, 0.42, frozenset(), frozenset({"en"}))
SLOW = Result(1.4, 3.0, frozenset(), frozenset())


@pytest.fixture
def card(qapp: QApplication, qtbot: QtBot) -> ModelCard:
    words.use(qapp, "en")
    made = ModelCard(WHISPER)
    qtbot.addWidget(made)
    be(made)
    return made


def be(card: ModelCard, missing_bytes: int = 0, *, is_used: bool = False) -> None:
    card.show_state(is_known=True, missing_bytes=missing_bytes, is_used=is_used, unsuited_to="")


def steps(card: ModelCard) -> list[str]:
    buttons = (card.fetch, card.cancel, card.trial, card.use)
    return [each.text() for each in buttons if not each.isHidden()]


def test_it_is_fetched_then_tried_then_used(card: ModelCard) -> None:
    wanted: list[str] = []
    for signal in (card.fetch_wanted, card.try_wanted, card.use_wanted):
        signal.connect(wanted.append)
    be(card, 146_500_000)
    assert steps(card) == ["Fetch it (146 MB)"]
    card.fetch.click()
    card.show_fetch("Whisper base is being fetched: 40 %", "", is_busy=True)
    assert steps(card) == ["Cancel"]
    card.show_fetch("", "", is_busy=False)
    be(card)
    assert steps(card) == ["Try it here"]
    card.trial.click()
    card.show_trying()
    assert not card.trial.isEnabled()
    card.show_trial(QUICK, "")
    assert card.status.text() == (
        "Uses about a sixth of one core while somebody speaks. · Real-time factor 0.17 · "
        "Loaded in 0.4 s"
    )
    assert steps(card) == ["Try it here", "Use it"]
    card.use.click()
    assert wanted == ["whisper"] * 3
    be(card, is_used=True)
    assert steps(card) == ["Try it here"]
    assert not card.badge.isHidden()


def test_what_is_too_slow_can_be_used_all_the_same(card: ModelCard) -> None:
    card.show_trying()
    card.show_trial(SLOW, "")
    assert card.status.text().startswith("Too slow for this machine")
    assert steps(card)[-1] == "Use it all the same"


def test_why_it_can_not_be_used_is_said(card: ModelCard) -> None:
    card.show_trying()
    card.show_trial(None, "Whisper has failed: no memory.")
    assert card.trouble.text() == "Whisper has failed: no memory."
    assert steps(card) == ["Try it here"]
    card.show_trying()
    assert card.trouble.isHidden()


def test_another_fetch_or_trial_is_waited_for(card: ModelCard) -> None:
    be(card, 1_000_000)
    card.show_fetch("", "", is_busy=True)
    assert card.fetch.toolTip() == "Another model is being fetched."
    be(card)
    card.set_waiting(True)
    assert card.trial.toolTip() == "One is being tried."
    card.set_waiting(False)
    assert card.trial.isEnabled()


def test_a_folder_of_ones_own_is_chosen_first(qapp: QApplication, qtbot: QtBot) -> None:
    words.use(qapp, "en")
    card = ModelCard(OWN)
    qtbot.addWidget(card)
    be(card)
    assert card.trial.toolTip() == "Choose its folder first."
    card.set_folder("/models/zipformer")
    assert card.trial.isEnabled()
    assert card.folder == "/models/zipformer"
    card.show_trying()
    card.show_trial(QUICK, "")
    card.folder_field.edited.emit("/models/other")
    assert steps(card) == ["Try it here"]  # another one was not tried
    assert any(RECOMMENDED in each.text() for each in card.findChildren(type(card.status)))


def test_what_does_not_know_the_language_says_so(card: ModelCard) -> None:
    card.show_state(is_known=True, missing_bytes=0, is_used=False, unsuited_to="zh")
    assert card.unsuited.text() == "It does not know 中文."
    assert not card.unsuited.isHidden()
