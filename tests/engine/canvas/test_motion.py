"""Tests of studio.engine.canvas.motion."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.canvas.motion import MS_NS, NEVER, S_NS, Rest, begin
from studio.model.canvas import Easing, Key, Keys, Spring
from studio.model.easing import EASINGS

SHARES = [step / 200 for step in range(201)]


def test_keys_are_gone_through_and_the_last_one_is_held() -> None:
    keys = Keys(keys=(Key(at_ms=100, value=1), Key(at_ms=200, value=3), Key(at_ms=300, value=2)))
    moving = begin(keys, 5 * S_NS, Rest(9.0))
    at = [moving.at(5 * S_NS + ms * MS_NS) for ms in (-50, 0, 100, 150, 200, 250, 300, 9_000)]
    assert at == [1, 1, 1, 2, 3, 2.5, 2, 2]
    assert moving.ends_ns == 5 * S_NS + 300 * MS_NS


def test_what_repeats_begins_anew_and_may_never_end() -> None:
    keys = (Key(at_ms=0, value=0), Key(at_ms=100, value=10))
    twice = begin(Keys(keys=keys, repeats=2), 0, Rest(0.0))
    assert [twice.at(ms * MS_NS) for ms in (50, 150, 200, 250)] == [5, 5, 10, 10]
    ever = begin(Keys(keys=keys, repeats=0), 0, Rest(0.0))
    assert ever.at(1_000_050 * MS_NS) == pytest.approx(5)
    assert ever.ends_ns == NEVER


def test_two_keys_at_one_time_are_a_jump() -> None:
    keys = (Key(at_ms=0, value=0), Key(at_ms=100, value=1), Key(at_ms=100, value=5))
    moving = begin(Keys(keys=keys), 0, Rest(0.0))
    assert [moving.at(ms * MS_NS) for ms in (99, 100)] == [pytest.approx(0.99), 5]


@pytest.mark.parametrize("easing", EASINGS)
def test_an_easing_goes_from_0_to_1_without_a_jump(easing: Easing) -> None:
    values = [EASINGS[easing](share) for share in SHARES]
    assert values[0] == pytest.approx(0, abs=1e-9)
    assert values[-1] == pytest.approx(1)
    if easing != "hold":
        jumps = [abs(b - a) for a, b in pairwise(values)]
        assert max(jumps) < 0.12
    assert all(-0.5 < value < 1.5 for value in values)


def test_a_spring_obeys_its_equation_and_comes_to_rest() -> None:
    spring = Spring(to=100, stiffness=200, damping=8)
    moving = begin(spring, S_NS, Rest(20.0))
    step_s = 1e-3
    for ms in (20, 100, 400):
        x0, x1, x2 = (moving.at(S_NS + (ms + n) * MS_NS) for n in (-1, 0, 1))
        speed, force = (x2 - x0) / (2 * step_s), (x2 - 2 * x1 + x0) / step_s**2
        assert force == pytest.approx(200 * (100 - x1) - 8 * speed, abs=2)
    assert moving.at(0) == moving.at(S_NS) == 20
    assert max(moving.at(S_NS + ms * MS_NS) for ms in range(500)) > 120  # it swings
    assert moving.at(moving.ends_ns) == 100
    assert moving.at(moving.ends_ns - 1) == pytest.approx(100, abs=0.2)


def test_a_spring_takes_over_the_speed_of_what_was() -> None:
    fall = Keys(keys=(Key(at_ms=0, value=0), Key(at_ms=1000, value=1000)))
    falling = begin(fall, 0, Rest(0.0))
    caught = begin(Spring(to=500), 500 * MS_NS, falling)
    before, after = caught.at(500 * MS_NS), caught.at(510 * MS_NS)
    assert before == pytest.approx(500)
    assert (after - before) / 0.010 == pytest.approx(1000, rel=0.2)


@given(st.floats(1, 10_000), st.floats(1, 1_000), st.floats(-1e4, 1e4), st.integers(0, 10_000))
def test_no_spring_breaks(stiffness: float, damping: float, value: float, ms: int) -> None:
    moving = begin(Spring(to=1.0, stiffness=stiffness, damping=damping), 0, Rest(value))
    at = moving.at(ms * MS_NS)
    assert math.isfinite(at)
    assert abs(at - 1) <= abs(value - 1) + 1e-6
    assert moving.ends_ns > 0
