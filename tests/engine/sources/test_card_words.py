"""Tests of studio.engine.sources.card_words: cards speak the language of the programme."""

from collections.abc import Iterator

import pytest

from studio.engine.sources.card_words import card_words, speak
from studio.engine.sources.placeholder import placeholder_picture

GONE = "The image /home/a b/墙.png is not there: it was moved or renamed."


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


def test_what_is_wrong_is_said_in_the_language_that_was_chosen() -> None:
    speak("zh")
    said = card_words(GONE)
    assert "/home/a b/墙.png" in said
    assert said.endswith("。")
    speak("en")
    assert card_words(GONE) == GONE


def test_without_a_choice_it_is_the_environment_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    speak("")
    assert card_words(GONE) != GONE
    monkeypatch.setenv("LC_ALL", "C")
    speak("")
    assert card_words(GONE) == GONE


def test_a_card_is_drawn_in_it() -> None:
    drawn = []
    for language in ("en", "zh"):
        speak(language)
        drawn.append(placeholder_picture("Wall", GONE, (640, 360), 1))
    assert (drawn[0].y != drawn[1].y).any()
