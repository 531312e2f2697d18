"""Tests of studio.capture.arrival."""

import random
from statistics import pstdev

from studio.capture.arrival import Arrival

PERIOD_NS = 33_366_667
BEGIN_NS = 50_000_000_000


def test_what_is_read_late_was_taken_evenly() -> None:
    dice, arrival = random.Random(3), Arrival()
    read, found = [], []
    for number in range(300):
        taken_ns = number * PERIOD_NS
        late_ns = int(dice.expovariate(1 / 5_000_000))
        read.append(BEGIN_NS + taken_ns + late_ns - number * PERIOD_NS)
        found.append(arrival.pts_ns(taken_ns, BEGIN_NS + taken_ns + late_ns) - number * PERIOD_NS)
    assert pstdev(found[60:]) < pstdev(read[60:]) / 5


def test_it_is_never_later_than_now_and_always_grows() -> None:
    dice, arrival = random.Random(5), Arrival()
    last_ns = now_ns = 0
    for number in range(500):
        now_ns = max(now_ns + 1_000_000, number * PERIOD_NS + int(dice.expovariate(1e-7)))
        pts_ns = arrival.pts_ns(number * PERIOD_NS if dice.random() > 0.1 else None, now_ns)
        assert last_ns < pts_ns <= now_ns
        last_ns = pts_ns


def test_a_camera_without_a_clock_is_taken_as_it_comes() -> None:
    arrival = Arrival()
    assert [arrival.pts_ns(None, now_ns) for now_ns in (10, 50, 60)] == [10, 50, 60]


def test_a_clock_that_jumps_begins_anew() -> None:
    arrival = Arrival()
    for number in range(10):
        arrival.pts_ns(number * PERIOD_NS, BEGIN_NS + number * PERIOD_NS)
    now_ns = BEGIN_NS + 11 * PERIOD_NS
    assert arrival.pts_ns(90_000_000_000, now_ns) == now_ns
    assert arrival.pts_ns(90_000_000_000 + PERIOD_NS, now_ns + PERIOD_NS + 5_000_000) == (
        now_ns + PERIOD_NS
    )


def test_clocks_that_drift_apart_are_followed() -> None:
    arrival = Arrival()
    for number in range(3000):
        now_ns = BEGIN_NS + int(number * PERIOD_NS * 1.0002)
        found_ns = arrival.pts_ns(number * PERIOD_NS, now_ns)
    assert now_ns - found_ns < 2_000_000
