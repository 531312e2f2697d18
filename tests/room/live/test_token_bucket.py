"""Tests of studio.room.live.token_bucket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.live.token_bucket import Rate, TokenBucket

SECOND_NS = 1_000_000_000


def test_lets_a_burst_through_and_then_says_when_to_come_back() -> None:
    bucket = TokenBucket(Rate(per_s=10, burst=3), now_ns=0)
    assert [bucket.take(0) for _ in range(4)] == [0, 0, 0, SECOND_NS // 10]
    assert bucket.take(SECOND_NS // 10) == 0
    assert bucket.take(SECOND_NS // 10) > 0


def test_what_was_refused_costs_nothing() -> None:
    bucket = TokenBucket(Rate(per_s=1, burst=1), now_ns=0)
    bucket.take(0)
    waits = [bucket.take(0) for _ in range(100)]
    assert set(waits) == {SECOND_NS}


def test_is_full_again_after_a_rest() -> None:
    bucket = TokenBucket(Rate(per_s=10, burst=2), now_ns=0)
    assert bucket.is_full(0)
    bucket.take(0)
    assert not bucket.is_full(0)
    assert bucket.is_full(SECOND_NS // 10)


@given(
    st.floats(0.5, 1000),
    st.integers(1, 50),
    st.lists(st.integers(0, SECOND_NS // 5), min_size=1, max_size=200),
)
def test_never_lets_more_through_than_its_rate(
    per_s: float, burst: int, gaps_ns: list[int]
) -> None:
    bucket = TokenBucket(Rate(per_s, burst), now_ns=0)
    now_ns = passed = 0
    for gap_ns in gaps_ns:
        now_ns += gap_ns
        passed += not bucket.take(now_ns)
    assert passed <= burst + now_ns / SECOND_NS * per_s + 1


@pytest.mark.parametrize(("per_s", "burst"), [(0, 1), (-1, 1), (1, 0)])
def test_refuses_a_rate_that_lets_nothing_through(per_s: float, burst: int) -> None:
    with pytest.raises(ValueError, match="must let something through"):
        Rate(per_s, burst)
