"""Tests of studio.engine.mixer.fader."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.mixer.fader import Fader, balanced, db_of, gain_of, strip_gains
from studio.engine.mixer.settings import InputSettings

GAINS = st.floats(0, 4, width=32)


def ones() -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.ones((1024, 2), np.float32)


def test_decibels() -> None:
    assert gain_of(0) == 1
    assert gain_of(-20) == pytest.approx(0.1)
    assert gain_of(-math.inf) == 0
    assert db_of(0.5) == pytest.approx(-6.02, abs=0.01)
    assert db_of(0) == -100


@pytest.mark.parametrize(
    ("balance", "expected"), [(0.0, (1, 0)), (0.5, (1, 1)), (1.0, (0, 1)), (0.75, (0.541, 1))]
)
def test_balance(balance: float, expected: tuple[float, float]) -> None:
    assert balanced(balance) == pytest.approx(expected, abs=0.001)


def test_balance_has_no_jump() -> None:
    left = [balanced(step / 1000)[0] for step in range(1001)]
    assert max(abs(np.diff(left))) < 0.003


def test_volume_and_balance_multiply() -> None:
    assert strip_gains(InputSettings(volume_db=-20, balance=0.0)) == pytest.approx((0.1, 0))


def test_a_gain_of_one_leaves_every_bit() -> None:
    block = np.random.default_rng(1).standard_normal((1024, 2)).astype(np.float32)
    before = block.copy()
    Fader((1.0, 1.0)).apply(block, (1.0, 1.0))
    assert (block == before).all()


@settings(deadline=None)
@given(st.lists(st.tuples(GAINS, GAINS), min_size=2, max_size=5))
def test_gains_change_without_a_step(gains: list[tuple[float, float]]) -> None:
    fader = Fader(gains[0])
    blocks = []
    for target in gains:
        block = ones()
        fader.apply(block, target)
        assert block[-1] == pytest.approx(target, abs=1e-5)
        blocks.append(block)
    steps = np.abs(np.diff(np.concatenate(blocks), axis=0))
    assert steps.max() <= 4.001 / 1024
