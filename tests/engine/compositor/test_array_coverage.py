"""Tests of studio.engine.compositor.array_coverage."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from studio.engine.compositor.array_coverage import Coverage, cover, halved
from studio.engine.compositor.placement import Band, Box

BOX = Box(4, 2, 24, 18)


def as_plane(coverage: Coverage) -> NDArray[np.float64]:
    plane = np.zeros((BOX.height, BOX.width))
    if coverage.inner is not None:
        plane[coverage.inner] = 1
    if coverage.mask is not None:
        plane += coverage.mask / 255
    assert not plane[coverage.rows, coverage.columns].any()  # listed only once
    plane[coverage.rows, coverage.columns] = coverage.weights
    return plane


def by_formula(bands: tuple[Band, ...]) -> NDArray[np.float64]:
    y, x = np.mgrid[BOX.top : BOX.bottom, BOX.left : BOX.right] + 0.5
    plane = np.ones(x.shape)
    for band in bands:
        p = band.nx * x + band.ny * y
        inside = np.clip(p - band.low + 0.5, 0, 1) + np.clip(band.high - p + 0.5, 0, 1) - 1
        plane *= np.maximum(inside, 0)
    return plane


@st.composite
def some_bands(draw: st.DrawFn) -> tuple[Band, ...]:
    angle = draw(st.one_of(st.sampled_from([0.0, 90.0, 180.0, 270.0, 45.0]), st.floats(0, 360)))
    bands = []
    for turn in (0, 90):
        radians = math.radians(angle + turn)
        nx, ny = round(math.cos(radians), 12), round(math.sin(radians), 12)
        middle = nx * draw(st.floats(0, 28)) + ny * draw(st.floats(0, 20))
        half = draw(st.one_of(st.floats(0.05, 15), st.integers(1, 10)))
        bands.append(Band(nx, ny, middle - half, middle + half))
    return tuple(bands)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(some_bands())
def test_runs_and_edges_make_up_the_formula(bands: tuple[Band, ...]) -> None:
    assert np.abs(as_plane(cover(bands, BOX)) - by_formula(bands)).max() < 1e-4


def test_an_upright_rectangle_needs_no_mask() -> None:
    coverage = cover((Band(1, 0, 6.5, 20), Band(0, 1, 4, 9.25)), BOX)
    assert coverage.mask is None
    assert coverage.inner == (slice(2, 7), slice(3, 16))
    assert sorted(set(np.round(coverage.weights, 3).tolist()) - {0.0}) == [0.125, 0.25, 0.5]


def test_what_lies_around_the_inner_rectangle_is_all_the_rest() -> None:
    coverage = cover((Band(1, 0, 6.5, 20), Band(0, 1, 4, 9.25)), BOX)
    count = np.zeros((BOX.height, BOX.width), int)
    assert coverage.inner is not None
    count[coverage.inner] += 1
    for outside in coverage.outside():
        count[outside] += 1
    assert (count == 1).all()


@pytest.mark.parametrize("high", [3.0, -50.0])
def test_nothing_covered_is_nothing_listed_with_weight(high: float) -> None:
    coverage = cover((Band(1, 0, -60, high), Band(0, 1, 0, 20)), BOX)
    assert not as_plane(coverage).any()


def test_chroma_sees_bands_at_half_the_size() -> None:
    assert halved((Band(0.6, 0.8, 3, 7),)) == (Band(0.6, 0.8, 1.5, 3.5),)
