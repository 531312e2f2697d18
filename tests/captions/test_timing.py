"""Tests of studio.captions.timing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from studio.captions.sound import RATE_HZ, Mono
from studio.captions.timing import spread


def voice(*parts: tuple[float, float]) -> Mono:
    """Return noise of a loudness for so many seconds, part by part."""
    dice = np.random.default_rng(4)
    noise = [dice.normal(0, loud + 1e-5, round(seconds * RATE_HZ)) for seconds, loud in parts]
    return np.concatenate(noise).astype(np.float32)


def test_words_lie_where_the_voice_is() -> None:
    words = spread(["Hello", "there"], voice((0.5, 0), (0.4, 0.2), (1.0, 0), (0.4, 0.2), (0.5, 0)))
    assert [word.text for word in words] == ["Hello", "there"]
    assert abs(words[0].start_ms - 500) <= 30
    assert abs(words[0].end_ms - 900) <= 30
    assert abs(words[1].start_ms - 1900) <= 30
    assert abs(words[1].end_ms - 2300) <= 30


def test_noise_under_a_voice_is_no_voice() -> None:
    words = spread(["Hello"], voice((1.0, 0.01), (0.5, 0.2), (1.0, 0.01)))
    assert abs(words[0].start_ms - 1000) <= 30
    assert abs(words[0].end_ms - 1500) <= 30


@given(st.lists(st.text("ab c，好", max_size=9), max_size=20), st.integers(0, 9000))
def test_whatever_comes_times_are_in_order_and_within(texts: list[str], length: int) -> None:
    words = spread(texts, voice((length / RATE_HZ, 0.1)))
    assert [word.text for word in words] == [each.strip() for each in texts if each.strip()]
    starts = [word.start_ms for word in words]
    assert starts == sorted(starts)
    assert all(word.end_ms <= length * 1000 // RATE_HZ + 10 for word in words)
