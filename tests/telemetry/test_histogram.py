"""Tests of studio.telemetry.histogram."""

from hypothesis import given
from hypothesis import strategies as st

from studio.telemetry.histogram import Histogram, Recent


@given(
    st.lists(st.integers(0, 10**12), min_size=1, max_size=50), st.sampled_from([0.01, 0.5, 0.99])
)
def test_quantiles_are_right_to_four_percent(values: list[int], q: float) -> None:
    histogram = Histogram()
    for value in values:
        histogram.record(value)
    exact = sorted(values)[max(0, -int(-q * len(values) // 1) - 1)]
    assert exact / 1e6 <= histogram.quantile_ms(q) <= exact * 1.04 / 1e6 + 1e-6


def test_an_empty_one_is_zero_and_a_negative_time_counts_as_none() -> None:
    histogram = Histogram()
    assert (histogram.quantile_ms(0.5), histogram.mean_ms) == (0, 0)
    histogram.record(-5)
    assert (histogram.count, histogram.max_ns, histogram.quantile_ms(1)) == (1, 0, 0)


def test_the_longest_time_has_a_bucket() -> None:
    histogram = Histogram()
    histogram.record(1 << 62)
    assert histogram.count == 1
    assert histogram.quantile_ms(0.5) > 0


def test_the_middle_of_what_came_since_one_last_asked() -> None:
    histogram, recent = Histogram(), Recent()
    assert recent.middle_ms(histogram) == 0
    for ms in (1, 2, 9):
        histogram.record(ms * 1_000_000)
    assert 2 <= recent.middle_ms(histogram) < 2.1
    assert recent.middle_ms(histogram) == 0
    histogram.record(50_000_000)
    assert 50 <= recent.middle_ms(histogram) < 52
    other = Histogram()
    other.record(7_000_000)
    assert 7 <= recent.middle_ms(other) < 7.3
