"""Tests of studio.app.captions.said."""

from hypothesis import given
from hypothesis import strategies as st

from studio.app.captions.said import Change, Said
from studio.model.captions.spoken import Spoken
from tests.model.captions.telling import anything, told


def texts(said: Said) -> list[str]:
    return [row.text for row in said.rows]


def test_what_grows_stays_in_its_place() -> None:
    said = Said()
    assert said.take(told("hel", "1", is_final=False)) == Change("added", 0)
    assert said.take(told("so what", "2", is_final=False)) == Change("added", 1)
    assert said.take(told("Hello.", "1")) == Change("changed", 0)
    assert said.take(told("Hello.", "1")) is None
    assert texts(said) == ["Hello.", "so what"]


def test_what_was_nothing_goes() -> None:
    said = Said()
    assert said.take(told("", "1")) is None
    said.take(told("uh", "1", is_final=False))
    said.take(told("yes", "2"))
    assert said.take(told("", "1")) == Change("removed", 0)
    assert texts(said) == ["yes"]


def test_the_oldest_go_where_there_are_too_many() -> None:
    said = Said(most=2)
    for number in "123":
        change = said.take(told(f"word{number}", number))
    assert change == Change("added", 1, dropped=1)
    assert texts(said) == ["word2", "word3"]
    assert said.take(told("back", "1")) == Change("added", 1, dropped=1)  # as if it were new


def test_what_is_told_late_stands_where_it_was_said() -> None:
    said = Said(most=3)
    for number in (2, 4, 6):
        said.take(told(f"word{number}", str(number), start_ms=number))
    assert said.take(told("word1", "1", start_ms=1)) is None  # older than all that are kept
    assert said.take(told("word5", "5", start_ms=5)) == Change("added", 1, dropped=1)
    assert texts(said) == ["word4", "word5", "word6"]


def test_another_engine_replaces_nothing_of_the_last_one() -> None:
    said = Said()
    said.take(told("before", "1.0"))
    said.begin()
    assert said.take(told("after", "1.0")) == Change("added", 1)
    assert texts(said) == ["before", "after"]


def test_a_row_is_copied_with_time_and_speaker() -> None:
    said = Said()
    said.take(told("Hello.", speaker="Mary", start_ms=3_723_000))
    assert said.rows[0].line == "[1:02:03] Mary: Hello."


@given(st.lists(anything(), max_size=30))
def test_a_view_that_follows_the_changes_shows_the_rows(told: list[Spoken]) -> None:
    said, shown = Said(most=2), list[str]()
    for spoken in told:
        change = said.take(spoken)
        if change is None:
            continue
        del shown[: change.dropped]
        if change.kind == "added":
            shown.insert(change.index, said.rows[change.index].text)
        elif change.kind == "changed":
            shown[change.index] = said.rows[change.index].text
        else:
            del shown[change.index]
    assert shown == texts(said)
    assert len(shown) <= 2
