"""Tests of studio.ipc.urgency: a thread's place in Linux's own books, by what it takes."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from studio.ipc.urgency import LITTLE, MOST, Urgency

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root may have a real-time thread"
)

FRAME_NS = 33_333_333
SOON = 15
"""So many frames after what they take has changed for good it is heeded."""


def in_a_thread(work: Callable[[], None]) -> None:
    """Run it where nothing of it is left to other tests."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


def is_real_time() -> bool:
    return os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK == os.SCHED_RR


def frames(urgency: Urgency, share: float, count: int) -> None:
    for _ in range(count):
        urgency.worked(round(share * FRAME_NS), FRAME_NS)


def test_what_takes_too_much_steps_back_until_it_takes_less() -> None:
    def work() -> None:
        urgency = Urgency()
        assert is_real_time()
        frames(urgency, MOST - 0.01, 200)
        assert is_real_time()
        frames(urgency, MOST + 0.2, SOON)
        assert not is_real_time()
        frames(urgency, (MOST + LITTLE) / 2, 200)
        assert not is_real_time()
        frames(urgency, LITTLE - 0.2, SOON)
        assert is_real_time()

    in_a_thread(work)


def test_a_single_dear_frame_is_no_reason() -> None:
    def work() -> None:
        urgency = Urgency()
        frames(urgency, LITTLE - 0.1, 100)
        frames(urgency, 2.0, 1)
        assert is_real_time()
        assert urgency.share > LITTLE

    in_a_thread(work)
