"""Tests of studio.room.rules.seen."""

from studio.room.rules.seen import Seen


def test_the_newest_are_told_from_new_ones() -> None:
    seen = Seen(2)
    assert [seen.add(number) for number in (1, 1, 2, 3, 2, 3)] == [
        True,
        False,
        True,
        True,
        False,
        False,
    ]
    assert seen.add(1)  # forgotten
