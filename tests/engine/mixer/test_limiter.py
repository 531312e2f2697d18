"""Tests of studio.engine.mixer.limiter."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.mixer.limiter import CEILING, Limiter
from studio.engine.mixer.timeline import Samples


def sine(amplitude: float, blocks: int = 1, hz: float = 1000.0) -> Samples:
    phase = np.arange(blocks * 1024) * 2 * np.pi * hz / 48_000
    return np.repeat((amplitude * np.sin(phase)).astype(np.float32)[:, None], 2, axis=1)


def limited(limiter: Limiter, sound: Samples) -> Samples:
    out = sound.copy()
    for block in np.split(out, len(out) // 1024):
        limiter.apply(block, float(np.abs(block).max()))
    return out


def test_what_fits_passes_bit_for_bit() -> None:
    sound = sine(0.96)
    assert (limited(Limiter(), sound) == sound).all()


@settings(deadline=None)
@given(st.lists(st.floats(0, 8, width=32), min_size=1, max_size=6), st.floats(20, 20_000))
def test_nothing_leaves_full_scale(amplitudes: list[float], hz: float) -> None:
    limiter = Limiter()
    for amplitude in amplitudes:
        assert np.abs(limited(limiter, sine(amplitude, 2, hz))).max() <= 1.0


def test_a_steady_loud_tone_stays_a_clean_tone() -> None:
    sound = sine(4.0, 20, 46.875 * 8)  # eight periods a block
    last = limited(Limiter(), sound)[-1024:, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(last))
    tone = spectrum[8]
    spectrum[8] = 0
    assert 20 * np.log10(np.sqrt((spectrum**2).sum()) / tone) < -80
    assert abs(np.abs(last).max() - CEILING) < 0.001


def test_it_comes_back_to_bit_exactness() -> None:
    limiter = Limiter()
    limited(limiter, sine(2.0))
    quiet = sine(0.1, 14)
    out = limited(limiter, quiet)
    assert np.abs(out[:1024]).max() < 0.09
    assert (out[-1024:] == quiet[-1024:]).all()


def test_the_gain_moves_without_a_step() -> None:
    ones = np.full((20 * 1024, 2), 0.5, np.float32)
    ones[4096:8192] = 3.0
    gain = limited(Limiter(), ones) / ones
    slope = np.abs(np.diff(gain[:, 0]))
    assert slope[4096 + 64 : 8100].max() < 0.001  # settled
    assert slope[8200:].max() <= 1 / 48_000 / 0.25 * 1.01  # coming back
