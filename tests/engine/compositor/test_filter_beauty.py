"""Tests of studio.engine.compositor.filter_beauty."""

from dataclasses import fields

from studio.engine.compositor.filter_beauty import SHAPES, Beauty, beauty_of
from studio.model.beauty_presets import preset
from studio.model.kinds_ar import BeautySettings


def test_settings_and_the_filter_have_the_same_names() -> None:
    assert {each.name for each in fields(Beauty)} == set(BeautySettings.model_fields)


def test_settings_become_a_filter() -> None:
    beauty = beauty_of(BeautySettings(smooth=0.7, lip_color="#102030", look="film"))
    assert beauty.smooth == 0.7
    assert beauty.lip_color == (16, 32, 48)
    assert beauty.look == "film"


def test_what_it_does_is_known() -> None:
    assert Beauty().is_idle
    assert Beauty(look_strength=1).is_idle
    assert Beauty(look="film", look_strength=0.5).tints
    assert Beauty(smooth=0.1).paints
    assert not Beauty(smooth=0.1).shapes
    assert all(Beauty(**{name: 0.5}).shapes for name in SHAPES)  # type: ignore[arg-type]
    assert beauty_of(BeautySettings.model_validate(preset("off").settings)).is_idle
