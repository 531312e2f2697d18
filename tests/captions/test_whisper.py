"""Tests of studio.captions.whisper; with the real model where it was fetched."""

from pathlib import Path

import numpy as np
import pytest

from studio.captions.errors import RecogniserError
from studio.captions.whisper import Whisper, text_of
from studio.model.captions.writing import joined
from studio.weights.errors import ModelError
from studio.weights.models import named, whole_path
from tests.captions.clips import at_16k, clip, letters


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    try:
        paths = [
            whole_path(named(name)) for name in ("whisper_config", "whisper_tokens", "whisper")
        ]
    except ModelError as error:
        pytest.skip(str(error))
    return Whisper(paths[-1].parent)


def test_it_hears_what_is_said_in_the_language_that_it_is_told(whisper: Whisper) -> None:
    words = whisper.transcribe(at_16k(clip("Front_Center")), "en-GB")
    assert letters(joined(word.text for word in words)) == "front center"


def test_silence_says_nothing(whisper: Whisper) -> None:
    assert whisper.transcribe(np.zeros(32_000, np.float32), "zh") == ()


def test_it_says_in_english_what_it_hears_and_in_no_other_language(whisper: Whisper) -> None:
    said = at_16k(clip("Front_Center"))
    assert letters(whisper.translate(said, "en-GB", "en")) == "front center"
    assert whisper.translate(np.zeros(32_000, np.float32), "zh", "en") == ""
    with pytest.raises(RecogniserError, match="can't translate into 'zh'"):
        whisper.translate(said, "en", "zh")


def test_it_knows_which_languages_it_knows(whisper: Whisper) -> None:
    assert len(whisper.languages) == 99
    assert whisper.knows("zh-CN")
    assert not whisper.knows("xx")


def test_a_folder_without_a_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecogniserError, match="can't be used"):
        Whisper(tmp_path)


def test_tokens_are_bytes_of_text() -> None:
    assert text_of(["<|zh|>", "ä½", "ł", "å¥½", "ĠOBS", "<|endoftext|>"]) == "你好 OBS"
    assert text_of(["ä½"]) == "", "a character that was cut"
