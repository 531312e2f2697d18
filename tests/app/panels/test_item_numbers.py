"""Tests of studio.app.panels.item_numbers and place_edits against a real engine."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.app.forms.choice_field import ChoiceField
from studio.app.forms.number_field import NumberField
from studio.app.link.views import View
from studio.app.panels.item_numbers import ItemNumbers
from studio.app.studio import Studio
from studio.model.commands import Undo
from studio.model.graph import items_of
from studio.model.scene import SceneItem
from tests.app.engine_stage import do, until


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> ItemNumbers:
    view = View(studio.link, "programme", "", 64, 36, 10, studio)  # it measures what it shows
    until(lambda: studio.mirror.sizes.keys() >= {"Backdrop", "Presenter", "Title"})
    view.close()
    made = ItemNumbers(studio, "Main", 2)
    qtbot.addWidget(made)
    made.resize(320, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def item(studio: Studio, number: int = 2) -> SceneItem:
    assert studio.mirror.collection is not None
    return next(each for each in items_of(studio.mirror.collection, "Main") if each.id == number)


def number(panel: ItemNumbers, key: str) -> Any:
    field = panel.form.rows[key].field
    assert isinstance(field, NumberField)
    return field.box


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("x", 12.5, {"x": 12.5}),
        ("y", -40, {"y": -40}),
        ("width", 200, {"bounds_width": 200}),
        ("height", 90, {"bounds_height": 90}),
        ("rotation_deg", 45, {"rotation_deg": 45}),
    ],
)
def test_what_is_typed_is_the_engines(
    panel: ItemNumbers, studio: Studio, key: str, value: float, expected: dict[str, float]
) -> None:
    number(panel, key).setValue(value)
    until(lambda: expected.items() <= item(studio).transform.model_dump().items())
    assert do(studio, Undo()).ok
    until(lambda: item(studio).transform.x == 300 and item(studio).transform.bounds_width == 320)


def test_crop_opacity_and_blending_too(panel: ItemNumbers, studio: Studio) -> None:
    number(panel, "left").setValue(10)
    number(panel, "top").setValue(4)
    until(lambda: (item(studio).transform.crop.left, item(studio).transform.crop.top) == (10, 4))
    number(panel, "opacity").setValue(40)
    until(lambda: item(studio).opacity == 0.4)
    blend = panel.form.rows["blend"].field
    assert isinstance(blend, ChoiceField)
    assert blend.combo is not None
    blend.combo.activated.emit(3)
    until(lambda: item(studio).blend == "screen")


def test_an_item_without_a_box_is_scaled_to_the_width_that_is_typed(
    panel: ItemNumbers, studio: Studio
) -> None:
    studio.selection.select("Main", [1])
    assert panel.title.text() == "Backdrop"
    until(lambda: number(panel, "width").value() == 1920)
    number(panel, "width").setValue(480)
    until(lambda: item(studio, 1).transform.scale_x == 0.25)
    assert item(studio, 1).transform.scale_y == 1


def test_a_box_is_made_as_large_as_the_item_is(panel: ItemNumbers, studio: Studio) -> None:
    studio.selection.select("Main", [1])
    until(lambda: number(panel, "width").value() == 1920)
    fit = panel.form.rows["bounds_type"].field
    assert isinstance(fit, ChoiceField)
    assert fit.combo is not None
    fit.combo.activated.emit(2)
    until(lambda: item(studio, 1).transform.bounds_type == "scale_inner")
    assert item(studio, 1).transform.bounds_width == 1920
