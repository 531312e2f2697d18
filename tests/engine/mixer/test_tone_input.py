"""Tests of studio.engine.mixer.tone_input."""

import numpy as np
import pytest

from studio.engine.mixer.timeline import Timeline
from studio.engine.mixer.tone_input import ToneInput
from studio.engine.sources.source import Health


def test_the_tone_goes_on_without_a_seam() -> None:
    tone, timeline = ToneInput(440.0, level_db=-6.0), Timeline(48_000)
    for now_ns in range(0, 300_000_000, 21_333_333):
        tone.deliver(timeline, now_ns)
    out = np.empty((20_000, 2), np.float32)
    assert timeline.read(0, out) == 0
    expected = 0.5012 * np.sin(2 * np.pi * 440 * np.arange(20_000) / 48_000)
    assert out[:, 1] == pytest.approx(expected, abs=1e-4)


def test_beeps_start_with_the_second() -> None:
    beep = ToneInput(1000.0, beep_ms=100).samples(0, 96_000)[:, 0]
    sounding = np.flatnonzero(np.abs(beep) > 1e-5)
    assert sounding.min() == 1
    assert sounding[sounding < 48_000].max() == 4799
    assert sounding[sounding >= 48_000].min() == 48_001


def test_after_a_stall_it_writes_no_more_than_a_second() -> None:
    tone, timeline = ToneInput(), Timeline(200_000)
    tone.deliver(timeline, 3_600_000_000_000)
    assert timeline.end - timeline.begin == 48_000
    assert tone.state.health is Health.RUNNING
    assert tone.delay_ns == 0
    tone.close()
