"""Tests of studio.app.panels.filters against a real engine."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from studio.app.forms.color_field import ColorField
from studio.app.forms.number_field import NumberField
from studio.app.panels.filters import Filters
from studio.app.panels.fitting import Fitting
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.edits import SetSourceFilters
from studio.model.scene import Filter
from tests.app.engine_stage import delete_now, do, until

LONG = "滤" * 150 + "🚀" * 150


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> Filters:
    made = Filters(studio, "Presenter")
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def filters(studio: Studio) -> tuple[Filter, ...]:
    collection = studio.mirror.collection
    shown = collection.input("Presenter") if collection else None
    return shown.filters if shown else ()


def names(studio: Studio) -> list[str]:
    return [each.name for each in filters(studio)]


def add(panel: Filters, studio: Studio, *kinds: str) -> None:
    for kind in kinds:
        panel.add_kind(kind)
        until(lambda: panel.chosen and panel.chosen.name in names(studio))
        until(lambda: not panel._waiting)


def test_a_filter_is_added_chosen_and_undone(panel: Filters, studio: Studio) -> None:
    assert panel.empty.isVisibleTo(panel)
    add(panel, studio, "chroma_key", "chroma_key")
    assert names(studio) == ["Green screen", "Green screen 2"]
    assert panel.chosen is not None
    assert panel.chosen.name == "Green screen 2"
    assert do(studio, Undo()).ok
    until(lambda: panel.list.count() == 1)


def test_settings_of_a_filter_are_live_and_one_step(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "chroma_key")
    assert panel.form is not None
    field = panel.form.rows["similarity"].field
    assert isinstance(field, NumberField)
    assert field.slider is not None
    for at in (10, 20, 30):
        field.slider.setValue(at)
    until(lambda: filters(studio)[0].settings == {"similarity": 0.3})
    until(lambda: not panel._waiting)
    assert do(studio, Undo()).ok
    until(lambda: filters(studio)[0].settings == {})
    until(lambda: field.box.value() == 0.4)


def test_a_filter_is_switched_by_its_box(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "color_correction")
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    until(lambda: not filters(studio)[0].enabled)


def test_a_filter_is_renamed_in_place_whatever_the_name(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "color_correction")
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    until(lambda: panel.list.findChild(QLineEdit))
    line = panel.list.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(LONG)
    QTest.keyClick(line, Qt.Key.Key_Return)
    until(lambda: names(studio) == [LONG])
    until(lambda: panel.list.current == LONG)


def test_filters_are_moved_by_keys(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "chroma_key", "color_correction")
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    until(lambda: names(studio) == ["Colour correction", "Green screen"])
    until(lambda: panel.list.current == "Colour correction")


def test_a_filter_is_removed_and_the_bar_brings_it_back(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "chroma_key")
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    until(lambda: names(studio) == [])
    assert panel.undo.bar is not None
    panel.undo.bar.buttons[0].click()
    until(lambda: names(studio) == ["Green screen"])
    until(lambda: panel.list.count() == 1)


def test_the_colour_of_the_wall_is_picked_from_the_picture(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "chroma_key")
    assert panel.view is not None
    view = panel.view
    panel.pick.click()
    assert view.is_picking
    until(lambda: view.color_at(QPointF(8, 8)) not in (None, "#000000"))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPointF(8, 8).toPoint())
    assert not view.is_picking
    until(lambda: filters(studio)[0].settings.get("color"))
    color = str(filters(studio)[0].settings["color"])
    red, green, blue = bytes.fromhex(color[1:])
    assert green > red + 40  # the clip's wall is green
    assert green > blue + 40
    assert panel.form is not None
    field = panel.form.rows["color"].field
    assert isinstance(field, ColorField)
    assert field.box.value.lower() == color


def test_a_picker_is_left_by_escape_and_used_by_keys(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "chroma_key")
    assert panel.view is not None
    panel.pick.click()
    QTest.keyClick(panel.view, Qt.Key.Key_Escape)
    assert not panel.view.is_picking
    panel.pick.click()
    until(lambda: panel.view and panel.view.view.image())
    QTest.keyClick(panel.view, Qt.Key.Key_Left)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    until(lambda: filters(studio)[0].settings.get("color"))


def test_what_others_change_is_shown(panel: Filters, studio: Studio) -> None:
    mine = Filter(name="Theirs", kind="color_correction", settings={"gamma": 1.5})
    assert do(studio, SetSourceFilters(input="Presenter", filters=(mine,))).ok
    until(lambda: panel.list.current == "Theirs")
    assert panel.form is not None
    field = panel.form.rows["gamma"].field
    assert isinstance(field, NumberField)
    assert field.box.value() == 1.5


def brightness(panel: Filters) -> float:
    """Return how bright the panel's picture is in its middle."""
    image = panel.view.view.image() if panel.view is not None else None
    return 0.0 if image is None else image.pixelColor(image.rect().center()).lightnessF()


def test_what_is_pointed_at_is_tried_on_in_the_panel_alone(panel: Filters, studio: Studio) -> None:
    add(panel, studio, "color_correction")
    assert panel.form is not None
    field = panel.form.rows["brightness"].field
    until(lambda: brightness(panel) > 0)
    plain = brightness(panel)
    field.pointed.emit(-1.0)
    until(lambda: brightness(panel) < plain / 2)
    assert filters(studio)[0].settings == {}
    field.pointed.emit(None)
    until(lambda: abs(brightness(panel) - plain) < 0.02)


def test_effects_are_tried_on_for_their_pictures_while_they_can_be_chosen(
    panel: Filters, studio: Studio
) -> None:
    add(panel, studio, "face_effect")
    (fitting,) = panel.findChildren(Fitting)
    until(lambda: fitting.view.is_shown and fitting.view.is_newest)
    assert filters(studio)[0].settings == {}
    view = fitting.view
    add(panel, studio, "chroma_key")
    delete_now()
    assert panel.findChildren(Fitting) == []
    view.set_subject("programme", "")  # of a view that is closed nothing is asked any more
    assert view.is_newest
