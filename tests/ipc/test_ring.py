"""Tests of studio.ipc.ring."""

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ipc.errors import RingError
from studio.ipc.ring import (
    RingFormat,
    RingReader,
    RingWriter,
    Slot,
    segment_prefix,
    unlink_leftovers,
)
from studio.ipc.ring_format import payload_bytes
from studio.ipc.segment import Segment

WIDTH, HEIGHT = 64, 16
PICTURE_BYTES = WIDTH * HEIGHT * 3 // 2


@dataclass
class Rings:
    """Makes rings and readers, and closes them."""

    prefix: str
    opened: list[RingWriter | RingReader] = field(default_factory=list)

    def writer(self, slots: int = 4, slot_bytes: int = PICTURE_BYTES) -> RingWriter:
        writer = RingWriter.create(self.prefix, slots, slot_bytes)
        self.opened.append(writer)
        return writer

    def reader(self, name: str) -> RingReader:
        reader = RingReader.attach(name)
        self.opened.append(reader)
        return reader


@pytest.fixture
def rings() -> Iterator[Rings]:
    made = Rings(f"test-{secrets.token_hex(4)}")
    yield made
    for ring in made.opened:
        ring.close()
    assert unlink_leftovers(segment_prefix(made.prefix)) == 0


def put_picture(writer: RingWriter, pts_ns: int, value: int = 0) -> int:
    writer.begin()[:PICTURE_BYTES] = bytes([value]) * PICTURE_BYTES
    return writer.commit(pts_ns=pts_ns, format=RingFormat.NV12, width=WIDTH, height=HEIGHT)


def sequence_of(slot: Slot | None) -> int:
    assert slot is not None
    return slot.sequence


