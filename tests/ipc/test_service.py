"""Tests of studio.ipc.service; the processes that are made of it have their own."""

import subprocess
import sys
import threading

from studio.ipc.service import WorkThread

FAILS = """
import logging, sys, time
from studio.ipc.service import WorkThread
logging.basicConfig(stream=sys.stdout)
WorkThread("looking", lambda: [][0], lambda: None).start()
time.sleep(60)
"""


def waited(event: threading.Event) -> None:
    event.wait()


def test_work_ends_when_it_is_told_to() -> None:
    ended = threading.Event()
    work = WorkThread("looking", lambda: waited(ended), ended.set)
    work.start()
    assert work.close(60)


def test_work_that_hangs_is_told_of() -> None:
    hangs = threading.Event()
    work = WorkThread("looking", lambda: waited(hangs), lambda: None)
    work.start()
    assert not work.close(0.01)
    hangs.set()


def test_work_that_fails_ends_the_process_with_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILS], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "Looking has ended in a way that nobody thought of." in done.stdout
