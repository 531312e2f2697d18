"""Tests of studio.capture.grid."""

from fractions import Fraction

import pytest

from studio.capture.grid import TickGrid

SECOND_NS = 1_000_000_000
NTSC = SECOND_NS / Fraction(30000, 1001)


def test_ticks_are_due_as_the_clock_of_the_engine_computes_them() -> None:
    grid = TickGrid(123, NTSC)
    assert grid.due_ns(107_892) == 123 + int(107_892 * NTSC)


def test_first_tick_that_is_not_before_a_time() -> None:
    grid = TickGrid(1000, NTSC)
    for index in (0, 1, 2, 1001):
        due_ns = grid.due_ns(index)
        assert grid.index_at_or_after(due_ns) == index
        assert grid.index_at_or_after(due_ns + 1) == index + 1
        assert grid.index_at_or_after(due_ns - 1) == index


@pytest.mark.parametrize("fps", [Fraction(30), Fraction(30000, 1001)])
def test_times_rounded_to_milliseconds_still_fall_on_one_tick_each(fps: Fraction) -> None:
    grid = TickGrid(7, SECOND_NS / fps)
    anchor_ns = grid.due_ns(50)
    media_ms = [round(1000 * frame / fps) for frame in range(3000)]
    ticks = [grid.index_of(anchor_ns + ms * 1_000_000) for ms in media_ms]
    assert ticks == list(range(50, 3050))


def test_of_twice_as_many_pictures_every_second_one_is_the_last_of_its_tick() -> None:
    grid = TickGrid(0, Fraction(SECOND_NS, 30))
    ticks = [grid.index_of(round(frame * SECOND_NS / 60)) for frame in range(6)]
    assert ticks == [0, 1, 1, 2, 2, 3]
