"""Tests of studio.app.widgets.meter_levels."""

import math

import pytest

from studio.app.widgets.meter_levels import (
    FLOOR_DB,
    HOLD_S,
    ChannelLevel,
    pairs,
    part_of_scale,
)


def test_jumps_up_at_once_and_falls_slowly() -> None:
    channel = ChannelLevel()
    channel.take(-6.0, -12.0, 1.0)
    assert channel.peak_db == -6.0
    channel.take(-50.0, -55.0, 1.5)
    assert -19 < channel.peak_db < -17


def test_holds_the_highest_peak_for_a_while_then_lets_it_sink() -> None:
    channel = ChannelLevel()
    channel.take(-6.0, -12.0, 1.0)
    channel.fall(1.0 + HOLD_S - 0.1)
    assert channel.hold_db == -6.0
    assert channel.peak_db < -30
    channel.fall(1.0 + HOLD_S + 0.5)
    assert channel.hold_db < -6.0


def test_remembers_clipping_until_it_is_seen() -> None:
    channel = ChannelLevel()
    channel.take(-0.2, -3.0, 1.0)
    assert not channel.did_clip
    channel.take(0.0, -3.0, 1.1)
    channel.take(-40.0, -45.0, 30.0)
    assert channel.did_clip
    channel.forgive()
    assert not channel.did_clip


def test_reaches_the_loudness_in_steps() -> None:
    channel = ChannelLevel()
    for step in range(40):
        channel.take(-10.0, -20.0, step / 30)
    assert channel.rms_db == pytest.approx(-20.0, abs=0.1)


def test_takes_what_is_no_level_as_silence() -> None:
    channel = ChannelLevel()
    channel.take(math.nan, math.nan, 1.0)
    channel.take(-math.inf, -200.0, 2.0)
    assert (channel.peak_db, channel.rms_db, channel.did_clip) == (FLOOR_DB, FLOOR_DB, False)


@pytest.mark.parametrize(
    ("level_db", "part"), [(-60.0, 0.0), (-80.0, 0.0), (-30.0, 0.5), (0.0, 1.0), (3.0, 1.0)]
)
def test_lies_on_a_scale_that_is_linear_in_db(level_db: float, part: float) -> None:
    assert part_of_scale(level_db) == part


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ([-1.0, -2.0, -3, -4], [(-1.0, -2.0), (-3.0, -4.0)]),
        ([-1.0, -2.0, -3.0], [(-1.0, -2.0)]),
        (["x", None], [(FLOOR_DB, FLOOR_DB)]),
        ("nonsense", []),
        (None, []),
    ],
)
def test_reads_what_the_engine_says(values: object, read: list[tuple[float, float]]) -> None:
    assert pairs(values) == read
