"""Tests of studio.engine.mixer.drift: the loop with a simulated buffer."""

import numpy as np
import pytest

from studio.engine.mixer.drift import MAX_CORRECTION, MAX_SLEW, DriftControl

CHUNK_S = 512 / 48_000


def run(
    control: DriftControl, drift_ppm: float, error: float, seconds: float, jitter: float = 0
) -> list[tuple[float, float]]:
    """Feed a buffer that fills at a drift; return its level and the correction in time."""
    noise = np.random.default_rng(5)
    course = []
    for _ in range(int(seconds / CHUNK_S)):
        correction = control.update(error + float(noise.uniform(-jitter, jitter)), CHUNK_S)
        error += (drift_ppm * 1e-6 - correction) * 512
        course.append((error, correction))
    return course


@pytest.mark.parametrize("drift_ppm", [-300, -20, 0, 20, 200])
def test_the_level_converges_and_the_drift_is_known(drift_ppm: float) -> None:
    control = DriftControl()
    course = run(control, drift_ppm, 100.0, 120)
    assert abs(course[int(10 / CHUNK_S)][0]) < 96  # two milliseconds after 10 s
    assert abs(course[-1][0]) < 24
    assert control.drift_ppm == pytest.approx(drift_ppm, abs=20)


def test_a_jitter_of_10_ms_does_not_wobble() -> None:
    control = DriftControl()
    course = run(control, 200, 0.0, 120, jitter=480)
    late = np.array([correction for _, correction in course[-3000:]])
    assert np.ptp(late) < 40e-6
    assert max(abs(error) for error, _ in course[-3000:]) < 24


def test_the_ratio_changes_slowly_and_within_its_limit() -> None:
    course = run(DriftControl(), 0, 4000.0, 60)
    corrections = np.array([0.0] + [correction for _, correction in course])
    assert np.abs(np.diff(corrections)).max() <= MAX_SLEW * CHUNK_S * 1.0001
    assert corrections.max() <= MAX_CORRECTION
    assert abs(course[-1][0]) < 240


def test_a_step_of_20_ms_is_not_taken_for_drift() -> None:
    control = DriftControl()
    course = run(control, 50, 0.0, 120)
    course = run(control, 50, course[-1][0] + 960, 30)
    assert control.drift_ppm == pytest.approx(50, abs=60)
    assert abs(course[-1][0]) < 240
