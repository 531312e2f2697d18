"""Tests of studio.telemetry.thread_name."""

import sys
import threading
from pathlib import Path

import pytest

from studio.telemetry.thread_name import show_thread_name


@pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")
def test_the_system_shows_the_name_of_a_thread() -> None:
    shown: list[str] = []

    def run() -> None:
        show_thread_name()
        task = Path(f"/proc/self/task/{threading.get_native_id()}/comm")
        shown.append(task.read_text().strip())
        show_thread_name("other")
        shown.append(task.read_text().strip())

    thread = threading.Thread(target=run, name="tick")
    thread.start()
    thread.join()
    assert shown == ["tick", "other"]
