"""Tests of studio.model.plugin_settings."""

import pytest
from pydantic import ValidationError

from studio.model.plugin_settings import Setting, SettingsError, checked, kept, schema_of

SETTINGS = {
    "words": Setting(type="string", default="你好", title="Words", maxLength=5),
    "color": Setting(type="string", default="#ff0000", format="color"),
    "size": Setting(type="integer", default=48, minimum=8, maximum=200),
    "speed": Setting(type="number", default=1),
    "where": Setting(type="string", default="left", enum=("left", "right")),
    "on": Setting(type="boolean", default=True),
}


def test_what_is_not_said_has_its_default() -> None:
    assert checked(SETTINGS, {"size": 50}) == {
        "words": "你好",
        "color": "#ff0000",
        "size": 50,
        "speed": 1,
        "where": "left",
        "on": True,
    }


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("words", "far too long", "Words: it must have at most 5 characters."),
        ("words", 5, "must be a text"),
        ("color", "red", "color: it must be a colour: #rrggbb or #rrggbbaa."),
        ("size", 7, "must be at least 8"),
        ("size", 201, "must be at most 200"),
        ("size", 9.5, "must be a whole number"),
        ("size", True, "must be a number"),
        ("speed", float("nan"), "must be a finite number"),
        ("where", "up", "must be one of left, right"),
        ("on", 1, "must be true or false"),
        ("height", 1, "There is no setting 'height'."),
    ],
)
def test_what_does_not_fit_is_said_and_not_kept(key: str, value: object, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        checked(SETTINGS, {key: value})
    assert told in str(caught.value)
    assert kept(SETTINGS, {key: value}) == checked(SETTINGS, {})


def test_all_that_does_not_fit_is_said_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        checked(SETTINGS, {"size": 7, "on": "yes", "words": "ok"})
    assert len(str(caught.value).splitlines()) == 2


def test_a_form_can_be_made_of_them() -> None:
    assert schema_of({"size": SETTINGS["size"]}) == {
        "type": "object",
        "properties": {"size": {"type": "integer", "default": 48, "minimum": 8, "maximum": 200}},
    }


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ({"type": "string"}, "default"),
        ({"type": "list", "default": ""}, "type"),
        ({"type": "string", "default": "", "colour": 1}, "colour"),
        ({"type": "integer", "default": 5, "maximum": 4}, "default: it must be at most 4"),
        ({"type": "integer", "default": 5, "format": "color"}, "format is for strings"),
        ({"type": "string", "default": "", "minimum": 4}, "minimum and maximum are for numbers"),
        ({"type": "string", "default": "", "format": "color"}, "default: it must be a colour"),
        ({"type": "string", "default": "a", "enum": ["a", 5]}, "enum: 5 must be a text"),
        ({"type": "string", "default": "a", "enum": ["a"], "enumTitles": []}, "enumTitles"),
    ],
)
def test_a_setting_that_is_none_is_refused(setting: dict[str, object], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Setting.model_validate(setting)
