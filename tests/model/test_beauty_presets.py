"""Tests of studio.model.beauty_presets."""

import pytest

from studio.app.forms.beauty_words import PRESET_TITLES
from studio.model.beauty_presets import BeautyPreset, beauty_presets, preset
from studio.model.kinds_ar import BeautySettings


@pytest.mark.parametrize("each", beauty_presets(), ids=lambda each: each.name)
def test_a_preset_says_every_setting(each: BeautyPreset) -> None:
    assert set(each.settings) == set(BeautySettings.model_fields)
    BeautySettings.model_validate(each.settings)


def test_titles_can_be_translated() -> None:
    assert [each.title for each in beauty_presets()] == list(PRESET_TITLES)


def test_the_natural_one_is_the_default() -> None:
    assert BeautySettings.model_validate(preset("natural").settings) == BeautySettings()
    with pytest.raises(KeyError):
        preset("nobody's")
