"""Tests of studio.engine.compositor.beauty_toning."""

import numpy as np

from studio.engine.compositor.beauty_toning import ALL, Toning

SAMPLES = np.linspace(16, 235, 12, dtype=np.float32).reshape(3, 4)
HALF = np.full((3, 4), 0.5, np.float32)


def luma(toning: Toning) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return toning.gain * SAMPLES + toning.lift


def test_none_changes_nothing() -> None:
    toning = Toning.none(3, 4)
    assert (luma(toning) == SAMPLES).all()
    assert (toning.keep * SAMPLES + toning.cb == SAMPLES).all()


def test_multiplying_is_from_black() -> None:
    toning = Toning.none(3, 4)
    toning.lift += 10
    toning.multiply(ALL, HALF)
    assert np.allclose(luma(toning), (SAMPLES + 10 - 16) / 2 + 16)


def test_a_window_leaves_the_rest() -> None:
    toning = Toning.none(3, 4)
    toning.multiply((slice(0, 1), slice(0, 4)), HALF[:1])
    assert (luma(toning)[1:] == SAMPLES[1:]).all()


def test_covers_lie_on_one_another() -> None:
    toning = Toning.none(3, 4)
    toning.cover(ALL, HALF, (100.0, 150.0))
    toning.cover(ALL, HALF, (140.0, 110.0))
    right = ((SAMPLES + 100) / 2 + 140) / 2
    assert np.allclose(toning.keep * SAMPLES + toning.cb, right)


def test_a_quarter_of_it() -> None:
    toning = Toning.none(3, 4)
    toning.multiply(ALL, HALF)
    whole = luma(toning)
    toning.weaken(0.25)
    assert np.allclose(luma(toning), SAMPLES + (whole - SAMPLES) / 4)


def test_stretched_is_the_same_elsewhere() -> None:
    toning = Toning.none(3, 4)
    toning.multiply(ALL, HALF)
    large = toning.stretched(30, 40)
    assert large.gain.shape == (30, 40)
    assert (large.gain == 0.5).all()
