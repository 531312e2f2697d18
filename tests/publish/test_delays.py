"""Tests of studio.publish.delays."""

from studio.publish.delays import ReconnectDelays


def test_at_once_then_each_half_second_then_growing_to_ten() -> None:
    delays, outage_s, waits = ReconnectDelays(), 0.0, []
    while outage_s < 120:
        waits.append(delays.next_s(outage_s))
        outage_s += waits[-1]
    assert waits[:3] == [0.0, 0.5, 0.5]
    assert waits[:31] == [0.0] + [0.5] * 30
    grown = waits[31:]
    assert grown[:3] == [0.75, 1.125, 1.6875]
    assert grown == sorted(grown)
    assert grown[-1] == 10.0


def test_long_attempts_do_not_shorten_the_first_waits() -> None:
    delays = ReconnectDelays()
    assert [delays.next_s(s) for s in (0.0, 5.0, 10.5, 16.0)] == [0.0, 0.5, 0.5, 0.75]
