"""Tests of studio.supervisor.standby, with real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.ipc.backoff import SECOND_NS
from studio.ipc.launch import Launched, launch
from studio.supervisor.standby import AFTER_NS, Standby

ECHO = """\
import sys
print(sys.stdin.readline().strip(), flush=True)
"""


class Launches:
    """Launches, and counts how often."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, module: str, log_path: Path) -> Launched:
        self.count += 1
        return launch(module, log_path)


@pytest.fixture
def program(tmp_path: Path) -> str:
    path = tmp_path / "program.py"
    path.write_text(ECHO)
    return str(path)


@pytest.fixture
def fresh() -> Launches:
    return Launches()


@pytest.fixture
def standby(program: str, fresh: Launches) -> Iterator[Standby]:
    standby = Standby(program, fresh)
    yield standby
    standby.close()


def answer(process: Launched) -> bytes:
    """Say something to a process, and return what it says."""
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdout:
        process.stdin.write(b"hello\n")
        process.stdin.close()
        heard = process.stdout.read()
    process.wait()
    return heard.strip()


def children() -> set[int]:
    """Return the processes of ours."""
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return {int(pid) for pid in path.read_text().split()}


def test_a_crashed_app_has_a_successor_that_waits(
    standby: Standby, fresh: Launches, program: str, tmp_path: Path
) -> None:
    assert answer(standby.launch(program, tmp_path / "log")) == b"hello"
    assert fresh.count == 1
    standby.tend(is_running=True, now_ns=0)
    standby.tend(is_running=True, now_ns=AFTER_NS)
    assert answer(standby.launch(program, tmp_path / "log")) == b"hello"
    assert fresh.count == 1
    assert answer(standby.launch(program, tmp_path / "log")) == b"hello"
    assert fresh.count == 2


def test_an_app_that_only_begins_has_none(
    standby: Standby, fresh: Launches, program: str, tmp_path: Path
) -> None:
    standby.tend(is_running=True, now_ns=0)
    standby.tend(is_running=False, now_ns=SECOND_NS)
    standby.tend(is_running=True, now_ns=AFTER_NS)
    standby.tend(is_running=True, now_ns=AFTER_NS + SECOND_NS)
    answer(standby.launch(program, tmp_path / "log"))
    assert fresh.count == 1


@pytest.mark.skipif(sys.platform != "linux", reason="how Linux lists children")
def test_one_that_died_waiting_is_replaced_and_one_that_nobody_took_is_ended(
    standby: Standby, program: str, tmp_path: Path
) -> None:
    before = children()
    for now_ns in (0, AFTER_NS, 2 * AFTER_NS):
        standby.tend(is_running=True, now_ns=now_ns)
    (waiting,) = children() - before
    os.kill(waiting, signal.SIGKILL)
    os.waitid(os.P_PID, waiting, os.WEXITED | os.WNOWAIT)
    assert answer(standby.launch(program, tmp_path / "log")) == b"hello"
    standby.tend(is_running=True, now_ns=3 * AFTER_NS)
    standby.tend(is_running=True, now_ns=4 * AFTER_NS)
    assert len(children() - before) == 1
    standby.close()
    assert children() == before


def test_it_sees_that_its_supervisor_was_killed(program: str) -> None:
    code = """
import os, signal, sys
from studio.ipc.launch import launch
from studio.supervisor.standby import AFTER_NS, Standby
standby = Standby(sys.argv[1], launch)
standby.tend(is_running=True, now_ns=0)
standby.tend(is_running=True, now_ns=AFTER_NS)
os.kill(os.getpid(), signal.SIGKILL)
"""
    end = Path(program + ".end")
    Path(program).write_text("import sys\nsys.stdin.read()\nopen(sys.argv[0] + '.end', 'w')\n")
    subprocess.run([sys.executable, "-c", code, program], check=False, timeout=60)
    end_s = time.monotonic() + 60
    while not end.exists():
        assert time.monotonic() < end_s
        time.sleep(0.02)
