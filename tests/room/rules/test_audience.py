"""Tests of studio.room.rules.audience, through a room."""

from studio.room.protocol.events import Entered, Event, Viewers
from studio.room.protocol.values import Role
from tests.room.rules.stage import Stage


def viewers(events: tuple[Event, ...]) -> list[int]:
    return [each.count for each in events if isinstance(each, Viewers)]


def test_many_come_and_few_events_say_so() -> None:
    stage = Stage()
    told: list[int] = []
    for index in range(1_000):
        told += viewers(stage.come(f"u{index}").events)
        stage.now_ms += 5
        told += viewers(stage.room.tick(stage.now_ms).events)
    assert told == [1, 400, 800]
    assert viewers(stage.wait(2_000).events) == [1_000]
    assert stage.room.state(stage.now_ms).viewers == 1_000


def test_nothing_is_told_if_the_number_is_the_same_again() -> None:
    stage = Stage()
    stage.come("lin")
    stage.room.leave("lin", stage.now_ms)
    stage.come("wu")
    assert stage.room.next_due_ms(stage.now_ms) == stage.now_ms + 2_000
    assert stage.wait(2_000).events == ()
    assert stage.room.next_due_ms(stage.now_ms) is None


def test_the_anchor_alone_is_no_audience() -> None:
    stage = Stage()
    assert stage.room.leave("anchor", stage.now_ms).events == ()
    assert stage.come("anchor").events == ()


def entered(events: tuple[Event, ...]) -> list[str]:
    return [each.by.name for each in events if isinstance(each, Entered)]


def test_who_comes_is_told_with_their_name_a_few_in_a_second() -> None:
    stage = Stage()
    assert entered(stage.come("lin").events) == ["LIN"]
    told = []
    for index in range(400):
        stage.now_ms += 5
        told += entered(stage.come(f"u{index}").events)
    assert told == ["U99", "U199", "U299", "U399"]


def test_of_guests_the_anchor_and_those_who_are_here_nobody_is_told() -> None:
    stage = Stage()
    assert entered(stage.come("guest", is_guest=True).events) == []
    assert entered(stage.come("anchor", Role.ANCHOR).events) == []
    assert entered(stage.come("lin").events) == ["LIN"]
    stage.now_ms += 1_000
    assert entered(stage.come("lin").events) == []
