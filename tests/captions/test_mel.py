"""Tests of studio.captions.mel; whether Whisper understands it is shown by its own tests."""

import numpy as np
import pytest

from studio.captions.mel import BANDS, log_mel
from studio.captions.sound import RATE_HZ, Mono


def tone(hz: float) -> Mono:
    times = np.arange(RATE_HZ) / RATE_HZ
    return (0.5 * np.sin(2 * np.pi * hz * times)).astype(np.float32)


@pytest.mark.parametrize(("hz", "band"), [(1000, 26), (250, 6), (4000, 62)])
def test_a_tone_is_in_its_band(hz: int, band: int) -> None:
    # On Slaney's scale 1 and 4 kHz are 15 and 35.2 mel, of 45.25 that 81 steps share.
    picture = log_mel(tone(hz), 100)
    assert picture.shape == (BANDS, 100)
    assert abs(int(picture[:, 50].argmax()) - band) <= 1


def test_nothing_is_below_the_loudest_by_more_than_eight_powers_of_ten() -> None:
    picture = log_mel(tone(440), 300)
    assert picture.dtype == np.float32
    assert picture.max() - picture.min() == pytest.approx(2.0)
    assert np.ptp(log_mel(np.zeros(100, np.float32), 50)) == 0


def test_what_is_longer_is_left_out() -> None:
    long = np.tile(tone(440), 5)
    np.testing.assert_allclose(
        log_mel(long, 100)[:, :90], log_mel(tone(440), 100)[:, :90], atol=1e-3
    )
