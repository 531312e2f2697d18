"""Tests of studio.engine.mixer.delay."""

from studio.engine.mixer.delay import DelayGauge


def deliver(gauge: DelayGauge, late_frames: int, times: int) -> int:
    """Deliver sound that comes so late after its time; return the delay found."""
    for _ in range(times):
        wait = gauge.delay_ns * 48_000 // 10**9
        gauge.see(wait - late_frames, 1024)
    return gauge.delay_ns


def test_three_late_deliveries_make_the_mixer_wait_long_enough() -> None:
    gauge = DelayGauge()
    assert deliver(gauge, 4000, 2) == 0
    found_ns = deliver(gauge, 4000, 1)
    assert 83_333_000 < found_ns < 105_000_000
    assert deliver(gauge, 4000, 1000) == found_ns


def test_a_straggler_changes_nothing() -> None:
    gauge = DelayGauge()
    for _ in range(10):
        deliver(gauge, 4000, 2)
        deliver(gauge, -1000, 1)
    assert gauge.delay_ns == 0


def test_nobody_makes_the_mixer_wait_more_than_half_a_second() -> None:
    assert deliver(DelayGauge(), 10**9, 10) == 500_000_000
    assert DelayGauge(10**9).delay_ns == 500_000_000


def test_what_is_not_needed_is_given_back() -> None:
    gauge = DelayGauge(9600)
    before_ns = gauge.delay_ns
    after_ns = deliver(gauge, 2000, 1407)  # half a minute
    assert after_ns < before_ns
    assert after_ns == deliver(gauge, 2000, 5000)
    assert after_ns > 2000 * 10**9 // 48_000