def test_a_picture_arrives_as_it_was_written(rings: Rings) -> None:
    writer = rings.writer(slot_bytes=PICTURE_BYTES + 100)
    reader = rings.reader(writer.name)
    writer.begin()[:PICTURE_BYTES] = bytes(range(256)) * (PICTURE_BYTES // 256)
    writer.commit(
        pts_ns=-7,
        format=RingFormat.NV12,
        width=WIDTH,
        height=HEIGHT,
        natural_width=63,
        natural_height=15,
    )
    slot = reader.newest(due_ns=0)
    assert slot is not None
    assert (slot.sequence, slot.pts_ns, slot.format) == (1, -7, RingFormat.NV12)
    assert (slot.width, slot.height) == (WIDTH, HEIGHT)
    assert (slot.natural_width, slot.natural_height) == (63, 15)
    assert slot.data == bytes(range(256)) * (PICTURE_BYTES // 256)
    assert slot.data.readonly
    assert reader.is_whole(slot)


def test_sound_arrives_in_order_from_the_oldest_block_there_is(rings: Rings) -> None:
    writer = rings.writer(slots=8, slot_bytes=1024 * 2 * 4)
    for number in range(3):
        block = np.full((1024, 2), number, np.float32)
        writer.begin()[:] = block.tobytes()
        writer.commit(pts_ns=number, format=RingFormat.F32, rate_hz=48_000, channels=2, frames=1024)
    reader = rings.reader(writer.name)
    for number in range(3):
        slot = reader.next()
        assert slot is not None
        assert (slot.rate_hz, slot.channels, slot.frames) == (48_000, 2, 1024)
        assert np.all(np.frombuffer(slot.data, np.float32) == number)
    assert reader.next() is None
    assert reader.overruns == 0


def test_the_newest_picture_is_the_newest_that_is_due(rings: Rings) -> None:
    writer = rings.writer(slots=6)
    reader = rings.reader(writer.name)
    assert reader.newest(due_ns=1_000) is None
    for pts_ns in (100, 200, 300):
        put_picture(writer, pts_ns)
    assert reader.newest(due_ns=99) is None
    assert sequence_of(reader.newest(due_ns=100)) == 1
    assert sequence_of(reader.newest(due_ns=299)) == 2
    assert sequence_of(reader.newest(due_ns=10**18)) == 3
    assert reader.newest(due_ns=10**18) is reader.newest(due_ns=10**18)


def test_after_a_seek_the_order_of_writing_counts(rings: Rings) -> None:
    writer = rings.writer()
    reader = rings.reader(writer.name)
    put_picture(writer, 500)
    put_picture(writer, 400)  # the decoder jumped, what was ahead is void
    assert sequence_of(reader.newest(due_ns=600)) == 2


def test_a_slot_that_is_being_written_is_in_no_answer(rings: Rings) -> None:
    writer = rings.writer(slots=3)
    reader = rings.reader(writer.name)
    for pts_ns in range(3):
        put_picture(writer, pts_ns)
    held = reader.newest(due_ns=0)
    assert held is not None
    assert reader.is_whole(held)
    writer.begin()
    assert not reader.is_whole(held)
    assert reader.newest(due_ns=0) is None
    assert sequence_of(reader.newest(due_ns=9)) == 3


def test_a_reader_of_sound_that_falls_behind_counts_what_it_missed(rings: Rings) -> None:
    writer = rings.writer(slots=4)
    reader = rings.reader(writer.name)
    for number in range(10):
        put_picture(writer, number)
    # Slot 7's place may be in the writer's hands, so 8 is the oldest that counts.
    assert [sequence_of(reader.next()) for _ in range(3)] == [8, 9, 10]
    assert reader.next() is None
    assert reader.overruns == 7


@given(
    slots=st.integers(3, 7),
    steps=st.lists(st.one_of(st.just("next"), st.integers(0, 50)), max_size=60),
)
def test_each_slot_is_read_once_or_counted(slots: int, steps: list[str | int]) -> None:
    writer = RingWriter.create(f"test-{secrets.token_hex(4)}", slots, PICTURE_BYTES)
    reader = RingReader.attach(writer.name)
    times: list[int] = []
    read: list[int] = []
    try:
        for step in steps:
            if isinstance(step, int):
                put_picture(writer, step)
                times.append(step)
                due_ns = 25
                kept = range(max(1, len(times) - slots + 1), len(times) + 1)
                due = [number for number in kept if times[number - 1] <= due_ns]
                slot = reader.newest(due_ns)
                assert (slot.sequence if slot else 0) == max(due, default=0)
            elif slot := reader.next():
                assert slot.pts_ns == times[slot.sequence - 1]
                read.append(slot.sequence)
        while slot := reader.next():
            read.append(slot.sequence)
        assert read == sorted(set(read))
        assert len(read) + reader.overruns == len(times)
    finally:
        reader.close()
        writer.close()


def test_a_closed_writer_leaves_its_last_picture_to_its_readers(rings: Rings) -> None:
    writer = rings.writer()
    reader = rings.reader(writer.name)
    put_picture(writer, 1, value=200)
    writer.close()
    writer.close()
    slot = reader.newest(due_ns=1)
    assert slot is not None
    reader.close()
    reader.close()
    assert slot.data[0] == 200  # still mapped, for as long as somebody looks at it
    with pytest.raises(RingError, match="its writer has ended"):
        RingReader.attach(writer.name)


def test_refuses_what_does_not_fit(rings: Rings) -> None:
    writer = rings.writer()
    writer.begin()
    with pytest.raises(ValueError, match="are 6144 bytes, not 1 to 1536"):
        writer.commit(pts_ns=0, format=RingFormat.BGRA, width=64, height=24)
    with pytest.raises(ValueError, match="can't have 2 slots"):
        rings.writer(slots=2)


def test_a_machine_without_room_is_told_in_a_sentence(rings: Rings) -> None:
    with pytest.raises(RingError, match="no room for 10000000000 MB of shared memory"):
        rings.writer(slots=1000, slot_bytes=10**13)


@pytest.mark.parametrize(
    ("format", "expected"),
    [(RingFormat.NV12, 12), (RingFormat.NV12A, 20), (RingFormat.BGRA, 32), (RingFormat.F32, 40)],
)
def test_says_how_many_bytes_a_format_needs(format: RingFormat, expected: int) -> None:
    assert payload_bytes(format, width=4, height=2, channels=2, frames=5) == expected


@pytest.mark.parametrize("name", ["capture-摄像头", "a/b", "x" * 500, "\0"])
def test_any_name_gives_a_ring(name: str) -> None:
    writer = RingWriter.create(name, 3, 64)
    try:
        assert writer.name.startswith(segment_prefix(name))
        RingReader.attach(writer.name).close()
    finally:
        writer.close()


@given(garbage=st.binary(min_size=1, max_size=400))
def test_a_segment_of_garbage_is_refused(garbage: bytes) -> None:
    segment = Segment.create(f"rs-test-{secrets.token_hex(4)}", len(garbage))
    try:
        segment.memory[:] = garbage
        with pytest.raises(RingError):
            RingReader.attach(segment.name)
    finally:
        segment.unlink()
        segment.close()


@given(position=st.integers(64, 64 * 4 - 1), noise=st.binary(min_size=1, max_size=64))
def test_a_header_of_garbage_gives_no_slot_outside_the_ring(position: int, noise: bytes) -> None:
    writer = RingWriter.create(f"test-{secrets.token_hex(4)}", 3, PICTURE_BYTES)
    reader = RingReader.attach(writer.name)
    mapped = Path("/dev/shm", writer.name)
    try:
        for pts_ns in range(3):
            put_picture(writer, pts_ns)
        with mapped.open("r+b") as file:
            file.seek(position)
            file.write(noise)
        for slot in (reader.newest(due_ns=10**9), reader.next(), reader.next()):
            if slot is not None:
                assert len(slot.data) == payload_bytes(
                    slot.format, slot.width, slot.height, slot.channels, slot.frames
                )
                assert 0 < len(slot.data) <= PICTURE_BYTES
    finally:
        reader.close()
        writer.close()


WRITER = """
import sys
from studio.ipc.ring import RingFormat, RingWriter

writer = RingWriter.create(sys.argv[1], 4, 1536)
print(writer.name, flush=True)
number = 0
while True:
    number += 1
    writer.begin()[:] = bytes([number % 256]) * 1536
    writer.commit(pts_ns=number, format=RingFormat.NV12, width=64, height=16)
"""


@pytest.fixture
def busy_writer(rings: Rings) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, rings.prefix], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()
    unlink_leftovers(segment_prefix(rings.prefix))


def test_a_copy_that_is_whole_is_never_torn(
    rings: Rings, busy_writer: tuple[subprocess.Popen[str], str]
) -> None:
    _, name = busy_writer
    reader = rings.reader(name)
    whole = seen = 0
    while whole < 300 or seen < 3_000:
        slot = reader.newest(due_ns=10**18) if seen % 2 else reader.next()
        if slot is None:
            continue
        seen += 1
        copy = np.frombuffer(slot.data, np.uint8).copy()
        if reader.is_whole(slot):
            whole += 1
            assert np.all(copy == slot.sequence % 256)
            assert slot.pts_ns == slot.sequence
    assert reader.overruns > 0


def test_a_killed_writer_leaves_its_last_picture_until_the_supervisor_cleans_up(
    rings: Rings, busy_writer: tuple[subprocess.Popen[str], str]
) -> None:
    process, name = busy_writer
    prefix = segment_prefix(rings.prefix)
    assert unlink_leftovers(prefix) == 0  # it lives
    early = rings.reader(name)
    while early.newest(due_ns=10**18) is None:  # until it has written one
        os.sched_yield()
    process.send_signal(signal.SIGKILL)
    process.wait()
    late = rings.reader(name)
    for reader in (early, late):
        slot = reader.newest(due_ns=10**18)
        assert slot is not None
        assert reader.is_whole(slot)
        assert slot.data == bytes([slot.sequence % 256]) * 1536
    assert unlink_leftovers(prefix) == 1
    assert unlink_leftovers(prefix) == 0
    with pytest.raises(RingError):
        RingReader.attach(name)


def test_a_killed_reader_takes_nothing_with_it(rings: Rings) -> None:
    writer = rings.writer()
    put_picture(writer, 1)
    program = (
        "import os, sys; from studio.ipc.ring import RingReader;"
        "reader = RingReader.attach(sys.argv[1]); assert reader.newest(1);"
        "os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", program, writer.name], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert sequence_of(rings.reader(writer.name).newest(due_ns=1)) == 1
