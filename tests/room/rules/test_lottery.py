"""Tests of studio.room.rules.lottery, through a room."""

from typing import Any

import pytest

from studio.room.protocol.events import LotteryChanged
from studio.room.protocol.values import LotteryState
from studio.room.rules.draw import commitment, ticket
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import LotteryResult
from studio.room.rules.verdict import Kind, Verdict
from tests.room.rules.stage import START_MS, Stage, code, is_accepted, limited


@pytest.fixture
def stage() -> Stage:
    stage = Stage(seed="only the server knows")
    for user in ("lin", "wu", "hu"):
        stage.come(user)
    stage.come("gu", is_guest=True)
    stage.wait(5_000)
    return stage


def states(outcome: Outcome) -> list[LotteryState]:
    return [each.lottery for each in outcome.events if isinstance(each, LotteryChanged)]


def begin(stage: Stage, **values: Any) -> LotteryState:
    opened = stage.act("anchor", "open_lottery", prize="A mug", duration_s=60, **values)
    (state,) = states(opened)
    return state


def entries(stage: Stage) -> int:
    state = stage.room.state(stage.now_ms).lottery
    assert state
    return state.entries


def enter(stage: Stage, user: str, lottery: LotteryState) -> Outcome:
    return stage.act(user, "enter_lottery", lottery=lottery.lottery)


def test_it_is_drawn_so_that_anybody_can_check(stage: Stage) -> None:
    lottery = begin(stage, winners=2)
    assert (lottery.commitment, lottery.seed) == (commitment("only the server knows"), "")
    for user in ("lin", "wu", "hu", "hu"):
        assert is_accepted(enter(stage, user, lottery))
    assert [state.entries for state in states(stage.wait(1_000))] == [3]
    end = stage.wait(59_000)
    (over,) = states(end)
    winners = [person.user for person in over.winners]
    assert commitment(over.seed) == lottery.commitment
    tickets = {user: ticket(over.seed, lottery.lottery, user) for user in ("lin", "wu", "hu")}
    assert winners == sorted(tickets, key=tickets.__getitem__)[:2]
    assert (over.is_open, over.entries) == (False, 3)
    assert end.records == (LotteryResult("1", over, stage.now_ms),)
    assert stage.room.state(stage.now_ms).lottery is None


def test_entries_are_told_once_a_second(stage: Stage) -> None:
    lottery = begin(stage)
    told = []
    for user in ("lin", "wu", "hu"):
        stage.now_ms += 500
        told += [state.entries for state in states(enter(stage, user, lottery))]
    assert told == [2]
    assert stage.room.next_due_ms(stage.now_ms) == stage.now_ms + 500
    stage.wait(500)
    assert stage.room.next_due_ms(stage.now_ms) == START_MS + 65_000


def test_a_phrase_takes_part(stage: Stage) -> None:
    lottery = begin(stage, condition="phrase", detail=" 阿月加油 ")
    refused = enter(stage, "lin", lottery)
    assert code(refused) == "no_entry"
    stage.say("lin", "阿月加油！！")
    stage.say("lin", "阿月加油")
    stage.say("wu", "加油")
    stage.say("hu", "阿月加油", Verdict(Kind.HOLD, "阿月加油"))
    stage.say("gu", "阿月加油")
    stage.say("anchor", "阿月加油")
    assert entries(stage) == 1


def test_a_gift_takes_part(stage: Stage) -> None:
    lottery = begin(stage, condition="gift", detail="rose")
    assert code(enter(stage, "lin", lottery)) == "no_entry"
    stage.give("lin", "rose")
    stage.give("wu", "cake")
    assert entries(stage) == 1


def test_any_gift_takes_part_where_none_is_named(stage: Stage) -> None:
    lottery = begin(stage, condition="gift")
    assert code(enter(stage, "lin", lottery)) == "no_entry"
    stage.give("wu", "cake")
    assert entries(stage) == 1


def test_fans_take_part(stage: Stage) -> None:
    lottery = begin(stage, condition="fan")
    assert code(enter(stage, "lin", lottery)) == "no_entry"
    stage.give("lin", "club-light")
    assert is_accepted(enter(stage, "lin", lottery))
    assert entries(stage) == 1


def test_who_and_what_is_refused(stage: Stage) -> None:
    opening = {"prize": "A mug", "condition": "phrase"}
    assert code(stage.act("lin", "open_lottery", prize="A mug")) == "not_allowed"
    assert code(stage.act("anchor", "open_lottery", **opening)) == "bad_condition"
    opening = {"prize": "A mug", "condition": "gift", "detail": "moon"}
    assert code(stage.act("anchor", "open_lottery", **opening)) == "unknown_gift"
    lottery = begin(stage)
    assert code(stage.act("anchor", "open_lottery", prize="A cup")) == "already_open"
    assert code(enter(stage, "gu", lottery)) == "guest"
    assert code(enter(stage, "anchor", lottery)) == "no_entry"
    assert code(stage.act("lin", "enter_lottery", lottery="other")) == "not_open"
    stage.now_ms += 60_000
    assert code(enter(stage, "lin", lottery)) == "not_open"


def test_whoever_is_banned_wins_nothing(stage: Stage) -> None:
    stage.act("anchor", "ban", user="hu", duration_s=9)  # none is open
    lottery = begin(stage)
    enter(stage, "lin", lottery)
    enter(stage, "wu", lottery)
    stage.act("anchor", "ban", user="lin", duration_s=9)
    (over,) = states(stage.wait(60_000))
    assert [person.user for person in over.winners] == ["wu"]
    assert over.entries == 1


def test_a_cancelled_one_has_no_winner(stage: Stage) -> None:
    lottery = begin(stage)
    enter(stage, "lin", lottery)
    (over,) = states(stage.act("anchor", "cancel_lottery", lottery=lottery.lottery))
    assert (over.winners, over.is_open) == ((), False)
    again = stage.act("anchor", "cancel_lottery", lottery=lottery.lottery)
    assert code(again) == "not_open"


def test_only_so_many_entries_are_taken() -> None:
    stage = Stage(data=limited(entries=1))
    for user in ("a", "b"):
        stage.come(user)
    lottery = begin(stage)
    assert is_accepted(enter(stage, "a", lottery))
    assert code(enter(stage, "b", lottery)) == "too_many"
    stage.act("anchor", "cancel_lottery", lottery=lottery.lottery)
    begin(stage, condition="phrase", detail="hi")
    stage.say("a", "hi")
    assert is_accepted(stage.say("b", "hi"))
    assert entries(stage) == 1
