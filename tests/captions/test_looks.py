"""Tests of studio.captions.looks."""

import pytest

from studio.captions.looks import SHARE, Looks

SECOND_NS = 1_000_000_000


def share_of(cost_ns: int, *, seconds: int = 60) -> tuple[float, int]:
    """Return which part of the time looks take, and how many there are."""
    looks, now_ns, spent_ns, count = Looks(), 0, 0, 0
    while now_ns < seconds * SECOND_NS:
        if looks.is_due(now_ns):
            looks.looked(now_ns, now_ns + cost_ns)
            now_ns, spent_ns, count = now_ns + cost_ns, spent_ns + cost_ns, count + 1
        now_ns += 10_000_000
    return spent_ns / now_ns, count


@pytest.mark.parametrize("cost_ms", [5, 60, 200, 900])
def test_looks_take_no_more_than_their_share(cost_ms: int) -> None:
    share, count = share_of(cost_ms * 1_000_000)
    assert share <= SHARE + 0.01
    assert count >= 10


def test_cheap_ones_come_three_times_a_second() -> None:
    _, count = share_of(5_000_000)
    assert 170 <= count <= 190
