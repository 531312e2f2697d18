"""Tests of studio.link.voice.worker: rings in, a ring out."""

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from studio.ipc.errors import RingError
from studio.ipc.ring import RingFormat, RingReader, RingWriter
from studio.link.voice.chain import Wanted
from studio.link.voice.frames import place_of, time_of
from studio.link.voice.worker import Worker, cost
from studio.model.media import BLOCK_FRAMES, SAMPLE_RATE_HZ
from tests.link.voice.speech import Mono, delay_frames, speech

PATIENCE_S = 30.0


def until(condition: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline_s, "waited in vain"
        time.sleep(0.002)


class Bench:
    """The engine's end: a microphone's ring, and the one that comes back."""

    def __init__(self, wanted: Wanted) -> None:
        self.near = RingWriter.create("test-near", 32, BLOCK_FRAMES * 8)
        self.far = RingWriter.create("test-far", 32, BLOCK_FRAMES * 8)
        self.told: list[tuple[str, int]] = []
        self.faults: list[str] = []
        self.is_ready = threading.Event()
        self.begun = place_of(time.monotonic_ns())
        self.worker = Worker(
            "test-voice",
            near=self.near.name,
            far=self.far.name,
            wanted=wanted,
            on_ready=lambda ring, lookahead: self.told.append((ring, lookahead)),
            on_fault=self.faults.append,
        )
        until(lambda: self.told)
        self.reader = RingReader.attach(self.told[0][0])

    def say(self, at: int, samples: Mono) -> None:
        """Write a block of the microphone, and wait until it was worked on."""
        self.near.begin()[: len(samples) * 8] = np.repeat(samples[:, None], 2, axis=1).tobytes()
        self.near.commit(
            pts_ns=time_of(self.begun + at),
            format=RingFormat.F32,
            rate_hz=SAMPLE_RATE_HZ,
            channels=2,
            frames=len(samples),
        )

    def say_all(self, said: Mono, at: int = 0) -> Mono:
        """Say something block by block; return what came back, in its places."""
        out = np.zeros(at + len(said), np.float32)
        for start in range(0, len(said) - BLOCK_FRAMES + 1, BLOCK_FRAMES):
            before = self.worker.frames
            self.say(at + start, said[start : start + BLOCK_FRAMES])
            until(lambda before=before: self.worker.frames > before)  # type: ignore[misc]
            self.read(out)
        time.sleep(0)  # what was just let through is written right after it was counted
        self.read(out)
        return out

    def read(self, out: Mono) -> None:
        while slot := self.reader.next():
            pairs = np.frombuffer(slot.data, np.float32).reshape(-1, 2)
            assert np.array_equal(pairs[:, 0], pairs[:, 1])
            at = place_of(slot.pts_ns) - self.begun
            assert at >= 0
            out[at : at + len(pairs)] = pairs[:, 0][: len(out) - at]

    def close(self) -> None:
        self.worker.close()
        for ring in (self.near, self.far):
            ring.close()
        self.reader.close()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench(Wanted(suppress_noise="standard"))
    yield bench
    bench.close()


def test_what_comes_back_stands_where_it_was_said(bench: Bench) -> None:
    said = speech(2, -20)
    out = bench.say_all(said)
    assert abs(delay_frames(said, out)) <= SAMPLE_RATE_HZ * 5 // 1000
    assert bench.told == [(bench.told[0][0], 960)]
    assert 0 < cost(bench.worker) < 1
    assert not bench.faults


def test_another_wish_goes_on_in_the_same_ring(bench: Bench) -> None:
    said = speech(1, -20)
    bench.say_all(said)
    bench.worker.want(Wanted())
    until(lambda: len(bench.told) == 2)
    assert bench.told[1] == (bench.told[0][0], 0)
    again = bench.say_all(said, at=len(said))[len(said) :]
    whole = len(said) // BLOCK_FRAMES * BLOCK_FRAMES // 480 * 480
    heard = np.flatnonzero(again)
    assert np.array_equal(again[heard[0] : whole], said[heard[0] : whole])


def test_a_gap_is_left_as_it_is(bench: Bench) -> None:
    said = speech(1, -20)
    bench.say_all(said)
    gap = 5 * SAMPLE_RATE_HZ
    out = bench.say_all(said, at=gap)
    assert abs(delay_frames(said, out[gap:])) <= SAMPLE_RATE_HZ * 5 // 1000


def test_its_ring_goes_with_it() -> None:
    bench = Bench(Wanted())
    name = bench.told[0][0]
    bench.close()
    with pytest.raises(RingError):
        RingReader.attach(name)
