"""Tests of studio.engine.compositor.array_mix."""

import numpy as np
import pytest

from studio.engine.compositor.array_coverage import cover, halved
from studio.engine.compositor.array_mix import mix
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.placement import Band, Box

ALL, HALF = Box(0, 0, 8, 8), Box(0, 0, 4, 4)


def planes(value: int, alpha: int | None) -> Planes:
    return Planes(
        np.full((8, 8), value, np.uint8),
        np.full((4, 4, 2), value, np.uint8),
        None if alpha is None else np.full((8, 8), alpha, np.uint8),
    )


@pytest.mark.parametrize(("opacity", "expected"), [(1.0, 200), (0.25, 125), (0.0, 100)])
def test_opacity_goes_from_one_to_the_other(opacity: float, expected: int) -> None:
    target = planes(100, 0)
    mix(target, planes(200, None), opacity, None, Scratch())
    assert (target.y == expected).all()
    assert (target.uv == expected).all()
    assert target.alpha is not None
    assert (target.alpha == round(255 * opacity)).all()


@pytest.mark.parametrize("opacity", [1.0, 0.5])
@pytest.mark.parametrize("lean", [0.0, 0.6])
def test_coverage_and_opacity_multiply(opacity: float, lean: float) -> None:
    bands = (Band((1 - lean**2) ** 0.5, lean, 2.5, 6.25),)
    target = planes(0, 0)
    coverage = cover(bands, ALL), cover(halved(bands), HALF)
    mix(target, planes(200, None), opacity, coverage, Scratch())
    y, x = np.mgrid[0:8, 0:8] + 0.5
    p = bands[0].nx * x + bands[0].ny * y
    share = np.maximum(np.clip(p - 2.0, 0, 1) + np.clip(6.75 - p, 0, 1) - 1, 0) * opacity
    assert np.abs(target.y - 200 * share).max() <= 1
    assert target.alpha is not None
    assert np.abs(target.alpha - 255 * share).max() <= 1
