"""Tests of studio.ar.one_euro."""

import numpy as np
import pytest

from studio.ar.one_euro import OneEuro

FRAME_NS = 33_333_333


def run(values: np.ndarray, unit: float = 1.0, still_hz: float = 2.0) -> np.ndarray:
    smooth = OneEuro(still_hz=still_hz, per_speed=100.0)
    rows = [
        smooth(np.full((4, 3), value, np.float32), index * FRAME_NS, unit)
        for index, value in enumerate(values, 1)
    ]
    return np.array([row[0, 0] for row in rows])


def test_noise_around_a_place_shrinks() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, 200)
    smooth = run(noise, unit=200)
    assert np.abs(np.diff(smooth[30:])).mean() < 0.4 * np.abs(np.diff(noise[30:])).mean()
    assert np.abs(smooth[30:].mean()) < 0.02


def test_what_moves_quickly_is_hardly_held_back() -> None:
    way = np.concatenate([np.zeros(30), np.arange(30) * 13.0])  # 390 px a second
    smooth = run(way, unit=180)
    assert np.abs(smooth - way).max() < 13  # less than one picture, as it begins to move
    assert np.abs(smooth - way)[45:].max() < 0.5


def test_near_and_far_faces_are_filtered_alike() -> None:
    way = np.random.default_rng(2).normal(0, 1, 60).cumsum()
    near, far = run(way * 4, unit=400), run(way, unit=100)
    assert near == pytest.approx(far * 4, rel=1e-4, abs=1e-4)


def test_after_a_gap_it_begins_anew() -> None:
    smooth = OneEuro(still_hz=0.1, per_speed=0.0)
    here, there = np.zeros((1, 2), np.float32), np.full((1, 2), 50, np.float32)
    smooth(here, FRAME_NS)
    assert smooth(there, 2 * FRAME_NS).max() < 5
    assert smooth(there, 40 * FRAME_NS).max() == 50
    assert smooth(here, 30 * FRAME_NS).max() == 0  # the file was begun anew
