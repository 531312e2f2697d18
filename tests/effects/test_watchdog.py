"""Tests of studio.effects.watchdog."""

import threading
import time

from studio.effects.watchdog import Watchdog


def test_what_is_done_in_time_ends_nothing() -> None:
    ended: list[int] = []
    watchdog = Watchdog(lambda job: None, end=ended.append)
    for job in range(200):
        with watchdog.watching(job, limit_s=5):
            pass
    assert not ended


def test_what_takes_more_processor_time_than_it_may_ends_the_process_by_name() -> None:
    hung: list[int] = []
    ended = threading.Event()
    watchdog = Watchdog(hung.append, end=lambda code: ended.set())
    with watchdog.watching(7, limit_s=0.2):
        deadline = time.monotonic() + 30
        while not ended.is_set() and time.monotonic() < deadline:
            sum(range(1000))
    assert hung == [7]
    assert ended.is_set()


def test_waiting_is_no_crime() -> None:
    hung: list[int] = []
    watchdog = Watchdog(hung.append, end=lambda code: None)
    with watchdog.watching(7, limit_s=0.2):
        threading.Event().wait(1.0)
    assert not hung
