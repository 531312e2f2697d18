"""Tests of studio.engine.mixer.mixer: the thread and its clock."""

import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.mixer.mixer import BLOCK_NS, STALL_NS, Mixer
from studio.engine.mixer.ring_input import RingInput
from studio.engine.mixer.settings import InputSettings
from studio.engine.mixer.timeline import Samples, block_start_ns, sample_at
from studio.engine.mixer.tone_input import ToneInput
from tests.engine.mixer.ring_peer import said, writing


@dataclass
class Blocks:
    """Keeps what a mixer hands over, and can make it stall."""

    epoch_ns: int
    made: "queue.Queue[tuple[int, int, NDArray[np.float32]]]" = field(default_factory=queue.Queue)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def put(self, n: int, buses: list[Samples]) -> None:
        self.made.put((n, time.monotonic_ns() - self.epoch_ns, np.stack(buses)))
        self.may_go_on.wait()

    def take(self, count: int) -> list[tuple[int, int, NDArray[np.float32]]]:
        return [self.made.get(timeout=30) for _ in range(count)]


@pytest.fixture
def blocks() -> Blocks:
    made = Blocks(time.monotonic_ns() - 5_000_000_000)
    made.may_go_on.set()
    return made


@pytest.fixture
def mixer(blocks: Blocks) -> Iterator[Mixer]:
    # However busy the machine is, only the test of stalls shall see one.
    mixer = Mixer(blocks.epoch_ns, on_block=blocks.put, stall_ns=60 * 10**9)
    yield mixer
    blocks.may_go_on.set()
    mixer.close()


class ClosingTone(ToneInput):
    """A tone that tells when it is closed."""

    def __init__(self, delay_ns: int = 0) -> None:
        super().__init__(1000.0, level_db=-6.0)
        self.is_closed = False
        self.slowness_ns = delay_ns

    @property
    def delay_ns(self) -> int:
        return self.slowness_ns

    def close(self) -> None:
        self.is_closed = True


def test_blocks_come_in_order_and_never_before_their_sound_is_over(
    mixer: Mixer, blocks: Blocks
) -> None:
    made = blocks.take(12)
    numbers = [n for n, _, _ in made]
    assert numbers == list(range(numbers[0], numbers[0] + 12))
    assert numbers[0] >= 5_000_000_000 // BLOCK_NS
    for n, now_ns, buses in made:
        assert now_ns >= block_start_ns(n + 1) - 1
        assert buses.shape == (6, 1024, 2)
        assert buses.dtype == np.float32


def test_a_tone_lies_where_session_time_says(mixer: Mixer, blocks: Blocks) -> None:
    tone = ToneInput(440.0)
    mixer.add_input("tone", tone, InputSettings())
    while not (last := blocks.take(1)[0])[2].any():
        pass
    n, _, buses = blocks.take(1)[0]
    assert n == last[0] + 1
    assert (buses[0] == tone.samples(n * 1024, 1024)).all()
    assert (buses[5] == buses[0]).all()


@pytest.mark.slow
def test_sound_of_another_process_lies_at_its_time(mixer: Mixer, blocks: Blocks) -> None:
    begins_ns = time.monotonic_ns() - blocks.epoch_ns + 4_000_000_000
    begins = sample_at(begins_ns)
    offsets_ms = (0, 40, -100)
    with writing(blocks.epoch_ns + begins_ns, 12) as (name, _):
        while blocks.take(1)[0][1] < begins_ns - 600_000_000:  # all within a second
            pass
        for bus, offset_ms in enumerate(offsets_ms):
            settings = InputSettings(sync_offset_ms=offset_ms, buses=1 << bus)
            mixer.add_input(str(bus), RingInput(name, blocks.epoch_ns), settings)
        made = blocks.take(1)
        while made[-1][0] * 1024 < begins + 14 * 1024 + 4800:
            made += blocks.take(1)
    assert mixer.stats().jumped_blocks == 0
    for bus, offset_ms in enumerate(offsets_ms):
        start = begins + 48 * offset_ms - made[0][0] * 1024
        sound = np.concatenate([buses[bus] for _, _, buses in made])
        assert (sound[start : start + 12 * 1024] == said(0, 12 * 1024)).all()
        assert not sound[:start].any()
        assert not sound[start + 12 * 1024 :].any()


def test_levels_are_shown(mixer: Mixer, blocks: Blocks) -> None:
    mixer.add_input("tone", ToneInput(1000.0, level_db=-20.0), InputSettings(volume_db=-10))
    blocks.take(blocks.made.qsize() + 12)
    levels = mixer.levels()
    assert levels.inputs["tone"][0].rms_db == pytest.approx(-33.01, abs=0.2)
    assert levels.buses[2][1].peak_db == pytest.approx(-30, abs=0.2)


def test_settings_are_used_from_the_next_block_on(mixer: Mixer, blocks: Blocks) -> None:
    mixer.add_input("tone", ToneInput(), InputSettings())
    mixer.set_settings("tone", InputSettings(is_muted=True))
    made = blocks.take(blocks.made.qsize() + 4)
    assert not made[-1][2].any()
    with pytest.raises(KeyError):
        mixer.set_settings("nothing", InputSettings())


