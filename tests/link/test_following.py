"""What is sent falls before the picture freezes, and comes back; time is an argument."""

import pytest

from studio.ipc.message import Message
from studio.link.following import GOOD_S, LEAST_KBPS, Following

WANTED: Message = {"width": 1280, "height": 720, "fps": 30, "kbps": 2500}


@pytest.fixture
def following() -> Following:
    following = Following()
    following.use(WANTED)
    return following


def seconds(following: Following, begin_s: int, count: int, lost: float, rtt_ms: float) -> None:
    for second in range(begin_s, begin_s + count):
        following.see(second, lost, rtt_ms)


def test_a_good_network_changes_nothing(following: Following) -> None:
    assert not any(following.see(second, 0.01, 40) for second in range(30))
    assert following.order() == {"kbps": 2500, "scale": 1.0}


def test_loss_takes_bit_rate_then_size_and_all_comes_back(following: Following) -> None:
    assert following.see(0, 0.1, 40)
    assert following.kbps < 2500
    assert following.scale == 1.0
    seconds(following, 1, 5, 0.1, 40)
    assert following.kbps < 500
    assert following.scale >= 2
    seconds(following, 6, 60, 0.0, 40)
    assert following.order() == {"kbps": 2500, "scale": 1.0}


def test_a_way_that_grows_is_a_queue_that_fills(following: Following) -> None:
    seconds(following, 0, 5, 0.0, 30)
    assert following.kbps == 2500
    assert following.see(5, 0.0, 400)
    assert following.kbps < 2500


def test_a_way_that_was_long_from_the_beginning_is_no_queue(following: Following) -> None:
    seconds(following, 0, 20, 0.0, 300)
    assert following.kbps == 2500


def test_it_falls_no_further_than_something_can_be_seen(following: Following) -> None:
    seconds(following, 0, 60, 0.5, 500)
    assert following.kbps == LEAST_KBPS
    assert following.scale == 4.0


def test_what_rises_is_looked_at_first(following: Following) -> None:
    following.see(0, 0.1, 40)
    low = following.kbps
    seconds(following, 1, int(GOOD_S) - 1, 0.0, 40)
    assert following.kbps == low
    following.see(int(GOOD_S), 0.03, 40)
    seconds(following, int(GOOD_S) + 1, int(GOOD_S), 0.0, 40)
    assert following.kbps == low
    following.see(2 * int(GOOD_S) + 1, 0.0, 40)
    assert following.kbps > low


def test_who_asks_for_little_is_left_with_it() -> None:
    following = Following()
    following.use({**WANTED, "kbps": 100})
    seconds(following, 0, 9, 0.5, 40)
    assert following.kbps == 100
    assert following.scale == 1.0
