"""Tests of studio.model.captions.writing."""

import pytest

from studio.model.captions.writing import columns_of, is_unspaced, joined, on_one_line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["Hello", ",", "Mary", "!"], "Hello, Mary!"),
        (["你", "好", "，", "世", "界", "。"], "你好，世界。"),
        (["我", "用", "Python", "写"], "我用Python写"),
        (["he", "'s", "(", "not", ")", "here", "…"], "he's (not) here…"),
        (["“", "Yes", "”", "she", "said"], "“Yes” she said"),
        (["«", "Oui", "»"], "« Oui »"),
        (["안녕", "하세요"], "안녕 하세요"),
        (["'tis", "rock", "'n'", "roll"], "'tis rock 'n' roll"),
        ([], ""),
    ],
)
def test_words_are_joined_as_each_writing_does(words: list[str], line: str) -> None:
    assert joined(words) == line


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("你好", 4), ("，", 2), ("é", 1), ("e\u0301", 1), ("😀", 2), ("ｱ", 1), ("", 0)],
)
def test_what_is_wide_takes_two_columns(text: str, columns: int) -> None:
    assert columns_of(text) == columns


def test_han_kana_and_their_marks_want_no_spaces() -> None:
    assert all(map(is_unspaced, "你。「あア、Ａ𠀀"))
    assert not any(map(is_unspaced, "aé1한,я😀"))


def test_line_breaks_and_controls_become_one_space() -> None:
    assert on_one_line("a\r\n b\t\u2028c\x00 d ") == "a b c d"
