"""Tests of studio.ipc.launch, with real processes."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.launch import Spares, launch

ECHO = """\
import sys
print("awake", file=sys.stderr, flush=True)
print(sys.stdin.readline().strip(), flush=True)
"""


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "program.py"
    path.write_text(ECHO)
    return str(path)


@pytest.fixture
def spares() -> Iterator[Spares]:
    spares = Spares()
    yield spares
    spares.close()


def test_a_process_has_pipes_and_a_log(program: str, tmp_path: Path) -> None:
    process = launch(program, tmp_path / "log")
    answer, _ = process.communicate(b"hello\n")
    assert answer == b"hello\n"
    assert (tmp_path / "log").read_text() == "awake\n"


def test_a_spare_is_taken_once(program: str, spares: Spares, tmp_path: Path) -> None:
    spares.prepare(program)
    first = spares.launch(program, tmp_path / "first")
    second = spares.launch(program, tmp_path / "second")
    assert first.pid != second.pid
    assert first.communicate(b"one\n")[0] == b"one\n"
    assert second.communicate(b"two\n")[0] == b"two\n"
    assert not (tmp_path / "first").exists()
    assert (tmp_path / "second").exists()


def test_a_spare_that_died_is_not_handed_out(program: str, spares: Spares, tmp_path: Path) -> None:
    spares.prepare(program)
    (dead,) = spares._waiting[program]
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    process = spares.launch(program, tmp_path / "log")
    assert process.communicate(b"alive\n")[0] == b"alive\n"


def test_what_nobody_took_is_ended(program: str) -> None:
    spares = Spares()
    spares.prepare(program)
    (spare,) = spares._waiting[program]
    spares.close()
    assert spare.poll() is not None
