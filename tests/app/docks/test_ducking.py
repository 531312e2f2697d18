"""Tests of studio.app.docks.ducking and advanced_audio, with the real engine."""

from pytestqt.qtbot import QtBot

from studio.app.docks.advanced_audio import AdvancedAudio
from studio.app.docks.ducking import DuckingRules
from studio.app.studio import Studio
from studio.model.scene import Ducking, Input
from tests.app.engine_stage import until


def _rules(studio: Studio) -> tuple[Ducking, ...]:
    assert studio.mirror.collection
    return studio.mirror.collection.audio.ducking


def test_a_rule_is_added_changed_and_removed(studio: Studio, qtbot: QtBot) -> None:
    panel = DuckingRules(studio)
    qtbot.addWidget(panel)
    panel.add.click()
    until(lambda: len(_rules(studio)) == 1 and len(panel.rows) == 1)
    assert {_rules(studio)[0].target, _rules(studio)[0].trigger} == {"Music", "Presenter"}
    panel.rows[0].amount.setValue(-20)
    until(lambda: _rules(studio)[0].amount_db == -20)
    panel.change(0, None)
    until(lambda: not panel.rows)


def test_every_value_of_a_source_can_be_typed(studio: Studio, qtbot: QtBot) -> None:
    panel = AdvancedAudio(studio, "Music")
    qtbot.addWidget(panel)
    row = panel._rows["Music"]

    def music() -> Input:
        found = studio.mirror.collection and studio.mirror.collection.input("Music")
        assert found
        return found

    row.balance.setValue(-100)
    row.offset.setValue(250)
    row.tracks[3].click()
    row.mute.click()
    until(lambda: (music().balance, music().sync_offset_ms, music().muted) == (0.0, 250, True))
    until(lambda: music().buses == (1, 3))
    until(lambda: row.tracks[3].isChecked())
