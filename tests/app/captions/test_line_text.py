"""Tests of studio.app.captions.line_text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.app.captions.line_text import (
    LOST,
    Corrections,
    Mark,
    characters_before,
    phrase_at,
    written,
)
from studio.captions import speaker
from studio.model.captions.vocabulary import Vocabulary
from tests.model.captions.telling import anything, by_character, told


def test_words_stand_where_they_are_written() -> None:
    text, spans = written(told("Hello, everybody .").words)
    assert text == "Hello, everybody."
    assert [text[start:end] for start, end in spans] == ["Hello,", "everybody", "."]
    assert written(()) == ("", ())


@given(anything())
def test_it_is_the_text_that_all_others_show(spoken: object) -> None:
    text, spans = written(spoken.words)  # type: ignore[attr-defined]
    assert text == spoken.text  # type: ignore[attr-defined]
    assert [text[start:end] for start, end in spans] == [
        word.text
        for word in spoken.words  # type: ignore[attr-defined]
    ]


def test_what_was_put_right_is_marked() -> None:
    corrections = {"stew deal": "Studio", "呵呵": "喝水"}
    shown = Vocabulary(corrections).apply(told("the stew deal, opens"))
    assert Corrections(corrections).marks(shown) == (Mark(4, 10, "stew deal"),)
    shown = Vocabulary(corrections).apply(by_character("我呵呵了"))
    (mark,) = Corrections(corrections).marks(shown)
    assert (shown.text[mark.start : mark.end], mark.heard) == ("喝水", "呵呵")


def test_noise_and_what_stays_the_same_has_no_mark() -> None:
    assert Corrections({"uh": "", "Mary": "Mary"}).marks(told("uh Mary")) == ()


def test_where_sound_was_lost_is_marked() -> None:
    assert speaker.LOST == LOST
    assert Corrections({}).marks(told(f"so {LOST} then")) == (Mark(3, 6),)


@pytest.mark.parametrize(
    ("text", "start", "end", "phrase"),
    [
        ("Hello, Mary!", 8, 8, "Mary"),
        ("Hello, Mary!", 0, 0, "Hello"),
        ("Hello, Mary!", 5, 5, "Hello"),
        ("Hello, Mary!", 2, 9, "Hello, Mary"),
        ("Hello, Mary!", 11, 12, ""),
        ("it's well-known", 1, 1, "it's"),
        ("it's well-known", 8, 8, "well-known"),
        ("- yes", 0, 0, ""),
        ("你好，世界", 1, 1, "好"),
        ("你好，世界", 3, 5, "世界"),
        ("你好，世界", 0, 3, "你好"),
        ("用OBS直播", 2, 2, "OBS"),
        ("a **** b", 3, 5, ""),
        ("", 0, 0, ""),
    ],
)
def test_whole_words_are_taken(text: str, start: int, end: int, phrase: str) -> None:
    first, last = phrase_at(text, start, end)
    assert text[first:last] == phrase


@given(st.text(max_size=30), st.integers(-3, 40), st.integers(-3, 40))
def test_a_phrase_lies_in_its_text(text: str, start: int, end: int) -> None:
    first, last = phrase_at(text, start, end)
    assert 0 <= first <= last <= len(text)


def test_letters_that_qt_counts_twice() -> None:
    assert [characters_before("a🚀b", units) for units in range(5)] == [0, 1, 1, 2, 3]
