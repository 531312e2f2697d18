"""Tests of studio.engine.clock."""

import time
from fractions import Fraction

import pytest

from studio.engine.clock import SECOND_NS, FrameClock

NTSC = Fraction(30000, 1001)


class FakeTime:
    """A clock that moves only when something sleeps or works."""

    def __init__(self) -> None:
        self.ns = 5 * SECOND_NS

    def now_ns(self) -> int:
        return self.ns

    def spend_ns(self, ns: int) -> None:
        self.ns += ns


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


def start(fps: Fraction, fake_time: FakeTime) -> FrameClock:
    return FrameClock(fps, None, fake_time.now_ns, fake_time.spend_ns)


def test_an_hour_of_ntsc_does_not_drift(fake_time: FakeTime) -> None:
    clock = start(NTSC, fake_time)
    begin_ns = fake_time.ns
    for _ in range(107_892):  # the whole frames in one hour of 29.97 fps
        tick = clock.wait()
    assert tick.missed == 0
    assert tick.due_ns - begin_ns == int(107_891 * SECOND_NS / NTSC)


def test_a_slow_frame_skips_and_counts_what_it_cost(fake_time: FakeTime) -> None:
    clock = start(Fraction(50), fake_time)  # 20 ms a frame
    clock.wait()
    fake_time.spend_ns(65_000_000)  # frames 1 and 2 pass unrendered
    tick = clock.wait()
    assert (tick.index, tick.missed) == (3, 2)
    assert clock.wait().index == 4


def test_refuses_a_rate_that_cannot_tick() -> None:
    with pytest.raises(ValueError, match="must be positive, not 0"):
        FrameClock(Fraction(0))


def test_keeps_real_time() -> None:
    clock = FrameClock(Fraction(200))
    ticks = [clock.wait() for _ in range(21)]
    assert time.monotonic_ns() >= ticks[-1].due_ns
    assert ticks[-1].due_ns - ticks[0].due_ns >= 20 * SECOND_NS // 200
    assert ticks[-1].index == 20 + sum(tick.missed for tick in ticks)


def test_a_restarted_engine_goes_on_counting(fake_time: FakeTime) -> None:
    epoch_ns = fake_time.ns
    fake_time.spend_ns(1_030_000_000)  # 51.5 frames of 20 ms
    clock = FrameClock(Fraction(50), epoch_ns, fake_time.now_ns, fake_time.spend_ns)
    tick = clock.wait()
    assert (tick.index, tick.missed) == (52, 0)
    assert tick.due_ns == epoch_ns + 1_040_000_000


def test_what_fell_due_while_nobody_looked_is_not_missed(fake_time: FakeTime) -> None:
    clock = start(Fraction(50), fake_time)
    clock.wait()
    fake_time.spend_ns(3_605_000_000)
    clock.skip()
    tick = clock.wait()
    assert (tick.index, tick.missed) == (180, 0)
    clock.skip()
    assert clock.wait().index == 181
