"""Tests of studio.captions.moonshine, with the real model."""

import base64

import numpy as np
import pytest

from studio.captions.errors import RecogniserError
from studio.captions.moonshine import Moonshine, listed_tokens
from studio.captions.sound import RATE_HZ
from studio.model.captions.writing import joined
from studio.weights.models import named, whole_path
from tests.captions.clips import at_16k, clip, letters

PARTS = ("english_encoder", "english_decoder", "english_tokens")


@pytest.fixture(scope="module")
def moonshine() -> Moonshine:
    return Moonshine(*(whole_path(named(part)) for part in PARTS))


@pytest.mark.parametrize("name", ["Front_Center", "Side_Left", "Front_Right"])
def test_it_hears_what_is_said(moonshine: Moonshine, name: str) -> None:
    samples = at_16k(clip(name))
    words = moonshine.transcribe(samples, "en")
    assert letters(joined(word.text for word in words)) == name.replace("_", " ").casefold()
    assert 0 <= words[0].start_ms < words[-1].end_ms <= len(samples) * 1000 // RATE_HZ


def test_it_hears_what_is_far_too_loud(moonshine: Moonshine) -> None:
    words = moonshine.transcribe(np.clip(at_16k(clip()) * 8, -1, 1), "en")
    assert letters(joined(word.text for word in words)) == "front center"


@pytest.mark.parametrize("length", [0, 1, 800, RATE_HZ])
def test_silence_of_any_length_is_no_fault(moonshine: Moonshine, length: int) -> None:
    assert len(moonshine.transcribe(np.zeros(length, np.float32), "en")) <= 2


def test_the_list_of_words_is_written_as_the_engine_reads_it() -> None:
    long = b"x" * 300
    data = b"\x02hi\x00" + bytes([300 % 128 + 128, 300 // 128]) + long
    lines = [line.split(" ") for line in listed_tokens(data).splitlines()]
    assert [(base64.b64decode(word), number) for word, number in lines] == [
        (b"hi", "0"),
        (b" ", "1"),
        (long, "2"),
    ]


@pytest.mark.parametrize("data", [b"\x05hi", b"\xff"])
def test_a_list_that_is_cut_short_is_said(data: bytes) -> None:
    with pytest.raises(RecogniserError, match="cut short"):
        listed_tokens(data)


def test_the_real_list_has_all_words() -> None:
    lines = listed_tokens(whole_path(named("english_tokens")).read_bytes()).splitlines()
    assert len(lines) == 32_768
