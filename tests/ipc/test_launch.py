"""Tests of studio.ipc.launch, with real processes."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.launch import Launched, Spares, launch

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


def answer(process: Launched, said: bytes) -> bytes:
    """Say something to a process, and return what it says until it ends."""
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdout:
        process.stdin.write(said)
        process.stdin.close()
        heard = process.stdout.read()
    process.wait()
    return heard


def test_a_process_has_pipes_and_a_log(program: str, tmp_path: Path) -> None:
    process = launch(program, tmp_path / "log")
    assert answer(process, b"hello\n") == b"hello\n"
    assert (tmp_path / "log").read_text() == "awake\n"


def test_a_spare_is_taken_once(program: str, spares: Spares, tmp_path: Path) -> None:
    spares.prepare(program)
    first = spares.launch(program, tmp_path / "first")
    second = spares.launch(program, tmp_path / "second")
    assert first.pid != second.pid
    assert answer(first, b"one\n") == b"one\n"
    assert answer(second, b"two\n") == b"two\n"
    assert not (tmp_path / "first").exists()
    assert (tmp_path / "second").exists()


def test_a_spare_that_died_is_not_handed_out(program: str, spares: Spares, tmp_path: Path) -> None:
    spares.prepare(program)
    (dead,) = spares._waiting[program]
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    process = spares.launch(program, tmp_path / "log")
    assert answer(process, b"alive\n") == b"alive\n"


def test_what_nobody_took_is_ended(program: str) -> None:
    spares = Spares()
    spares.prepare(program)
    (spare,) = spares._waiting[program]
    spares.close()
    assert spare.poll() is not None


FORKS = """\
import os, sys
from studio.ipc.launch import Spares
spares = Spares()
for module in ("studio.one", "studio.two", "studio.two"):
    if spares.prepare(module):
        files = [os.open(os.devnull, os.O_RDONLY) for _ in range(20)]
        del spares  # what it held must not be closed again: those numbers are ours now
        for file in files:
            os.fstat(file)
        os.write(1, sys.stdin.buffer.readline() or b"end")
        sys.exit(0)
two = spares.launch("studio.two", None)
two.stdin.write(b"two\\n")
one = spares.launch("studio.one", None)
one.stdin.close()  # the others must not hold it open
print(two.stdout.read(), one.stdout.read(), two.wait(), one.wait())
spares.close()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("all have ended")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks")
def test_spares_that_are_forks_see_the_end_of_their_own_pipe() -> None:
    command = [sys.executable, "-W", "error", "-c", FORKS]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.split("\n") == ["b'two\\n' b'end' 0 0", "all have ended", ""]
