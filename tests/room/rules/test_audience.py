"""Tests of studio.room.rules.audience, through a room."""

from studio.room.protocol.events import Event, Viewers
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
