"""Tests of studio.room.rules.likes."""

from studio.room.protocol.events import Likes
from studio.room.rules.likes import Applause
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import Liked


def test_they_are_collected_and_told_once_a_second() -> None:
    applause = Applause("1", 1_000, total=10)
    first = applause.add(5, 0)
    assert first == Outcome(events=(Likes(count=5, total=15),), records=(Liked("1", 5, 15, 0),))
    assert applause.due_ms() is None
    assert applause.add(3, 10) == applause.add(4, 999) == Outcome()
    assert applause.due_ms() == 1_000
    assert applause.tick(1_000).events == (Likes(count=7, total=22),)
    assert applause.tick(5_000) == Outcome()


def test_a_new_show_starts_at_nothing() -> None:
    applause = Applause("1", 1_000)
    applause.add(5, 0)
    applause.add(6, 1)
    applause.begin_anew()
    assert applause.add(1, 1_000).events == (Likes(count=1, total=1),)
