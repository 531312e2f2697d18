"""Tests of studio.link.sfu.line_watch."""

from studio.link.sfu.line_watch import BAD_S, LineWatch


def looks(watch: LineWatch, lost_in_hundred: list[int], begin_s: float = 0.0) -> list[bool]:
    """Return what it says, asked twice a second, of lines that lose so many of a hundred."""
    said, lost = [], 0
    for number, each in enumerate(lost_in_hundred, start=1):
        lost += each
        said.append(watch.is_bad(begin_s + number / 2, number * 100 - lost, lost))
    return said


def test_a_line_is_bad_when_it_has_lost_much_for_some_seconds() -> None:
    enough = int(BAD_S * 2) + 1
    assert looks(LineWatch(), [8] * enough) == [False] * (enough - 1) + [True]


def test_a_line_that_loses_little_or_for_a_moment_is_not_bad() -> None:
    assert not any(looks(LineWatch(), [2] * 40))
    assert not any(looks(LineWatch(), [20, 20, 20, 0] * 10))


def test_silence_and_a_new_line_say_nothing() -> None:
    watch = LineWatch()
    assert not any(watch.is_bad(second, 1000, 90) for second in range(2))
    assert not any(watch.is_bad(second, 1, 1) for second in range(2, 4))
