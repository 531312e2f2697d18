"""Tests of studio.captions.sound."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.captions.sound import RATE_HZ, Downsampler, ms_of, samples_of


def tone(hz: float, rate_hz: int, seconds: float = 1.0) -> NDArray[np.float32]:
    times = np.arange(round(rate_hz * seconds)) / rate_hz
    return (0.5 * np.sin(2 * np.pi * hz * times)).astype(np.float32)[:, None]


@pytest.mark.parametrize("rate_hz", [16_000, 32_000, 44_100, 48_000, 96_000])
def test_a_tone_of_a_voice_stays_and_is_where_it_was(rate_hz: int) -> None:
    made = Downsampler(rate_hz).process(tone(440, rate_hz))
    expected = tone(440, RATE_HZ)[: len(made), 0]
    assert len(made) > 0.99 * RATE_HZ
    assert np.abs(made - expected)[100:-100].max() < 0.01


def test_what_16_khz_cannot_hold_is_gone() -> None:
    made = Downsampler(48_000).process(tone(11_000, 48_000))
    assert np.abs(made[200:]).max() < 0.01


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=12), st.sampled_from([44_100, 48_000]))
def test_how_it_is_cut_changes_nothing(lengths: list[int], rate_hz: int) -> None:
    sound = np.random.default_rng(3).uniform(-0.3, 0.3, (sum(lengths), 2)).astype(np.float32)
    cut = Downsampler(rate_hz)
    ends = np.cumsum(lengths)
    pieces = [cut.process(sound[end - n : end]) for end, n in zip(ends, lengths, strict=True)]
    whole = Downsampler(rate_hz).process(sound)
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-5)


def test_what_is_no_sound_does_no_harm() -> None:
    broken = np.full((4800, 2), 40.0, np.float32)
    broken[2000:2100] = np.nan
    made = Downsampler(48_000).process(broken)
    assert np.isfinite(made).all()
    assert np.abs(made).max() <= 1


def test_a_rate_that_no_device_has_is_refused() -> None:
    with pytest.raises(ValueError, match="can't have 7 samples"):
        Downsampler(7)


def test_times_and_samples() -> None:
    assert (samples_of(250), ms_of(4000)) == (4000, 250)
