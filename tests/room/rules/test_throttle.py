"""Tests of studio.room.rules.throttle."""

from studio.room.rules.throttle import Throttle


def test_it_says_at_once_after_a_calm_and_then_seldom() -> None:
    throttle = Throttle(1_000)
    assert not throttle.take(0)
    throttle.change()
    assert throttle.take(5_000)
    assert throttle.due_ms() is None
    throttle.change()
    assert not throttle.take(5_999)
    assert throttle.due_ms() == 6_000
    assert throttle.take(6_000)


def test_what_is_nothing_after_all_is_not_said() -> None:
    throttle = Throttle(1_000)
    throttle.change()
    assert throttle.is_due(0)
    throttle.drop()
    assert not throttle.is_due(0)
