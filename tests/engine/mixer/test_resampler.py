"""Tests of studio.engine.mixer.resampler."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.engine.mixer.resampler import Resampler
from studio.engine.mixer.timeline import Samples


def sine(hz: float, rate_hz: float, frames: int) -> Samples:
    tone = 0.5 * np.sin(np.arange(frames) * (2 * np.pi * hz / rate_hz))
    return np.repeat(tone.astype(np.float32)[:, None], 2, axis=1)


def resampled(resampler: Resampler, sound: Samples, chunk: int = 500) -> Samples:
    chunks = [resampler.process(sound[n : n + chunk]) for n in range(0, len(sound), chunk)]
    return np.concatenate(chunks)


def error_db(sound: Samples, hz: float) -> float:
    """How much of it, in dB, is not the sine that it should be from its start on."""
    expected: NDArray[np.float64] = 0.5 * np.sin(np.arange(len(sound)) * (2 * np.pi * hz / 48_000))
    inner = slice(100, len(sound) - 100)
    wrong = sound[inner, 0] - expected[inner]
    return float(10 * np.log10(np.mean(wrong**2) / np.mean(expected[inner] ** 2)))


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 32_000, 44_100, 88_200, 96_000, 192_000])
def test_a_device_rate_becomes_48_khz_at_the_right_place(rate_hz: int) -> None:
    out = resampled(Resampler(rate_hz / 48_000), sine(1000, rate_hz, rate_hz // 2))
    assert len(out) == pytest.approx(24_000, abs=200)
    assert error_db(out, 1000) < -85


@pytest.mark.parametrize(
    ("hz", "limit_db"), [(100, -100), (1000, -90), (10_000, -78), (18_000, -72)]
)
def test_a_drift_of_200_ppm_costs_no_quality(hz: float, limit_db: float) -> None:
    out = resampled(Resampler(1.0002), sine(hz, 48_000 * 1.0002, 48_000))
    assert error_db(out, hz) < limit_db


def test_what_48_khz_cannot_hold_is_filtered_out() -> None:
    out = resampled(Resampler(2.0), sine(30_000, 96_000, 96_000))
    assert np.abs(out[200:-200]).max() < 1e-4


@settings(deadline=None)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=8))
def test_a_ratio_of_one_passes_bit_for_bit(chunks: list[int]) -> None:
    sound = np.random.default_rng(3).standard_normal((sum(chunks), 2)).astype(np.float32)
    resampler = Resampler()
    out = np.concatenate([resampler.process(part) for part in np.split(sound, np.cumsum(chunks))])
    assert (out == sound[: len(out)]).all()
    assert len(sound) - len(out) <= 16
    assert resampler.held_frames == len(sound) - len(out)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 900), min_size=1, max_size=8),
    st.sampled_from([0.9, 0.918_75, 0.9999, 1.0003, 2.0, 3.7]),
)
def test_how_it_is_cut_into_chunks_makes_no_difference(chunks: list[int], step: float) -> None:
    sound = np.random.default_rng(4).standard_normal((sum(chunks), 2)).astype(np.float32)
    whole, parts = Resampler(step), Resampler(step)
    out = np.concatenate([parts.process(part) for part in np.split(sound, np.cumsum(chunks))])
    expected = whole.process(sound)
    assert abs(len(out) - len(expected)) <= 1  # the last place may round to either side
    both = min(len(out), len(expected))
    assert out[:both] == pytest.approx(expected[:both], abs=1e-2)  # one phase of 4096 apart
    held = parts.held_frames + (len(out) - len(expected)) * step
    assert held == pytest.approx(whole.held_frames, abs=1e-6)


def test_changing_the_ratio_makes_no_step() -> None:
    resampler, sound = Resampler(), sine(300, 48_000, 48_000)
    out = []
    for n in range(0, 48_000, 480):
        resampler.step = 1.0 + 0.005 * np.sin(n / 5000)
        out.append(resampler.process(sound[n : n + 480]))
    curve = np.diff(np.concatenate(out)[50:, 0], n=2)
    assert np.abs(curve).max() < 0.5 * (2 * np.pi * 300 / 48_000) ** 2 * 1.1


def test_an_absurd_step_is_refused() -> None:
    with pytest.raises(ValueError, match="must be from 1/16 to 16, not 17"):
        Resampler(17)
