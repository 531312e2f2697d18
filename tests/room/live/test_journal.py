"""Tests of studio.room.live.journal."""

import json

from studio.room.live.journal import Journal
from studio.room.protocol.events import EVENT, Danmaku, SlowModeChanged, Viewers
from studio.room.protocol.values import Person

BY = Person(user="u1", name="Name")


def test_numbers_stamps_and_sorts_events() -> None:
    journal = Journal()
    batch = journal.write((Danmaku(danmaku=1, by=BY, text="hi"), SlowModeChanged(seconds=3)), 77)
    events = [EVENT.validate_python(each) for each in json.loads(batch.everything())]
    assert [(each.type, each.offset, each.at_ms) for each in events] == [
        ("slow_mode", 2, 77),
        ("danmaku", 1, 77),
    ]
    assert (batch.first, batch.last) == (1, 2)


def test_the_version_changes_with_what_newcomers_must_know() -> None:
    journal = Journal()
    journal.write((Danmaku(danmaku=1, by=BY, text="hi"),), 0)
    assert journal.version == 0
    journal.write((Viewers(count=2),), 0)
    assert journal.version == 1


def test_another_epoch_knows_nothing() -> None:
    journal = Journal()
    journal.write((Viewers(count=2),), 0)
    assert journal.since(journal.epoch, 0) is not None
    assert journal.since("another", 0) is None
    assert Journal().epoch != journal.epoch
