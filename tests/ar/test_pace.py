"""Tests of studio.ar.pace, with a camera of 30 pictures a second and made-up costs."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from studio.ar.pace import STEPS_HZ, Pace

MS_NS = 1_000_000
S_NS = 1_000 * MS_NS


class Camera:
    """Shows pictures to a pace, and counts which are looked at."""

    def __init__(self, cost_ms: float = 10, waits: Callable[[float], float] = lambda s: 1) -> None:
        self.pace = Pace()
        self.cost_ms = cost_ms
        self.waits = waits
        self.tick = 0
        self.busy_until_ns = 0

    def run(self, seconds: float, lagged: Callable[[float], bool] = lambda s: False) -> float:
        """Return how many looks there were in a second."""
        looked, last = 0, self.tick + round(30 * seconds)
        while self.tick < last:
            self.tick += 1
            now_ns = self.tick * S_NS // 30
            if lagged(now_ns / S_NS):
                self.pace.lag(now_ns)
            if now_ns >= self.busy_until_ns and self.pace.is_due(now_ns):
                wall_ms = self.cost_ms * self.waits(now_ns / S_NS)
                self.busy_until_ns = now_ns + round(wall_ms * MS_NS)
                self.pace.looked(now_ns, self.busy_until_ns, round(self.cost_ms * MS_NS))
                looked += 1
        return looked / seconds


def test_every_picture_is_looked_at_while_that_costs_nothing() -> None:
    assert Camera().run(10) == 30


def test_an_engine_that_is_late_makes_it_do_less_step_by_step() -> None:
    camera = Camera()
    camera.run(1)
    camera.pace.lag(camera.tick * S_NS // 30)
    assert camera.pace.most_hz == STEPS_HZ[1]
    camera.pace.lag(camera.tick * S_NS // 30 + 1)  # of the same moment
    assert camera.pace.most_hz == STEPS_HZ[1]
    assert 23 <= camera.run(2) <= 25
    camera.run(2.5, lagged=lambda s: True)
    assert camera.pace.most_hz == STEPS_HZ[-1]
    assert 7 <= camera.run(1, lagged=lambda s: True) <= 8


def test_it_comes_back_a_step_at_a_time() -> None:
    camera = Camera()
    camera.run(3.5, lagged=lambda s: s > 1)
    assert camera.pace.most_hz == STEPS_HZ[-1]
    camera.run(2)
    assert camera.pace.most_hz == STEPS_HZ[-1]
    camera.run(16)
    assert camera.pace.most_hz == STEPS_HZ[0]
    assert camera.run(2) == 30


def test_who_lags_again_after_each_return_is_left_alone_ever_longer() -> None:
    camera = Camera()
    # Late whenever more than 20 pictures a second are looked at.
    changes, before = [], camera.pace.most_hz
    for _ in range(240):
        rate = camera.run(0.5, lagged=lambda s: camera.pace.most_hz > 20)
        if camera.pace.most_hz != before:
            changes.append(camera.tick / 30)
            before = camera.pace.most_hz
        assert rate <= 30
    gaps = [later - earlier for earlier, later in pairwise(changes)]
    assert len(changes) < 16
    assert max(gaps[-3:]) > 2 * max(gaps[:3])


@pytest.mark.parametrize(("waits", "least", "most"), [(2.4, 23, 25), (4.0, 13, 16)])
def test_looks_that_wait_for_a_processor_are_fewer_and_no_less(
    waits: float, least: float, most: float
) -> None:
    camera = Camera(cost_ms=8, waits=lambda s: waits if s > 2 else 1.0)
    assert camera.run(2) == 30
    camera.run(8)
    assert least <= camera.run(4) <= most


def test_a_step_down_for_being_late_is_taken_back_on_a_full_machine_too() -> None:
    camera = Camera(cost_ms=8, waits=lambda s: 2.4)
    camera.run(4, lagged=lambda s: s > 2)
    assert camera.pace.most_hz == STEPS_HZ[-1]
    camera.run(60)
    assert camera.pace.most_hz == STEPS_HZ[1]


def test_pictures_that_come_unevenly_are_looked_at_as_often() -> None:
    pace = Pace()
    pace.lag(0)
    jitter_ms = [0, 9, 3, 12, 0, 7, 1, 11, 5, 8]
    looked = 0
    for tick in range(300):
        now_ns = tick * S_NS // 30 + jitter_ms[tick % 10] * MS_NS
        if pace.is_due(now_ns):
            pace.looked(now_ns, now_ns + 10 * MS_NS, 10 * MS_NS)
            looked += pace.most_hz == STEPS_HZ[1]
    assert looked >= 0.9 * 24 * 3  # until it comes back after three seconds


def test_looks_never_take_a_whole_processor() -> None:
    rate = Camera(cost_ms=60).run(10)
    assert 10 <= rate <= 12  # of 16 that would fit
