"""Tests of studio.engine.mixer.ring_input, with rings of another process."""

from collections.abc import Iterator

import numpy as np
import pytest

from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.timeline import Samples, Timeline
from studio.engine.sources.source import Health
from studio.ipc.ring import RingFormat, RingWriter
from tests.engine.mixer.ring_peer import said, writing

EPOCH_NS = 77_000_000_123
BLOCK_NS = 21_333_333


def taken(timeline: Timeline, start: int, frames: int) -> tuple[Samples, int]:
    out = np.empty((frames, 2), np.float32)
    missing = timeline.read(start, out)
    return out, missing


class LocalWriter:
    """A writer in this process, block by block under the test's control."""

    def __init__(self, slots: int = 16) -> None:
        self.ring = RingWriter.create("test-local", slots=slots, slot_bytes=2048 * 8)

    def write(self, session_ns: int, samples: Samples, rate_hz: int = 48_000) -> None:
        self.ring.begin()[: samples.nbytes] = samples.tobytes()
        self.ring.commit(
            pts_ns=EPOCH_NS + session_ns,
            format=RingFormat.F32,
            rate_hz=rate_hz,
            channels=2,
            frames=len(samples),
        )


@pytest.fixture
def writer() -> Iterator[LocalWriter]:
    writer = LocalWriter()
    yield writer
    writer.ring.close()


@pytest.fixture
def source(writer: LocalWriter) -> Iterator[RingInput]:
    source = RingInput(writer.ring.name, EPOCH_NS)
    yield source
    source.close()


def test_each_block_lies_exactly_at_its_time() -> None:
    timeline = Timeline(48_000)
    with writing(EPOCH_NS + 100_000_000, 10) as (name, _):
        source = RingInput(name, EPOCH_NS)
        assert "yet" in source.state.reason
        source.deliver(timeline, 0)
        source.close()
    out, missing = taken(timeline, 4800, 10 * 1024)
    assert missing == 0
    assert (out == said(0, 10 * 1024)).all()
    assert timeline.gap_frames == 0
    assert source.state.health is Health.RUNNING


def test_a_killed_writer_is_played_to_its_end_and_followed_by_the_next() -> None:
    timeline = Timeline(96_000)
    with writing(EPOCH_NS, 8) as (name, process):
        source = RingInput(name, EPOCH_NS)
        process.kill()
        process.wait()
        source.deliver(timeline, 0)
    source.deliver(timeline, 2_000_000_000)
    assert "No sound" in source.state.reason
    with writing(EPOCH_NS + 500_000_000, 4) as (name, _):
        source.attach(name)
        source.deliver(timeline, 2_100_000_000)
    out, missing = taken(timeline, 0, 24_000 + 4096)
    assert missing == 0
    assert (out[:8192] == said(0, 8192)).all()
    assert not out[8192:24_000].any()
    assert (out[24_000:] == said(0, 4096)).all()
    assert timeline.gap_frames == 24_000 - 8192
    assert source.state.health is Health.RUNNING
    source.close()
    source.deliver(timeline, 0)  # closed: nothing happens


def test_stamps_that_round_badly_leave_no_seam(writer: LocalWriter, source: RingInput) -> None:
    timeline = Timeline(200_000)
    begun_ns = 10_417  # half a sample: whole nanoseconds fall to either side
    for n in range(60):
        writer.write(begun_ns + n * 1024 * 10**9 // 48_000, said(n * 1024, 1024))
        source.deliver(timeline, n * BLOCK_NS)
    out, missing = taken(timeline, timeline.begin, 60 * 1024)
    assert missing == 0
    assert (out == said(0, 60 * 1024)).all()


def test_a_seek_puts_the_new_sound_at_its_time(writer: LocalWriter, source: RingInput) -> None:
    timeline = Timeline(48_000)
    for n in range(4):
        writer.write(n * BLOCK_NS, said(n * 1024, 1024))
    source.deliver(timeline, 0)
    writer.write(30_000_000, said(500_000, 1024))
    source.deliver(timeline, 0)
    out, _ = taken(timeline, 0, 4096)
    assert (out[:1440] == said(0, 1440)).all()
    assert (out[1440 : 1440 + 1024] == said(500_000, 1024)).all()
    assert not out[1440 + 1024 :].any()


def test_a_writer_that_is_always_late_is_waited_for(writer: LocalWriter, source: RingInput) -> None:
    timeline = Timeline(48_000)
    for n in range(8):
        timeline.mixed_to = n * 1024 + 3000
        writer.write(n * BLOCK_NS, said(n * 1024, 1024))
        source.deliver(timeline, n * BLOCK_NS)
    assert source.delay_ns >= 3000 * 10**9 // 48_000


def test_what_a_ring_held_when_it_was_opened_does_not_count_as_late(
    writer: LocalWriter, source: RingInput
) -> None:
    timeline = Timeline(48_000)
    for n in range(14):
        writer.write(n * BLOCK_NS, said(n * 1024, 1024))
    for _ in range(2):
        timeline.mixed_to = 14 * 1024
        source.deliver(timeline, 14 * BLOCK_NS)
        source.attach(writer.ring.name)  # as a new engine would, or a new supervisor's
    assert source.delay_ns == 0


@pytest.mark.parametrize("session_ns", [10**15, 5 * 10**9])
def test_a_stamp_from_the_far_future_is_refused(
    writer: LocalWriter, source: RingInput, session_ns: int
) -> None:
    timeline = Timeline(48_000)
    writer.write(session_ns, said(0, 1024))
    source.deliver(timeline, 0)
    assert timeline.is_empty
    assert source.refused_slots == 1


def test_what_is_not_48_khz_stereo_is_refused(writer: LocalWriter, source: RingInput) -> None:
    timeline = Timeline(48_000)
    writer.write(0, said(0, 1024), rate_hz=44_100)
    source.deliver(timeline, 0)
    assert timeline.is_empty
    assert source.refused_slots == 1


@pytest.mark.parametrize("value", [np.nan, np.inf, -1e30])
def test_what_is_no_sound_is_refused(writer: LocalWriter, source: RingInput, value: float) -> None:
    timeline = Timeline(48_000)
    bad = said(0, 1024)
    bad[500, 1] = value
    writer.write(0, bad)
    writer.write(1024 * 10**9 // 48_000, said(1024, 1024))
    source.deliver(timeline, 0)
    assert source.refused_slots == 1
    assert (timeline.begin, timeline.end) == (1024, 2048)


def test_without_a_ring_it_waits() -> None:
    source = RingInput(None, EPOCH_NS)
    timeline = Timeline(48_000)
    source.deliver(timeline, 0)
    assert timeline.is_empty
    assert source.state.reason == "No sound has come yet."
    source.close()
