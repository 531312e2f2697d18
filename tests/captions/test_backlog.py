"""Tests of studio.captions.backlog."""

import numpy as np

from studio.captions.backlog import KEPT, MOST, Backlog
from studio.captions.sound import RATE_HZ, Mono


def sound(length: int) -> Mono:
    return np.arange(length, dtype=np.float32)


def test_what_is_put_in_comes_out_in_order() -> None:
    backlog = Backlog()
    backlog.put(0, sound(10))
    backlog.put(10, sound(5))
    backlog.put(90, sound(5))
    taken = [backlog.take() for _ in range(4)]
    assert [(each[0], len(each[1])) for each in taken if each] == [(0, 10), (10, 5), (90, 5)]
    assert taken[3] is None
    assert backlog.waiting == 0


def test_what_was_heard_already_is_left_out() -> None:
    backlog = Backlog(at=8)
    backlog.put(0, sound(5))
    backlog.put(5, sound(10))
    taken = backlog.take()
    assert taken is not None
    assert taken[0] == 8
    np.testing.assert_array_equal(taken[1], sound(10)[3:])
    assert backlog.take() is None


def test_who_falls_behind_loses_the_oldest_and_is_told_so() -> None:
    backlog = Backlog()
    second = sound(RATE_HZ)
    dropped = [backlog.put(n * RATE_HZ, second) for n in range(MOST // RATE_HZ + 1)]
    assert [each for each in dropped if each] == [backlog.dropped]
    assert backlog.waiting == KEPT
    assert backlog.dropped + backlog.waiting == MOST + RATE_HZ
    taken = backlog.take()
    assert taken is not None
    assert taken[0] == MOST + RATE_HZ - KEPT


def test_it_never_holds_more_than_it_may() -> None:
    backlog = Backlog()
    for n in range(200):
        backlog.put(n * RATE_HZ, sound(RATE_HZ))
        assert backlog.waiting <= MOST
