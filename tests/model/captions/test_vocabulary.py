"""Tests of studio.model.captions.vocabulary."""

import pytest

from studio.model.captions.vocabulary import Vocabulary
from tests.model.captions.telling import by_character, told

VOCABULARY = Vocabulary(
    {
        "rocket stew deal": "Rocket Studio",
        "jon": "John",
        "um": "",
        "张三": "章珊",
        "三": "3",
    }
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("this is Rocket stew deal.", "this is Rocket Studio."),
        ("Jon met jon's jonathan", "John met John's jonathan"),
        ("um I see um", "I see"),
        ("“jon”", "“John”"),
        ("我叫张三，三岁", "我叫章珊，3岁"),
        ("nothing here", "nothing here"),
    ],
)
def test_what_was_meant_is_written(text: str, meant: str) -> None:
    assert VOCABULARY.apply(told(text)).text == meant


def test_what_is_written_instead_takes_the_same_time() -> None:
    words = VOCABULARY.apply(told("a rocket stew deal b")).words
    assert [(word.text, word.start_ms, word.end_ms) for word in words] == [
        ("a", 0, 300),
        ("Rocket", 300, 300 + 900 * 6 // 12),
        ("Studio", 300 + 900 * 6 // 12, 1200),
        ("b", 1200, 1500),
    ]


def test_over_characters_of_chinese() -> None:
    assert VOCABULARY.apply(by_character("我叫张三。")).text == "我叫章珊。"
