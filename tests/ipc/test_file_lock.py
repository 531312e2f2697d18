"""Tests of studio.ipc.file_lock, between real processes."""

import subprocess
import sys
from pathlib import Path

import pytest

from studio.ipc.file_lock import FileLock

HOLD = """
import sys
from pathlib import Path
from studio.ipc.file_lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


def test_one_process_has_it_and_its_death_gives_it_back(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLD, str(path)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdin is not None
    with holder.stdin, holder.stdout:
        assert holder.stdout.readline() == "True\n"
        lock = FileLock(path)
        assert not lock.take()
        assert not lock.take(patience_s=0.1)
        holder.kill()
        holder.wait()
        assert lock.take()
    lock.release()
    lock.release()
    assert FileLock(path).take(), "a released lock is free"


def test_a_place_that_is_not_there_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        FileLock(tmp_path / "gone" / "lock").take()
