"""Tests of studio.app.panels.preset_chips, in the panel and against a real engine."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app.forms.number_field import NumberField
from studio.app.panels.filters import Filters
from studio.app.panels.preset_chips import PresetChips, is_set, presets_of
from studio.app.studio import Studio
from studio.model.beauty_presets import preset
from studio.model.commands import Undo
from studio.model.scene import Filter
from tests.app.engine_stage import do, until


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> Filters:
    made = Filters(studio, "Presenter")
    qtbot.addWidget(made)
    made.show()
    made.add_kind("beauty")
    until(lambda: the_filter(studio) and not made._waiting)
    return made


def the_filter(studio: Studio) -> Filter | None:
    collection = studio.mirror.collection
    shown = collection.input("Presenter") if collection else None
    return shown.filters[0] if shown and shown.filters else None


def settings(studio: Studio) -> dict[str, object]:
    shown = the_filter(studio)
    return dict(shown.settings) if shown else {}


def down(chips: PresetChips) -> list[str]:
    return [each.text() for each in chips.buttons if each.isChecked()]


def press(panel: Filters, title: str) -> None:
    assert panel.presets is not None
    next(each for each in panel.presets.buttons if each.text() == title).click()


def test_only_beauty_has_presets() -> None:
    assert [each.title for each in presets_of("beauty")][:2] == ["Untouched", "Natural"]
    assert presets_of("chroma_key") == ()


def test_what_is_not_told_is_the_default() -> None:
    off, natural, *_ = presets_of("beauty")
    assert is_set(natural, "beauty", {})
    assert not is_set(natural, "beauty", {"smooth": 0.9})
    assert is_set(off, "beauty", off.settings)


def test_a_preset_sets_everything_in_one_step(panel: Filters, studio: Studio) -> None:
    assert panel.presets is not None
    assert panel.form is not None
    assert down(panel.presets) == ["Natural"]
    press(panel, "Glamour")
    until(lambda: settings(studio) == preset("glam").settings)
    field = panel.form.rows["smooth"].field
    assert isinstance(field, NumberField)
    until(lambda: field.box.value() == preset("glam").settings["smooth"])
    assert down(panel.presets) == ["Glamour"]
    assert do(studio, Undo()).ok
    until(lambda: settings(studio) == {})
    until(lambda: panel.presets and down(panel.presets) == ["Natural"])


def test_a_slider_moved_after_it_is_the_anchors_own_look(panel: Filters, studio: Studio) -> None:
    press(panel, "Gentle")
    until(lambda: settings(studio) == preset("soft").settings)
    until(lambda: not panel._waiting)
    assert panel.form is not None
    panel.form.choose("smooth", 0.2)
    until(lambda: settings(studio).get("smooth") == 0.2)
    until(lambda: panel.presets and down(panel.presets) == [])


def test_another_kind_of_filter_has_none(panel: Filters, studio: Studio) -> None:
    panel.add_kind("color_correction")
    until(lambda: panel.list.count() == 2 and not panel._waiting)
    assert panel.presets is None


def test_every_button_says_what_it_is(panel: Filters) -> None:
    assert panel.presets is not None
    assert [each.accessibleName() for each in panel.presets.buttons][1] == "Preset Natural"


def test_a_preset_under_the_pointer_is_told_until_it_leaves(panel: Filters) -> None:
    assert panel.presets is not None
    told: list[dict[str, object]] = []
    panel.presets.pointed.connect(told.append)
    button = panel.presets.buttons[1]
    for kind in (QEvent.Type.Enter, QEvent.Type.Leave):
        QApplication.sendEvent(button, QEvent(kind))
    assert told == [dict(preset("natural").settings), {}]
