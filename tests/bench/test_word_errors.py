"""Tests of the bench's arithmetic on words."""

import pytest

from tests.bench.word_errors import character_errors, found_words, word_errors, words_of


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("four queen of clubs", "4 Queen of clubs.", (0, 4)),
        ("ten of clubs", "of clubs", (1, 3)),
        ("five five", "five five five", (1, 2)),
        ("seven of clubs", "heaven of club", (2, 3)),
        ("", "hello", (1, 0)),
    ],
)
def test_words_that_are_wrong_missing_or_too_many(
    said: str, heard: str, errors: tuple[int, int]
) -> None:
    assert word_errors(said, heard) == errors


@pytest.mark.parametrize(
    ("said", "heard", "errors"),
    [
        ("一二线城市", "12线城市。", (0, 5)),
        ("一二线城市", "一二線城市", (1, 5)),
        ("二十五到三十岁", "25到30岁", (0, 7)),
        ("三百零八", "308", (0, 4)),
        ("二零零三年十一月", "2003年十一月", (0, 8)),
        ("零", "0", (0, 1)),
        ("换一首歌", "换首 歌！", (1, 4)),
        ("我用OBS直播", "我用obs直播吗", (1, 7)),
    ],
)
def test_characters_of_chinese_are_counted_one_by_one(
    said: str, heard: str, errors: tuple[int, int]
) -> None:
    assert character_errors(said, heard) == errors


def test_words_are_found_in_their_place() -> None:
    said = words_of("It was the best, it was the worst.")
    assert found_words(said, words_of("it was")) == {0, 1}
    assert found_words(said, words_of("it was a best it was")) == {0, 1, 3, 4, 5}
    assert found_words(said, []) == set()
