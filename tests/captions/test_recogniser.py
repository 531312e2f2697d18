"""Tests of studio.captions.recogniser."""

import numpy as np
import pytest

from studio.captions.errors import RecogniserError
from studio.captions.recogniser import Recogniser, words_in
from studio.captions.sound import Mono
from studio.model.captions.language import primary
from studio.model.captions.spoken import Word
from studio.model.captions.writing import joined


class Deaf(Recogniser):
    name = "deaf"
    languages = frozenset({"en", "zh"})

    def transcribe(
        self, samples: Mono, language: str, *, has_ended: bool = True
    ) -> tuple[Word, ...]:
        return ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was, in short, U.S. style.", ["It", "was,", "in", "short,", "U.S.", "style."]),
        ("你好，世界！", ["你", "好，", "世", "界！"]),
        ("我用OBS直播 3.5 小时", ["我", "用", "OBS", "直", "播", "3.5", "小", "时"]),
        ("don't  stop", ["don't", "stop"]),
        (" ", []),
    ],
)
def test_text_is_cut_into_words_with_their_marks(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_what_was_cut_is_written_as_it_was() -> None:
    said = "我用OBS直播，你好！Hello, world."
    assert joined(words_in(said)) == said


def test_a_language_is_known_whatever_its_country() -> None:
    assert primary("zh-CN") == "zh"
    assert Deaf().knows("en-GB")
    assert not Deaf().knows("de")


def test_one_that_translates_nothing_says_so() -> None:
    assert not Deaf().translates_into
    with pytest.raises(RecogniserError, match="can't translate into 'de'"):
        Deaf().translate(np.zeros(8, np.float32), "en", "de")
