"""Tests of studio.app.forms.schema."""

from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from studio.app.forms.schema import Look, Setting, has_meaning, overlay, read, value_of
from studio.model.kinds import FILTER_KINDS, INPUT_KINDS, ScreenSettings, Settings, TextSettings

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)
KINDS = ["string", "integer", "number", "boolean", "array", "object", "null"]
PART = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(KINDS) | st.lists(st.sampled_from(KINDS), max_size=3) | ANYTHING,
        "title": st.text(max_size=8) | ANYTHING,
        "default": ANYTHING,
        "minimum": ANYTHING,
        "maximum": ANYTHING,
        "exclusiveMinimum": ANYTHING,
        "multipleOf": ANYTHING,
        "enum": st.lists(ANYTHING, max_size=4) | ANYTHING,
        "enumTitles": ANYTHING,
        "const": ANYTHING,
        "anyOf": st.lists(st.fixed_dictionaries({"type": st.sampled_from(KINDS)}), max_size=3),
        "allOf": ANYTHING,
        "$ref": st.sampled_from(["#/properties/a", "#/$defs/b", "#", "nowhere"]),
        "properties": ANYTHING,
        "format": st.sampled_from(["color", "file", "region", "multiline"]) | ANYTHING,
        "choices": st.booleans() | ANYTHING,
        "maxLength": ANYTHING,
        "when": st.dictionaries(st.sampled_from("abcdef"), ANYTHING, max_size=2) | ANYTHING,
    },
)
SCHEMAS = st.fixed_dictionaries(
    {"properties": st.dictionaries(st.sampled_from("abcdef"), PART, max_size=5) | ANYTHING},
    optional={"$defs": st.dictionaries(st.sampled_from("abc"), PART, max_size=2)},
)


def by_key(model: type[BaseModel]) -> dict[str, Setting]:
    return {setting.key: setting for setting in read(model.model_json_schema())}


@given(SCHEMAS)
@settings(deadline=None)
def test_no_schema_is_too_strange_to_be_read(schema: dict[str, object]) -> None:
    for setting in read(schema):
        assert setting.title
        if setting.minimum is not None and setting.maximum is not None:
            assert setting.minimum <= setting.maximum
        assert setting.step is None or setting.step > 0
        assert (setting.look is Look.OPTIONS) == bool(setting.options)


@given(SCHEMAS, st.dictionaries(st.sampled_from("abcdef"), ANYTHING), ANYTHING)
@settings(deadline=None)
def test_what_is_set_is_what_is_read(
    schema: dict[str, object], values: dict[str, object], new: object
) -> None:
    for setting in read(schema):
        changed = {**values, **overlay(setting, values, new)}
        told = value_of(setting, changed)
        assert told is new or told == new or told != told


@pytest.mark.parametrize("kind", [*INPUT_KINDS.values(), *FILTER_KINDS.values()])
def test_nothing_of_our_kinds_is_shown_as_json(kind: type[Settings]) -> None:
    assert all(setting.look is not Look.JSON for setting in by_key(kind).values())


def test_words_of_a_setting_are_read() -> None:
    text = by_key(TextSettings)
    assert text["text"].look is Look.MULTILINE
    assert text["size_px"].unit == "px"
    assert (text["size_px"].minimum, text["size_px"].maximum) == (4, 1024)
    assert text["outline_px"].group == "Outline and shadow"
    assert text["color"].look is Look.COLOR
    assert text["font"].look is Look.MACHINE
    assert text["font"].nothing == "The usual one"
    assert text["file"].accept == "text"
    assert text["file"].is_advanced
    assert text["direction"].options[1] == ("ltr", "Left to right")
    assert by_key(ScreenSettings)["region"].look is Look.REGION
    assert by_key(ScreenSettings)["region"].is_nullable


class Inner(BaseModel):
    amount: float = 0.5
    mode: Literal["on", "off_again"] = "on"


class Outer(BaseModel):
    inner: Inner = Field(default=Inner(), title="Inside")
    other: Inner | None = None
    few: int = Field(default=3, gt=0, lt=9)
    both: int | str = 3
    many: list[str] = []


def test_settings_in_settings_stand_under_their_title() -> None:
    shown = by_key(Outer)
    assert shown["inner.amount"].group == "Inside"
    assert shown["inner.mode"].options[1] == ("off_again", "Off again")
    values: dict[str, Any] = {"inner": {"mode": "on"}, "few": 4}
    assert overlay(shown["inner.amount"], values, 1) == {"inner": {"mode": "on", "amount": 1}}


def test_what_no_field_fits_is_json() -> None:
    shown = by_key(Outer)
    assert shown["other"].look is Look.JSON
    assert shown["both"].look is Look.JSON
    assert shown["many"].look is Look.JSON


def test_exclusive_bounds_of_whole_numbers_are_the_next_ones() -> None:
    few = by_key(Outer)["few"]
    assert (few.minimum, few.maximum) == (1, 8)


def test_a_reference_to_itself_ends() -> None:
    schema: dict[str, Any] = {
        "properties": {"a": {"$ref": "#/$defs/a"}},
        "$defs": {"a": {"$ref": "#/$defs/a", "properties": {"a": {"$ref": "#/$defs/a"}}}},
    }
    assert len(read(schema)) == 1


MODAL: dict[str, Any] = {
    "properties": {
        "mode": {"type": "string", "default": "blur"},
        "blur": {"type": "number", "when": {"mode": ["blur"]}},
        "file": {"type": "string", "when": {"mode": ["picture", "video"], "odd": [1]}},
        "inner": {
            "properties": {
                "on": {"type": "boolean"},
                "size": {"type": "integer", "when": {"on": True}},
            }
        },
    }
}


@pytest.mark.parametrize(
    ("values", "meant"),
    [
        ({}, {"mode", "blur", "inner.on"}),
        ({"mode": "video"}, {"mode", "file", "inner.on"}),
        ({"mode": "other", "inner": {"on": True}}, {"mode", "inner.on", "inner.size"}),
        ({"mode": "other", "inner": {"on": 1}}, {"mode", "inner.on"}),
    ],
)
def test_a_setting_has_a_meaning_beside_certain_others(
    values: dict[str, Any], meant: set[str]
) -> None:
    among = {setting.key: setting for setting in read(MODAL)}
    assert {key for key, each in among.items() if has_meaning(each, among, values)} == meant


def test_what_ours_wait_for_is_there() -> None:
    for kind in (*INPUT_KINDS.values(), *FILTER_KINDS.values()):
        among = by_key(kind)
        for setting in among.values():
            for condition in setting.when:
                other = among[".".join(condition.path)]
                may_be = {value for value, _ in other.options} or {False, True}
                assert may_be >= set(condition.values)
