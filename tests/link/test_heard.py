"""What is heard follows its ring, and another one when told to; a ring that is gone is no end."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from studio.engine.mixer.bus_ring import BusRing
from studio.link.heard import MOST_BEHIND, Heard
from studio.model.media import BLOCK_FRAMES

WAIT_S = 20
BLOCK = np.zeros((BLOCK_FRAMES, 2), np.float32)


@pytest.fixture
def packets() -> list[int]:
    return []


@pytest.fixture
def heard(packets: list[int]) -> Iterator[Heard]:
    one = Heard("test", lambda data, number: packets.append(number))
    yield one
    one.close()


def until(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.005)


def test_blocks_are_packets_soon_and_another_ring_takes_over(
    heard: Heard, packets: list[int]
) -> None:
    one, two = BusRing("h-one", 0), BusRing("h-two", 0)
    heard.use(one.name)
    for n in range(3):
        one.put(n, BLOCK)
        until(lambda: len(packets) > n)  # noqa: B023
    one.close()
    heard.use("rs-nothing")  # such as a guest's whose input has just gone
    two.put(5000, BLOCK)
    heard.use(two.name)
    until(lambda: packets[-1] >= 5000 * BLOCK_FRAMES - 1)
    two.close()


def test_who_was_held_up_hears_what_is_said_now(heard: Heard, packets: list[int]) -> None:
    ring = BusRing("h-late", 0)
    for n in range(20):
        ring.put(n, BLOCK)
    heard.use(ring.name)
    until(lambda: packets)
    assert packets[0] == pytest.approx((20 - MOST_BEHIND) * BLOCK_FRAMES, abs=1)
    assert heard.skipped == 20 - MOST_BEHIND
    ring.close()
