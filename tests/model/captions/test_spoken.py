"""Tests of studio.model.captions.spoken."""

import pytest
from pydantic import ValidationError

from studio.model.captions.spoken import Spoken, Word
from tests.model.captions.telling import by_character, told


def test_knows_its_text_and_its_times() -> None:
    spoken = told("Hello , Mary !", start_ms=1200)
    assert spoken.text == "Hello, Mary!"
    assert (spoken.start_ms, spoken.end_ms) == (1200, 2400)
    assert by_character("大家好。").text == "大家好。"


def test_nothing_said_is_no_text_at_no_time() -> None:
    nothing = Spoken(id="1", is_final=True)
    assert (nothing.text, nothing.start_ms, nothing.end_ms) == ("", 0, 0)


def test_crosses_a_channel_whole() -> None:
    translation = {"translation": "Hello, Mary.", "translation_language": "en"}
    spoken = told("你好 Mary", speaker="主播").model_copy(update=translation)
    assert Spoken.model_validate(spoken.model_dump(mode="json")) == spoken


@pytest.mark.parametrize(
    "word", [{"text": " "}, {"text": "a" * 101}, {"start_ms": -1}, {"start_ms": 900}]
)
def test_a_word_that_can_not_be_is_refused(word: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Word.model_validate({"text": "a", "start_ms": 0, "end_ms": 300, **word})


@pytest.mark.parametrize(
    "translation",
    [
        {"translation": "Hello."},
        {"translation": "a" * 2001, "translation_language": "en"},
        {"translation_language": "e"},
    ],
)
def test_a_translation_that_can_not_be_is_refused(translation: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Spoken.model_validate({"id": "1", "is_final": True, **translation})


def test_words_in_no_order_are_refused() -> None:
    words = (Word(text="b", start_ms=300, end_ms=400), Word(text="a", start_ms=0, end_ms=300))
    with pytest.raises(ValidationError, match="in the order of their times"):
        Spoken(id="1", words=words)
