"""Counters of a few bits go on."""

from studio.link.wrapping import Unwrapper


def test_numbers_go_on_over_the_end_and_back() -> None:
    numbers = Unwrapper(16)
    assert [numbers.take(each) for each in (65_534, 65_535, 0, 65_535, 1)] == [
        *(65_534, 65_535, 65_536, 65_535, 65_537)
    ]


def test_a_look_does_not_follow() -> None:
    numbers = Unwrapper(32)
    numbers.take(5)
    assert numbers.near(2**32 - 5) == -5
    assert numbers.take(6) == 6
