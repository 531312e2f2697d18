"""Tests of studio.room.live.history."""

import json

from hypothesis import given
from hypothesis import strategies as st

from studio.room.live.history import (
    DANMAKU_MS,
    ESSENTIAL_MS,
    MAX_ANSWER_BYTES,
    MAX_DANMAKU,
    MAX_ESSENTIAL_BYTES,
    History,
)
from studio.room.protocol.events import Lane


def add(history: History, lane: Lane, offset: int, now_ms: int = 0, size: int = 0) -> None:
    event = {"offset": offset, "lane": lane, "pad": "x" * size}
    history.add(lane, offset, json.dumps(event).encode(), now_ms)


def offsets(messages: tuple[bytes, ...] | None) -> list[int] | None:
    if messages is None:
        return None
    return [event["offset"] for message in messages for event in json.loads(message)]


@given(st.lists(st.sampled_from(list(Lane)), max_size=60), st.integers(-1, 70))
def test_gives_all_that_was_missed_in_order(lanes: list[Lane], seen: int) -> None:
    history = History()
    for offset, lane in enumerate(lanes, 1):
        add(history, lane, offset)
    missed = offsets(history.since(seen))
    if 0 <= seen <= len(lanes):
        assert missed == list(range(seen + 1, len(lanes) + 1))
    else:
        assert missed is None


def test_nothing_missed_is_not_the_same_as_cannot_be_told() -> None:
    history = History()
    add(history, Lane.MONEY, 1)
    assert history.since(1) == ()
    assert history.since(2) is None  # of a future that this server has not seen


def test_danmaku_go_after_a_minute_and_leave_a_hole() -> None:
    history = History()
    add(history, Lane.DANMAKU, 1, 0)
    add(history, Lane.MONEY, 2, 0)
    add(history, Lane.DANMAKU, 3, DANMAKU_MS + 1)
    assert offsets(history.since(0)) == [2, 3]


def test_what_matters_goes_after_ten_minutes_and_is_missed() -> None:
    history = History()
    add(history, Lane.MONEY, 1, 0)
    add(history, Lane.CONTROL, 2, ESSENTIAL_MS + 1)
    assert history.since(0) is None
    assert offsets(history.since(1)) == [2]


def test_is_bounded() -> None:
    history = History()
    for offset in range(1, 2 * MAX_DANMAKU):
        add(history, Lane.DANMAKU, offset)
    found = offsets(history.since(0))
    assert found is not None
    assert len(found) == MAX_DANMAKU
    size = 100_000
    first = 2 * MAX_DANMAKU
    last = first + MAX_ESSENTIAL_BYTES // size + 5
    for offset in range(first, last + 1):
        add(history, Lane.MONEY, offset, size=size)
    assert history.since(first - 1) is None  # the first ones are forgotten
    assert history.since(last - MAX_ANSWER_BYTES // size - 1) is None  # more than is sent at once
    assert offsets(history.since(last - 3)) == [last - 2, last - 1, last]


def test_a_long_answer_is_several_messages() -> None:
    history = History()
    for offset in range(1, 201):
        add(history, Lane.DANMAKU, offset, size=1_000)
    messages = history.since(0)
    assert messages is not None
    assert len(messages) > 1
    assert max(map(len, messages)) < 100_000
    assert offsets(messages) == list(range(1, 201))


def test_the_same_question_is_answered_once_until_something_happens() -> None:
    history = History()
    add(history, Lane.DANMAKU, 1)
    assert history.since(0) is history.since(0)
    before = history.since(0)
    add(history, Lane.DANMAKU, 2)
    assert history.since(0) != before
