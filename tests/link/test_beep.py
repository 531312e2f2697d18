"""A beep and a light that were made at once tell how far sound and picture are apart."""

import numpy as np
import pytest

from studio.link.beep import BEEP_HZ, LASTS_NS, BeepCheck
from studio.link.sound_line import Samples

MS = 1_000_000
BLOCK = 960


def run(check: BeepCheck, *, sound_late_ms: float, light_late_ms: float, noise: float) -> None:
    """Have three beeps and lights come, over a hum and a picture that moves."""
    dice = np.random.default_rng(8)
    for number in range(150):
        at = number * BLOCK + np.arange(BLOCK)
        sounds = noise * dice.standard_normal(BLOCK) + 0.1 * np.sin(2 * np.pi * 200 * at / 48_000)
        for begin_ms in (500, 1400, 2300):
            since = at - (begin_ms + sound_late_ms) * 48
            is_on = (since >= 0) & (since < 4800)
            sounds += is_on * 0.2 * np.sin(2 * np.pi * BEEP_HZ * since / 48_000)
        block: Samples = np.repeat(sounds.astype(np.float32)[:, None], 2, axis=1)
        check.hear(block, number * 20 * MS)
    for number in range(90):
        at_ms = number * 100 / 3
        is_light = any(0 <= at_ms - begin - light_late_ms < 150 for begin in (500, 1400, 2300))
        check.see(90 + 3 * np.sin(number) + 60 * is_light, round(at_ms * MS))


@pytest.mark.parametrize("apart_ms", [-120, 0, 80])
def test_sound_is_to_be_later_by_what_the_picture_is_late(apart_ms: float) -> None:
    check = BeepCheck(0)
    run(check, sound_late_ms=150, light_late_ms=150 + apart_ms, noise=0.01)
    assert check.offset_ms() == pytest.approx(apart_ms, abs=25)


def test_a_light_that_is_not_seen_gives_no_answer() -> None:
    check = BeepCheck(0)
    run(check, sound_late_ms=50, light_late_ms=1e9, noise=0.01)
    assert check.was_heard
    assert check.offset_ms() is None


def test_noise_is_no_beep() -> None:
    check = BeepCheck(0)
    run(check, sound_late_ms=1e9, light_late_ms=50, noise=0.2)
    assert not check.was_heard
    assert check.offset_ms() is None
    assert check.is_over(LASTS_NS + 1)
    assert not check.is_over(LASTS_NS - 1)
