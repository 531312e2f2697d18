"""Tests of studio.model.kinds."""

import pytest
from pydantic import ValidationError

from studio.model.kinds import FILE_KEYS, FILTER_KINDS, INPUT_KINDS, Settings, TextSettings, rgba


def test_colours_are_red_green_blue_alpha() -> None:
    assert rgba("#102030") == (16, 32, 48, 255)
    assert rgba("#10203040") == (16, 32, 48, 64)


@pytest.mark.parametrize("kind", [*INPUT_KINDS.values(), *FILTER_KINDS.values()])
def test_every_kind_has_a_schema_that_a_form_can_be_made_of(kind: type[Settings]) -> None:
    schema = kind.model_json_schema()
    assert schema["type"] == "object"
    assert schema["description"]
    assert schema["title"] != kind.__name__
    assert schema["icon"]
    for name, part in schema.get("properties", {}).items():
        assert "default" in part or name in schema["required"], name
        assert kind.model_fields[name].title, name


@pytest.mark.parametrize("kind", [*INPUT_KINDS.values(), *FILTER_KINDS.values()])
def test_paths_are_known_as_such_to_forms_and_to_the_collection(kind: type[Settings]) -> None:
    properties = kind.model_json_schema().get("properties", {})
    asked = {name for name, part in properties.items() if part.get("format") == "file"}
    assert asked == set(properties) & set(FILE_KEYS)


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 1024"):
        TextSettings(size_px=100_000)
