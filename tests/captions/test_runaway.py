"""Tests of studio.captions.runaway."""

import pytest

from studio.captions.runaway import without_runaway
from studio.model.captions.spoken import Word


def kept(text: str, length_ms: int = 14_000) -> str:
    words = [Word(text=each, start_ms=n, end_ms=n + 1) for n, each in enumerate(text.split())]
    return " ".join(word.text for word in without_runaway(words, length_ms))


@pytest.mark.parametrize(
    "said",
    [
        "it was the best of times, it was the worst of times, it was the age of wisdom",
        "zero zero zero zero seven",
        "no, no, no! No!",
        "",
    ],
)
def test_what_people_say_stays(said: str) -> None:
    assert kept(said) == said


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("la " * 60, "la la"),
        ("thank you. " * 20, "thank you. thank you."),
        ("so I went to the shop and " * 5, "so I went to the shop and " * 2),
        ("Well. " + "we are " * 9 + "there", "Well. we are we are there"),
    ],
)
def test_one_thing_said_again_and_again_is_said_twice(said: str, rest: str) -> None:
    assert kept(said) == rest.strip()


def test_what_no_mouth_says_in_that_time_is_nothing() -> None:
    said = "I would like to thank everybody who has come here tonight"
    assert kept(said, 4000) == said
    assert kept(said, 1000) == ""
    assert kept("谢 谢 大 家 今 天 来 到 这 里 听 我 说 话", 500) == ""
