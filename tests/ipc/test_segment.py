"""Tests of studio.ipc.segment."""

import secrets
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.errors import RingError
from studio.ipc.segment import Segment, unlink_leftovers


@pytest.fixture
def name() -> Iterator[str]:
    made = f"rs-test-{secrets.token_hex(4)}"
    yield made
    unlink_leftovers(made)


def test_both_sides_see_the_same_memory(name: str) -> None:
    writer = Segment.create(name, 5000)
    reader = Segment.attach(name)
    writer.memory[4999] = 7
    assert reader.memory[4999] == 7
    assert reader.memory.readonly
    assert bytes(reader.memory[:10]) == bytes(10)
    assert stat.S_IMODE(Path("/dev/shm", name).stat().st_mode) == 0o600
    writer.unlink()
    writer.unlink()
    assert reader.memory[4999] == 7
    for segment in (reader, writer, reader, writer):
        segment.close()


def test_a_name_is_taken_once(name: str) -> None:
    first = Segment.create(name, 100)
    with pytest.raises(RingError, match="can't be made"):
        Segment.create(name, 100)
    assert Path("/dev/shm", name).exists()
    first.unlink()
    first.close()


def test_who_fails_to_create_leaves_nothing(name: str) -> None:
    with pytest.raises(RingError, match="no room"):
        Segment.create(name, 10**16)
    assert not Path("/dev/shm", name).exists()


def test_only_segments_with_the_prefix_whose_creator_is_gone_are_unlinked(name: str) -> None:
    program = "import sys; from studio.ipc.segment import Segment; Segment.create(sys.argv[1], 9)"
    for suffix in ("-a", "-b"):
        subprocess.run([sys.executable, "-c", program, name + suffix], check=True)
    alive = Segment.create(f"{name}-a-alive", 9)
    assert unlink_leftovers(f"{name}-a") == 1
    assert Path("/dev/shm", alive.name).exists()
    assert Path("/dev/shm", f"{name}-b").exists()
    assert unlink_leftovers(name) == 1
    alive.unlink()
    alive.close()


def test_no_tracker_process_is_started(name: str) -> None:
    program = (
        "import sys; from studio.ipc.segment import Segment;"
        "w = Segment.create(sys.argv[1], 9); r = Segment.attach(sys.argv[1]); w.unlink();"
        "assert 'multiprocessing.resource_tracker' not in sys.modules, 'tracked'"
    )
    subprocess.run([sys.executable, "-c", program, name], check=True)
