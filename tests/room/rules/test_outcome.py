"""Tests of studio.room.rules.outcome."""

from studio.room.protocol.events import Accepted, Viewers
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import SlowModeSet


def test_outcomes_follow_one_another() -> None:
    one, two = Viewers(count=1), Viewers(count=2)
    record = SlowModeSet("1", 5, 0)
    reply = Accepted(id="1")
    first = Outcome(events=(one,), kicked=("lin",))
    assert first + Outcome(reply, (two,), (record,), ("wu",)) == Outcome(
        reply, (one, two), (record,), ("lin", "wu")
    )
