"""Tests of studio.model.json_lines."""

import json

from hypothesis import given
from hypothesis import strategies as st

from studio.model.json_lines import Path, line_of, lines_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def paths_of(value: object, path: Path = ()) -> list[Path]:
    found = [path]
    if isinstance(value, dict):
        for key, inner in value.items():
            found += paths_of(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += paths_of(inner, (*path, index))
    return found


@given(VALUES, st.sampled_from([None, 1, 3]))
def test_finds_every_value_of_any_json_text(value: object, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    lines = lines_of(text)
    assert list(lines) == paths_of(value)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


def test_names_the_line_where_the_value_begins() -> None:
    text = (
        '{"name": "Demo",\n "scenes": [\n  {"name": "Main",\n   "items": [ {"id":\n 7} ] }\n ]\n}'
    )
    lines = lines_of(text)
    assert lines["name",] == 1
    assert lines["scenes", 0, "name"] == 3
    assert lines["scenes", 0, "items", 0] == 4
    assert lines["scenes", 0, "items", 0, "id"] == 5


def test_a_missing_key_is_told_at_what_lacks_it() -> None:
    lines = lines_of('{\n "scenes": [\n  {}\n ]\n}')
    assert line_of(lines, ("scenes", 0, "name")) == 3
