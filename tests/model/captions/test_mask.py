"""Tests of studio.model.captions.mask."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.captions.mask import Mask
from studio.model.captions.writing import columns_of
from tests.model.captions.telling import by_character, told


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Damn, that hurts", "****, that hurts"),
        ("dammit damnation", "dammit damnation"),
        ("holy shit!", "**** ****!"),
        ("cafe\u0301s", "cafe\u0301s"),
        ("cafe\u0301 open", "**** open"),
    ],
)
def test_stars_are_as_many_as_the_letters(text: str, masked: str) -> None:
    assert Mask(["damn", "holy shit", "café"]).over(told(text)).text == masked


def test_chinese_is_masked_over_its_characters_and_as_wide() -> None:
    spoken = by_character("你是傻子。")
    masked = Mask(["傻子"]).over(spoken)
    assert masked.text == "你是＊＊。"
    assert [word.start_ms for word in masked.words] == [word.start_ms for word in spoken.words]


def test_a_translation_is_masked_too() -> None:
    spoken = by_character("你好。").model_copy(
        update={"translation": "Damn, hello 傻子!", "translation_language": "en"}
    )
    masked = Mask(["damn", "傻子"]).over(spoken)
    assert (masked.text, masked.translation) == ("你好。", "****, hello ＊＊!")


def test_what_has_no_such_word_stays_itself() -> None:
    spoken = told("fine words")
    assert Mask(["damn"]).over(spoken) is spoken


@settings(max_examples=60, deadline=None)
@given(st.text("ab 你好", min_size=1, max_size=30).filter(str.strip))
def test_a_mask_is_as_wide_as_what_is_under_it(text: str) -> None:
    spoken = told(text)
    masked = Mask(["a", "ab", "你好"]).over(spoken)
    assert [columns_of(word.text) for word in masked.words] == [
        columns_of(word.text) for word in spoken.words
    ]
    assert "你好" not in masked.text
