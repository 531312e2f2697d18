"""Tests of studio.engine.mixer.timeline."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.engine.mixer.timeline import Samples, Timeline, block_start_ns, sample_at, time_of

CAPACITY = 64


def numbered(start: int, frames: int) -> Samples:
    """Samples that say where they belong."""
    return np.repeat(np.arange(start, start + frames, dtype=np.float32)[:, None], 2, axis=1)


def read(timeline: Timeline, start: int, frames: int) -> tuple[list[float], int]:
    out = np.full((frames, 2), -1, np.float32)
    missing = timeline.read(start, out)
    assert (out[:, 0] == out[:, 1]).all()
    return out[:, 0].tolist(), missing


def test_every_sample_of_a_day_has_a_time_and_back() -> None:
    for sample in (0, 1, 2, 1024, 47_999, 48_000, 86_400 * 48_000 + 1):
        assert sample_at(time_of(sample)) == sample
    assert block_start_ns(3) == 64_000_000


def test_samples_come_back_at_their_place_and_the_rest_is_silence() -> None:
    timeline = Timeline(CAPACITY)
    timeline.write(1000, numbered(1000, 8))
    assert read(timeline, 996, 16) == (
        [0.0] * 4 + [float(n) for n in range(1000, 1008)] + [0.0] * 4,
        8,
    )
    assert read(timeline, 0, 4) == ([0.0] * 4, 4)
    assert read(timeline, 2000, 4) == ([0.0] * 4, 4)


def test_a_gap_is_silence_and_counted() -> None:
    timeline = Timeline(CAPACITY)
    timeline.write(10, numbered(10, 4))
    timeline.write(20, numbered(20, 4))
    assert timeline.gap_frames == 6
    assert read(timeline, 12, 10) == ([12.0, 13.0] + [0.0] * 6 + [20.0, 21.0], 0)


def test_a_write_behind_the_end_makes_what_follows_void() -> None:
    timeline = Timeline(CAPACITY)
    timeline.write(0, numbered(0, 32))
    timeline.write(8, numbered(500, 4))
    assert read(timeline, 6, 8) == ([6.0, 7.0, 500.0, 501.0, 502.0, 503.0, 0.0, 0.0], 2)


def test_a_write_far_ahead_starts_anew() -> None:
    timeline = Timeline(CAPACITY)
    timeline.write(0, numbered(0, 4))
    timeline.write(10**9, numbered(10**9, 4))
    assert (timeline.begin, timeline.end) == (10**9, 10**9 + 4)


def test_resizing_keeps_the_newest() -> None:
    timeline = Timeline(CAPACITY)
    timeline.write(100, numbered(100, 64))
    timeline.resize(128)
    assert read(timeline, 100, 64) == (numbered(100, 64)[:, 0].tolist(), 0)
    timeline.resize(16)
    assert read(timeline, 140, 24) == ([0.0] * 8 + numbered(148, 16)[:, 0].tolist(), 8)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(-20, 90), st.integers(1, 100)), max_size=12),
    st.integers(-90, 20),
    st.integers(1, 60),
)
def test_it_is_an_endless_tape_with_a_window(
    writes: list[tuple[int, int]], after_end: int, frames: int
) -> None:
    timeline = Timeline(CAPACITY)
    tape: dict[int, float] = {}
    end = 0
    for number, (step, length) in enumerate(writes):
        at = end + step if tape else step
        tape = {place: value for place, value in tape.items() if place < at}
        tape |= dict.fromkeys(range(at, at + length), number + 1.0)
        end = at + length
        timeline.write(at, np.full((length, 2), number + 1, np.float32))
    start = end + after_end
    expected = [
        tape.get(n, 0.0) if n >= end - CAPACITY else 0.0 for n in range(start, start + frames)
    ]
    assert read(timeline, start, frames)[0] == expected