def test_a_removed_input_is_closed_and_no_longer_heard(mixer: Mixer, blocks: Blocks) -> None:
    tone = ClosingTone()
    mixer.add_input("tone", tone, InputSettings())
    blocks.take(blocks.made.qsize() + 3)
    mixer.remove_input("tone")
    assert tone.is_closed
    made = blocks.take(blocks.made.qsize() + 3)
    assert not made[-1][2].any()
    with pytest.raises(KeyError):
        mixer.remove_input("tone")


def test_it_waits_for_a_slow_input_and_comes_back(mixer: Mixer, blocks: Blocks) -> None:
    slow = ClosingTone(delay_ns=200_000_000)
    mixer.add_input("slow", slow, InputSettings())
    blocks.take(blocks.made.qsize() + 3)
    assert mixer.stats().latency_ns == BLOCK_NS + 200_000_000
    n, now_ns, _ = blocks.take(1)[0]
    assert now_ns - block_start_ns(n) >= BLOCK_NS + 200_000_000
    slow.slowness_ns = 0
    made = blocks.take(blocks.made.qsize() + 45)
    assert mixer.stats().latency_ns == BLOCK_NS
    assert np.diff([n for n, _, _ in made]).tolist() == [1] * (len(made) - 1)
    assert mixer.stats().jumped_blocks == 0


def test_after_a_stall_the_number_jumps(blocks: Blocks) -> None:
    mixer = Mixer(blocks.epoch_ns, on_block=blocks.put)
    blocks.take(2)
    blocks.may_go_on.clear()
    stalled_from, _, _ = blocks.take(blocks.made.qsize() + 1)[-1]
    resume_ns = block_start_ns(stalled_from) + 3 * STALL_NS
    while time.monotonic_ns() - blocks.epoch_ns < resume_ns:
        time.sleep(0.02)
    blocks.may_go_on.set()
    n, _, _ = blocks.take(1)[0]
    jumped = mixer.stats().jumped_blocks
    mixer.close()
    assert n - stalled_from >= 3 * STALL_NS // BLOCK_NS - 3
    assert jumped >= n - stalled_from - 1


def test_a_short_stall_loses_nothing(mixer: Mixer, blocks: Blocks) -> None:
    mixer.add_input("tone", ToneInput(), InputSettings())
    blocks.take(3)
    blocks.may_go_on.clear()
    before, _, _ = blocks.take(blocks.made.qsize() + 1)[-1]
    resume_ns = block_start_ns(before) + 150_000_000
    while time.monotonic_ns() - blocks.epoch_ns < resume_ns:
        time.sleep(0.005)
    blocks.may_go_on.set()
    made = blocks.take(8)
    assert [n for n, _, _ in made] == list(range(before + 1, before + 9))
    assert mixer.stats().jumped_blocks == 0
    assert mixer.stats().missing_frames == {"tone": 0}


def test_closing_ends_the_thread_and_the_inputs(blocks: Blocks) -> None:
    mixer = Mixer(blocks.epoch_ns, on_block=blocks.put)
    tone = ClosingTone()
    mixer.add_input("tone", tone, InputSettings())
    mixer.close()
    assert tone.is_closed
    assert not any(thread.name == "mix" for thread in threading.enumerate())


def test_a_session_that_begins_later_begins_with_block_0() -> None:
    blocks = Blocks(time.monotonic_ns() + 200_000_000)
    blocks.may_go_on.set()
    mixer = Mixer(blocks.epoch_ns, on_block=blocks.put)
    first = blocks.take(1)[0]
    mixer.close()
    assert first[0] == 0


def test_with_nobody_who_hears_it_nothing_is_mixed_and_it_goes_on_at_the_present(
    mixer: Mixer, blocks: Blocks
) -> None:
    mixer.add_input("tone", ToneInput(440.0, level_db=-6.0), InputSettings())
    while not (last := blocks.take(1)[0])[2].any():
        pass
    mixer.set_heard(False)
    while mixer.levels().inputs:  # it shows silence once it rests
        blocks.made.queue.clear()
    blocks.made.queue.clear()
    before = mixer.stats().blocks
    blocks.epoch_ns -= 10_000_000_000
    mixer._epoch_ns -= 10_000_000_000  # ten seconds pass
    assert mixer.stats().blocks == before
    mixer.set_heard(True)
    n, now_ns, buses = blocks.take(1)[0]
    assert now_ns < block_start_ns(n + 8)
    assert n > last[0] + 10_000_000_000 // BLOCK_NS
    assert (buses[0] != 0).all(axis=1).any()
    assert mixer.stats().jumped_blocks == 0


def test_an_input_leaves_at_once_while_nothing_is_mixed(mixer: Mixer) -> None:
    tone = ClosingTone()
    mixer.set_heard(False)
    mixer.add_input("tone", tone, InputSettings())
    mixer.remove_input("tone")
    assert tone.is_closed
    assert not mixer.stats().missing_frames
