"""Tests of studio.room.live.clock."""

from studio.room.live.clock import Clock


def test_a_stepped_wall_clock_changes_nothing() -> None:
    wall_ns, monotonic_ns = [1_000_000_000_000], [5_000_000_000]
    clock = Clock(lambda: wall_ns[0], lambda: monotonic_ns[0])
    assert clock.now_ms() == 1_000_000
    wall_ns[0] -= 3_600_000_000_000
    monotonic_ns[0] += 2_500_000_000
    assert clock.now_ms() == 1_002_500
    assert clock.now_s() == 1_002
