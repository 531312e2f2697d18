"""Tests of studio.model.kinds."""

import pytest
from pydantic import ValidationError

from studio.model.kinds import FILTER_KINDS, INPUT_KINDS, TextSettings, rgba


def test_colours_are_red_green_blue_alpha() -> None:
    assert rgba("#102030") == (16, 32, 48, 255)
    assert rgba("#10203040") == (16, 32, 48, 64)


@pytest.mark.parametrize("kind", [*INPUT_KINDS.values(), *FILTER_KINDS.values()])
def test_every_kind_has_a_schema_that_a_form_can_be_made_of(kind: type[TextSettings]) -> None:
    schema = kind.model_json_schema()
    assert schema["type"] == "object"
    assert kind.__doc__
    for name, part in schema.get("properties", {}).items():
        assert "default" in part or name in schema["required"], name


def test_settings_that_make_no_sense_are_refused() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 1024"):
        TextSettings(size_px=100_000)
