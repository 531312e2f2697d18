"""Tests of studio.room.http.limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.room.http.limits import Buckets, Limit, address_key

NOW_MS = 1_800_000_000_000


def test_so_many_at_once_then_so_many_a_second() -> None:
    buckets = Buckets(Limit(rate_per_s=5, burst=3))
    assert [buckets.take("a", NOW_MS) for _ in range(4)] == [0, 0, 0, 200]
    assert buckets.take("a", NOW_MS + 199) == 1
    assert buckets.take("a", NOW_MS + 200) == 0
    assert buckets.refused == 2


def test_each_key_has_its_own() -> None:
    buckets = Buckets(Limit(rate_per_s=1, burst=1))
    assert buckets.take("a", NOW_MS) == 0
    assert buckets.take("b", NOW_MS) == 0
    assert buckets.take("a", NOW_MS) > 0


def test_the_table_is_bounded() -> None:
    buckets = Buckets(Limit(rate_per_s=1, burst=1), max_keys=100)
    for number in range(1_000):
        buckets.take(str(number), NOW_MS)
    assert len(buckets) == 100


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    buckets = Buckets(Limit(rate_per_s=1, burst=2))
    buckets.take("a", NOW_MS)
    assert buckets.take("a", NOW_MS - 3_600_000) <= 1_000


@given(
    rate=st.floats(0.5, 500),
    burst=st.integers(1, 50),
    gaps_ms=st.lists(st.integers(0, 3_000), min_size=1, max_size=200),
)
def test_nobody_gets_more_than_the_limit(rate: float, burst: int, gaps_ms: list[int]) -> None:
    buckets = Buckets(Limit(rate, burst))
    now_ms, taken = NOW_MS, 0
    for gap_ms in gaps_ms:
        now_ms += gap_ms
        taken += buckets.take("a", now_ms) == 0
    assert taken <= burst + (now_ms - NOW_MS) / 1000 * rate * 1.001 + 1


@given(rate=st.floats(0.5, 500), burst=st.integers(1, 20))
def test_who_waits_as_long_as_told_is_let_in(rate: float, burst: int) -> None:
    buckets = Buckets(Limit(rate, burst))
    now_ms = NOW_MS
    for _ in range(burst * 2):
        now_ms += buckets.take("a", now_ms)
        wait_ms = buckets.take("a", now_ms)
        assert buckets.take("a", now_ms + wait_ms) == 0 or wait_ms == 0
        now_ms += wait_ms


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("nonsense", "unknown"),
        ("", "unknown"),
    ],
)
def test_what_stands_for_an_address(address: str, key: str) -> None:
    assert address_key(address) == key
