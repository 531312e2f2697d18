"""Tests of studio.ipc.foreign, with real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from studio.ipc.foreign import hold, start_mark


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process
        process.kill()


def test_a_held_process_is_signalled_and_waited_for(sleeper: subprocess.Popen[bytes]) -> None:
    held = hold(sleeper.pid)
    held.signal(signal.SIGKILL)
    held.wait()
    assert sleeper.wait() == -signal.SIGKILL
    held.signal(signal.SIGKILL)  # to nobody
    held.close()


def test_the_end_is_noticed_before_its_parent_takes_note(
    sleeper: subprocess.Popen[bytes],
) -> None:
    held = hold(sleeper.pid)
    sleeper.kill()
    held.wait()
    assert start_mark(sleeper.pid) == ""
    assert os.path.exists(f"/proc/{sleeper.pid}")  # a zombie


def test_nobody_can_be_held_who_has_ended(sleeper: subprocess.Popen[bytes]) -> None:
    sleeper.kill()
    sleeper.wait()
    with pytest.raises(ProcessLookupError):
        hold(sleeper.pid)
    assert start_mark(sleeper.pid) == ""


def test_a_start_mark_stays_the_same_and_is_its_own(sleeper: subprocess.Popen[bytes]) -> None:
    assert start_mark(sleeper.pid) == start_mark(sleeper.pid) != ""
    assert start_mark(os.getpid()) != start_mark(sleeper.pid)
