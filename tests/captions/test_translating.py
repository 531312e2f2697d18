"""Tests of studio.captions.translating."""

from dataclasses import replace

import pytest

from studio.captions.sound import RATE_HZ, Mono
from studio.captions.translating import (
    LATE_NS,
    MOST_WAITING,
    PATIENCE_NS,
    Translating,
    Waiting,
    translated,
)
from studio.captions.wishes import LineWish
from studio.model.captions.spoken import Spoken
from studio.model.media import SECOND_NS
from tests.captions.voices import Seconds, voice
from tests.model.captions.telling import told

WISH = LineWish("1", "Mary", "en-GB", "ring", 0, 0, 0, translate_to="zh")
SAID = told("Hello, Mary.")
SOUND = voice(2.5, RATE_HZ)


def waiting(*spoken: Spoken, wish: LineWish = WISH) -> Translating:
    translating = Translating()
    for each in spoken:
        translating.add(wish, each, SOUND, 0)
    return translating


def test_a_final_is_translated_in_a_pause_or_after_some_seconds() -> None:
    translating = waiting(SAID, told("And on.", "2"))
    assert translating.due(PATIENCE_NS - 1, is_quiet=False) is None
    first = translating.due(SECOND_NS, is_quiet=True)
    assert first is not None
    assert first.spoken == SAID
    second = translating.due(PATIENCE_NS, is_quiet=False)
    assert second is not None
    assert second.spoken.id == "2"
    assert translating.due(PATIENCE_NS, is_quiet=True) is None
    assert translating.dropped == 0


@pytest.mark.parametrize(
    ("wish", "spoken"),
    [
        (replace(WISH, translate_to=""), SAID),
        (replace(WISH, translate_to="en"), SAID),
        (WISH, Spoken(id="1", is_final=True)),
    ],
)
def test_nothing_waits_that_needs_none(wish: LineWish, spoken: Spoken) -> None:
    assert waiting(spoken, wish=wish).due(PATIENCE_NS, is_quiet=True) is None


def test_what_is_late_or_one_too_many_is_left_out_and_counted() -> None:
    translating = waiting(*(told("Hello", str(n)) for n in range(MOST_WAITING + 2)))
    assert translating.dropped == 2
    first = translating.due(LATE_NS, is_quiet=True)
    assert first is not None
    assert first.spoken.id == "2"
    assert translating.due(LATE_NS + 1, is_quiet=True) is None
    assert translating.dropped == MOST_WAITING + 1


def test_a_final_is_told_again_with_its_translation() -> None:
    one = Waiting(WISH, SAID, SOUND, 0)
    again = translated(one, Seconds())
    assert again == SAID.model_copy(update={"translation": "2 zh", "translation_language": "zh"})


def test_a_model_that_can_not_is_not_asked() -> None:
    one = Waiting(replace(WISH, translate_to="de"), SAID, SOUND, 0)
    assert translated(one, Seconds()) is None


class Says(Seconds):
    """Translates all into one thing."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def translate(self, samples: Mono, language: str, into: str) -> str:
        return self.text


@pytest.mark.parametrize("text", ["", "so it is " * 6, "5" + "-4" * 30])
def test_what_is_made_up_is_no_translation(text: str) -> None:
    assert translated(Waiting(WISH, SAID, SOUND, 0), Says(text)) is None
