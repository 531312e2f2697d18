"""Tests of studio.app.docks.mixer, with the real engine."""

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.app.docks.mixer import MixerDock
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.edits import CreateInput, SetEffects, SetInputName, SetInputVolume
from studio.model.plugin_state import Plugin
from studio.model.scene import Input
from tests.app.engine_stage import do, until


@pytest.fixture
def mixer(studio: Studio, qtbot: QtBot) -> MixerDock:
    made = MixerDock(studio)
    qtbot.addWidget(made)
    made.resize(700, 240)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _volume(studio: Studio, name: str) -> float:
    assert studio.mirror.collection
    found = studio.mirror.collection.input(name)
    assert found
    return found.volume_db


def test_has_a_strip_for_each_source_that_sounds(mixer: MixerDock) -> None:
    assert set(mixer.strips) == {"Presenter", "Music"}


def test_a_drag_of_the_fader_is_one_step_of_undo(mixer: MixerDock, studio: Studio) -> None:
    fader = mixer.strips["Music"].fader
    for _ in range(4):
        QTest.keyClick(fader, Qt.Key.Key_Down)
    until(lambda: _volume(studio, "Music") == -4.0)
    assert do(studio, Undo()).ok
    until(lambda: _volume(studio, "Music") == 0.0)
    until(lambda: mixer.strips["Music"].field.text() == "0.0")


def test_shows_what_somebody_else_changed(mixer: MixerDock, studio: Studio) -> None:
    assert do(studio, SetInputVolume(input="Music", volume_db=-12.5)).ok
    until(lambda: mixer.strips["Music"].field.text() == "−12.5")
    assert mixer.strips["Music"].fader.volume_db == -12.5


def test_mutes_and_monitors(mixer: MixerDock, studio: Studio) -> None:
    strip = mixer.strips["Music"]
    strip.mute.click()
    strip.monitor.click()

    def music() -> Input:
        found = studio.mirror.collection and studio.mirror.collection.input("Music")
        assert found
        return found

    until(lambda: music().muted and len(music().buses) == 2)
    assert studio.mirror.collection
    assert studio.mirror.collection.audio.monitor_bus in music().buses
    until(lambda: strip.mute.isChecked() and strip.monitor.isChecked())


def test_follows_what_is_added_and_renamed(mixer: MixerDock, studio: Studio) -> None:
    assert do(studio, CreateInput(input=Input(name="Mic", kind="microphone"))).ok
    until(lambda: "Mic" in mixer.strips)
    assert next(iter(mixer.strips)) == "Mic"
    long = "🎤 مرحبا " * 10
    assert do(studio, SetInputName(input="Mic", new_name=long.strip())).ok
    until(lambda: long.strip() in mixer.strips and "Mic" not in mixer.strips)


def test_hides_a_strip_and_shows_it_again(mixer: MixerDock, studio: Studio) -> None:
    mixer._hide("Music")
    assert set(mixer.strips) == {"Presenter"}
    mixer.master.hidden_wanted.emit()
    assert set(mixer.strips) == {"Presenter", "Music"}


def test_effects_have_a_strip_while_a_plugin_may_sound(mixer: MixerDock, studio: Studio) -> None:
    assert mixer.effects.isHidden()
    tells = Plugin(id="tells", name="Tells", version="1", is_enabled=True, granted=("sound",))
    studio.plugins.plugins["tells"] = tells
    studio.plugins.changed.emit("tells")
    assert mixer.effects.isVisible()
    assert not mixer.effects.menu.isVisible()
    studio.plugins.plugins["tells"] = tells.model_copy(update={"is_enabled": False})
    studio.plugins.changed.emit("tells")
    assert mixer.effects.isHidden()


def test_effects_are_turned_down_and_muted_and_that_is_undone(
    mixer: MixerDock, studio: Studio
) -> None:
    assert do(studio, SetEffects(volume_db=-6.0)).ok
    until(mixer.effects.isVisible)
    for _ in range(3):
        QTest.keyClick(mixer.effects.fader, Qt.Key.Key_Down)
    mixer.effects.mute.click()

    def audio() -> tuple[float, bool]:
        assert studio.mirror.collection
        return (
            studio.mirror.collection.audio.effects_db,
            studio.mirror.collection.audio.effects_muted,
        )

    until(lambda: audio() == (-9.0, True) and mixer.effects.mute.isChecked())
    assert do(studio, Undo()).ok
    until(lambda: audio() == (-9.0, False) and not mixer.effects.mute.isChecked())
    assert do(studio, Undo()).ok
    until(lambda: audio() == (-6.0, False) and mixer.effects.field.text() == "−6.0")


def test_meters_move_while_it_is_seen(mixer: MixerDock) -> None:
    until(lambda: mixer.strips["Music"].meter.hold_db > -60)
    until(lambda: mixer.master.meters()[0].hold_db > -60)


@pytest.mark.parametrize("width_px", [250, 350, 362, 500])
def test_no_strip_that_lies_is_cut(mixer: MixerDock, width_px: int) -> None:
    mixer.resize(width_px, 100)
    QCoreApplication.processEvents()
    seen_px = mixer._scroll.viewport().width()
    edges = sorted((strip.x(), strip.x() + strip.width()) for strip in mixer.strips.values())
    assert edges[0][1] <= seen_px
    assert edges[1][1] <= seen_px or edges[1][0] >= seen_px
    mixer.strips["Presenter"].mute.setFocus()
    mixer.strips["Music"].mute.setFocus()
    QTest.keyClick(mixer.strips["Music"].mute, Qt.Key.Key_Tab)
    place = mixer.strips["Music"].menu.mapTo(mixer._scroll.viewport(), QPoint())
    assert 0 <= place.x() <= seen_px - mixer.strips["Music"].menu.width()


def test_the_meters_of_the_mix_stand_beside_those_of_strips_that_lie(mixer: MixerDock) -> None:
    mixer.resize(800, 110)
    QCoreApplication.processEvents()
    strip, mix = mixer.strips["Music"].meter, mixer.master.meters()[0]
    assert strip.mapTo(mixer, QPoint()).y() == mix.mapTo(mixer, QPoint()).y()


def test_lies_down_where_it_is_narrow(mixer: MixerDock) -> None:
    fader = mixer.strips["Music"].fader
    assert fader.orientation() == Qt.Orientation.Vertical
    mixer.resize(280, 500)
    until(lambda: fader.orientation() == Qt.Orientation.Horizontal)
    mixer.resize(700, 240)
    until(lambda: fader.orientation() == Qt.Orientation.Vertical)
