"""Tests of studio.model.captions.wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.captions.spoken import MOST_CHARACTERS
from studio.model.captions.wording import words_of
from studio.model.captions.writing import joined


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, all of you.", ["Hello,", "all", "of", "you."]),
        ("你好，Mary!", ["你", "好", "，", "Mary!"]),
        ("  a\nb\x00c ", ["a", "b", "c"]),
        ("", []),
        ("\u200b \u2028", ["\u200b"]),
    ],
)
def test_a_text_is_parted_where_a_line_may_end(text: str, words: list[str]) -> None:
    assert [word.text for word in words_of(text)] == words


@pytest.mark.parametrize("text", ["Hello, all of you.", "你好，Mary!", "他说：“走吧。”"])
def test_its_words_are_written_as_it_was(text: str) -> None:
    assert joined(word.text for word in words_of(text)) == text


def test_a_word_that_is_too_long_is_cut() -> None:
    assert [len(word.text) for word in words_of("x" * 250)] == [MOST_CHARACTERS] * 2 + [50]


@given(st.text(max_size=300))
def test_anything_is_words(text: str) -> None:
    for word in words_of(text, 5, 9):
        assert (word.start_ms, word.end_ms) == (5, 9)
