"""Tests of studio.room.rules.poll, through a room."""

import pytest

from studio.room.protocol.events import PollChanged
from studio.room.protocol.values import PollState
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import PollResult
from tests.room.rules.stage import START_MS, Stage, code, is_accepted, limited


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    for index in range(20):
        stage.come(f"u{index}")
    stage.wait(5_000)
    return stage


def ask(stage: Stage) -> PollState:
    opened = stage.act("anchor", "open_poll", question="Next?", choices=["A", "B"], duration_s=60)
    (event,) = opened.events
    assert isinstance(event, PollChanged)
    return event.poll


def votes(outcome: Outcome) -> list[list[int]]:
    return [
        [choice.votes for choice in each.poll.choices]
        for each in outcome.events
        if isinstance(each, PollChanged)
    ]


def test_votes_are_counted_and_told_once_a_second(stage: Stage) -> None:
    poll = ask(stage)
    assert poll == stage.room.state(stage.now_ms).poll
    told = []
    for index in range(20):
        stage.now_ms += 100
        told += votes(stage.act(f"u{index}", "vote", poll=poll.poll, choice=index % 2))
    assert told == [[5, 5], [10, 10]]
    end = stage.wait(58_000)
    (event,) = end.events
    assert isinstance(event, PollChanged)
    assert not event.poll.is_open
    assert votes(end) == [[10, 10]]
    assert end.records == (PollResult("1", event.poll, stage.now_ms),)
    assert stage.room.state(stage.now_ms).poll is None


def test_the_last_votes_are_told_when_due(stage: Stage) -> None:
    poll = ask(stage)
    assert votes(stage.act("u1", "vote", poll=poll.poll, choice=1)) == []
    assert stage.room.next_due_ms(stage.now_ms) == stage.now_ms + 1_000
    assert votes(stage.wait(999)) == []
    assert votes(stage.wait(1)) == [[0, 1]]
    assert stage.room.next_due_ms(stage.now_ms) == START_MS + 65_000


def test_what_is_refused(stage: Stage) -> None:
    poll = ask(stage)
    vote = {"poll": poll.poll, "choice": 0}
    assert is_accepted(stage.act("u1", "vote", **vote))
    assert code(stage.act("u1", "vote", **vote)) == "already_done"
    assert code(stage.act("u2", "vote", poll=poll.poll, choice=2)) == "unknown_choice"
    assert code(stage.act("u2", "vote", poll="other", choice=0)) == "not_open"
    assert code(stage.act("u2", "close_poll", poll=poll.poll)) == "not_allowed"
    again = stage.act("anchor", "open_poll", question="And?", choices=["A", "B"])
    assert code(again) == "already_open"
    stage.now_ms += 60_000
    assert code(stage.act("u2", "vote", **vote)) == "not_open"  # though nobody ticked yet


def test_it_is_closed_early(stage: Stage) -> None:
    poll = ask(stage)
    closed = stage.act("anchor", "close_poll", poll=poll.poll)
    assert votes(closed) == [[0, 0]]
    assert code(stage.act("anchor", "close_poll", poll=poll.poll)) == "not_open"
    assert ask(stage).poll != poll.poll


def test_only_so_many_votes_are_taken() -> None:
    data = limited(votes=1)
    stage = Stage(data=data)
    for user in ("a", "b"):
        stage.come(user)
    poll = ask(stage)
    assert is_accepted(stage.act("a", "vote", poll=poll.poll, choice=0))
    assert code(stage.act("b", "vote", poll=poll.poll, choice=0)) == "too_many"
