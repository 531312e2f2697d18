"""Tests of studio.engine.mixer.meter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.mixer.meter import HOLD_BLOCKS, QUIET, SILENCE, Meter, measured


def test_silence_reads_as_minus_a_hundred() -> None:
    meter = Meter()
    assert meter.take() == SILENCE
    meter.add(measured(np.zeros((1024, 2), np.float32)))
    assert meter.take() == SILENCE


def test_a_sine_reads_peak_and_rms_for_each_channel() -> None:
    meter = Meter()
    phase = np.arange(48 * 1024) * 2 * np.pi / 48  # 1 kHz
    sound = np.stack([np.sin(phase), 0.1 * np.sin(phase)], axis=1).astype(np.float32)
    for block in np.split(sound, 48):
        meter.add(measured(block))
    left, right = meter.take()
    assert (left.peak_db, left.rms_db) == pytest.approx((0, -3.01), abs=0.01)
    assert (right.peak_db, right.rms_db) == pytest.approx((-20, -23.01), abs=0.01)


@settings(deadline=None)
@given(st.integers(0, 1023), st.booleans(), st.floats(0.125, 4, width=32), st.booleans())
def test_no_peak_is_missed(frame: int, right: bool, size: float, negative: bool) -> None:
    block = np.zeros((1024, 2), np.float32)
    block[frame, int(right)] = -size if negative else size
    peaks = measured(block).peaks
    assert peaks[int(right)] == pytest.approx(size)
    assert peaks[1 - int(right)] == 0


def test_gains_scale_what_was_measured() -> None:
    block = np.full((1024, 2), 0.5, np.float32)
    direct = measured(block * np.array([0.5, 2.0], np.float32))
    scaled = measured(block).scaled((0.5, 2.0))
    assert scaled.peaks == pytest.approx(direct.peaks)
    assert scaled.squares == pytest.approx(direct.squares)


def test_the_peak_is_held_for_twenty_seconds() -> None:
    meter = Meter()
    meter.add(measured(np.full((1024, 2), 0.1, np.float32)))
    meter.take()
    for _ in range(HOLD_BLOCKS):
        meter.add(QUIET)
    assert meter.take()[0].hold_db == pytest.approx(-20)
    meter.add(QUIET)
    assert meter.take()[0].hold_db == -100
