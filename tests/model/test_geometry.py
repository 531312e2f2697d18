"""Tests of studio.model.geometry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.geometry import Affine, Rect

numbers = st.floats(-100, 100)


@given(a=numbers, b=numbers, c=numbers, d=numbers, x=numbers, y=numbers)
def test_the_inverse_leads_back(a: float, b: float, c: float, d: float, x: float, y: float) -> None:
    there = Affine(a, b, c, d, 3.5, -70)
    if abs(a * d - b * c) < 1:
        return
    back = there.inverse().apply(*there.apply(x, y))
    assert back == pytest.approx((x, y), abs=1e-6)


def test_a_map_that_squashes_has_no_way_back() -> None:
    flat = Affine(a=0, d=2)
    assert flat.is_flat
    assert not Affine(a=-1).is_flat
    with pytest.raises(ZeroDivisionError):
        flat.inverse()


def test_rectangles_unite_and_move() -> None:
    assert Rect(0, 0, 2, 2).union(Rect(5, -1, 6, 1)) == Rect(0, -1, 6, 2)
    assert Rect(0, 0, 2, 2).moved(3, 4) == Rect(3, 4, 5, 6)
    assert Rect(0, 0, 3, 2).center == (1.5, 1)
