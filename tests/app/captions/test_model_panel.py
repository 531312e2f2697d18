"""Tests of studio.app.captions.model_panel, over the real engine and with real trials."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.app.captions.model_panel import ModelPanel
from studio.app.captions.model_trial import Result
from studio.app.studio import Studio
from studio.model.captions.settings import CaptionSettings
from studio.model.commands import SetCaptions
from tests.app.engine_stage import do, until

QUICK = Result(0.17, 0.42, frozenset(), frozenset())


@pytest.fixture
def panel(captioned: Studio, qtbot: QtBot) -> ModelPanel:
    made = ModelPanel(captioned)
    qtbot.addWidget(made)
    made.resize(340, 1200)
    with qtbot.waitExposed(made):
        made.show()
    until(lambda: made.cards["own"].trial.toolTip() == "Choose its folder first.")
    return made


def test_what_is_chosen_is_marked(panel: ModelPanel, captioned: Studio) -> None:
    assert [kind for kind, card in panel.cards.items() if card.badge.isVisible()] == [""]
    assert do(captioned, SetCaptions(captions=CaptionSettings(model="whisper"))).ok
    until(lambda: panel.cards["whisper"].badge.isVisible())
    assert not panel.cards[""].badge.isVisible()
    assert panel.cards["moonshine"].unsuited.text() == "It does not know 中文."


def test_a_model_is_used_once_it_was_tried(panel: ModelPanel, captioned: Studio) -> None:
    captioned.mirror.captions = CaptionSettings(language="zh", translate_to="en")
    card = panel.cards["moonshine"]
    card.show_trial(QUICK, "")
    card.use.click()
    until(lambda: captioned.mirror.captions.model == "moonshine")
    settings = captioned.mirror.captions
    assert (settings.language, settings.translate_to) == ("en", "")  # what it knows, and can


def test_a_folder_without_a_model_is_refused_before_it_is_used(
    panel: ModelPanel, captioned: Studio, tmp_path: Path
) -> None:
    card = panel.cards["own"]
    card.set_folder(str(tmp_path))
    card.trial.click()
    assert all(not each.trial.isEnabled() for each in panel.cards.values())
    until(lambda: card.trouble.isVisible())
    assert "holds no model that can be used" in card.trouble.text()
    assert card.use.isHidden()
    assert panel.cards["moonshine"].trial.isEnabled()
    card.show_trial(QUICK, "")
    card.use.click()
    until(lambda: captioned.mirror.captions.model_folder == str(tmp_path))
    until(lambda: card.badge.isVisible())


def test_a_trial_ends_with_the_panel(panel: ModelPanel) -> None:
    panel.cards["whisper"].try_wanted.emit("whisper")
    assert panel.trial.is_busy
    panel.hide()
    assert not panel.trial.is_busy
