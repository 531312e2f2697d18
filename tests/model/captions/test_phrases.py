"""Tests of studio.model.captions.phrases."""

import pytest

from studio.model.captions.phrases import Found, Phrases, Place
from tests.model.captions.telling import by_character, told


def found(phrases: list[str], text: str) -> list[str]:
    return [each.phrase for each in Phrases(phrases).find(told(text).words)]


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("ass", "you ass!", True),
        ("ass", "a classic pass", False),
        ("ASS", "ａｓｓ", True),  # full width
        ("résumé", "my resume", True),
        ("damn it", "Damn it.", True),
        ("damn it", "damn the item", False),
        ("ok", "他说ok吧", True),
        ("傻子", "你是傻子吗", True),
        ("卡拉ok", "去卡拉OK吧", True),
        ("...", "wait ...", False),
    ],
)
def test_finds_whole_words_and_chinese_anywhere(phrase: str, text: str, is_found: bool) -> None:
    assert found([phrase], text) == [phrase] * is_found


def test_a_phrase_reaches_over_words() -> None:
    words = by_character("你是傻子。").words
    assert list(Phrases(["傻子"]).find(words)) == [Found("傻子", Place(2, 0), Place(3, 0))]


def test_the_longer_one_is_found() -> None:
    assert found(["rocket", "rocket studio"], "rocket studio and a rocket") == [
        "rocket studio",
        "rocket",
    ]


def test_no_phrases_are_never_found() -> None:
    assert found([], "anything") == []
