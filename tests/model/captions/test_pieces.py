"""Tests of studio.model.captions.pieces."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.captions.pieces import line_starts, lines_of, pieces_of
from studio.model.captions.writing import CLOSING, columns_of, joined
from tests.model.captions.telling import by_character, told


def lines(text: str, columns: int) -> list[str]:
    spoken = told(text)
    pieces = pieces_of(spoken.words, columns)
    return lines_of(pieces, line_starts(pieces, columns))


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("one two three four", 9, ["one two", "three", "four"]),
        ("one two three four", 100, ["one two three four"]),
        # Behind a mark, although "now" has room in the line.
        ("Come to me. now and then", 16, ["Come to me.", "now and then"]),
        ("No. this goes on though", 16, ["No. this goes on", "though"]),
        ("first thing, then the next", 16, ["first thing,", "then the next"]),
        ("incomprehensibilities ok", 10, ["incomprehe", "nsibilitie", "s ok"]),
        ("( one two )", 6, ["(one", "two)"]),
    ],
)
def test_breaks_where_a_reader_would(text: str, columns: int, expected: list[str]) -> None:
    assert lines(text, columns) == expected


def test_chinese_breaks_anywhere_but_before_a_mark() -> None:
    assert lines(" ".join("今天天气很好，我们走吧。"), 12) == ["今天天气很", "好，我们走", "吧。"]


def test_a_piece_lasts_as_long_as_its_words() -> None:
    pieces = pieces_of(told("well , then", start_ms=100).words, 20)
    assert [(each.text, each.start_ms, each.end_ms) for each in pieces] == [
        ("well,", 100, 700),
        ("then", 700, 1000),
    ]


WORD = st.sampled_from(["I", "well", "ok.", "incomprehensible", "你", "好", *"，。,()"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORD, min_size=1, max_size=40), st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(words: list[str], columns: int) -> None:
    spoken = told(" ".join(words))
    pieces = pieces_of(spoken.words, columns)
    found = lines_of(pieces, line_starts(pieces, columns))
    assert all(columns_of(line) <= columns for line in found)
    letters = joined(words).replace(" ", "")
    assert "".join(found).replace(" ", "") == letters
    is_cut = any(columns_of(piece.text) > columns for piece in pieces_of(spoken.words, 1000))
    assert is_cut or not any(line[0] in CLOSING for line in found[1:])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORD, min_size=2, max_size=40), st.integers(4, 40), st.data())
def test_more_words_never_move_the_lines_above(
    words: list[str], columns: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(words) - 1))
    before, after = lines(" ".join(words[:count]), columns), lines(" ".join(words), columns)
    # The last two may take in a mark, and give up the word that it stands at.
    assert after[: max(0, len(before) - 2)] == before[:-2]


def test_characters_of_chinese_are_pieces_of_their_own() -> None:
    assert [piece.text for piece in pieces_of(by_character("你好。").words, 10)] == ["你", "好。"]
