"""Tests of studio.room.filter.folding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.filter.folding import fold


@pytest.mark.parametrize(
    ("written", "squeezed"),
    [
        ("Ｓ　Ｂ", "sb"),
        ("傻\u200b\u2060 屄", "傻屄"),
        ("網上賭場", "网上赌场"),
        ("𝓯𝓾𝓬𝓴", "fuck"),
        ("ѕһіt", "shit"),
        ("é à", "ea"),
        ("①②", "12"),
        ("😀 !?", ""),
        ("f̶u̶c̶k̶", "fuck"),
    ],
)
def test_disguises_fall_off(written: str, squeezed: str) -> None:
    assert fold(written).squeezed == squeezed


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("sh1t happens", ["shit", "happens"]),
        ("f u c k you", ["you", "fuck"]),
        ("fuuuuck", ["fuck"]),
        ("good", ["good"]),
        ("room 101", ["room", "101"]),
        ("a$$", ["ass"]),
    ],
)
def test_latin_words_are_read_as_they_are_meant(written: str, words: list[str]) -> None:
    assert sorted(word.text for word in fold(written).words) == sorted(words)


def test_a_word_knows_where_it_stood() -> None:
    text = "你 f.u.c.k 我"
    word = fold(text).words[0]
    assert text[word.start : word.end] == "f.u.c.k"


def test_syllables_point_back_to_their_characters() -> None:
    sounds, at = fold("沙x壁").syllables()
    assert sounds == "'sha'*'bi'"
    assert [at[i] for i, c in enumerate(sounds) if c == "'"] == [0, 1, 2, 3]


@given(st.text(max_size=60))
def test_any_text_folds_and_folds_no_further(text: str) -> None:
    folded = fold(text)
    assert len(folded.squeezed) == len(folded.origin)
    assert all(0 <= index < len(text) for index in folded.origin)
    assert all(0 <= word.start < word.end <= len(text) for word in folded.words)
    sounds, at = folded.syllables()
    assert len(sounds) == len(at)
