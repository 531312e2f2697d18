"""Tests of studio.plugin_host.battles."""

from typing import Any

import pytest

from studio.plugin_host.battles import BattleNews
from studio.plugin_host.events import Told
from studio.room.protocol.events import BattleChanged
from studio.room.protocol.values import BattlePhase, BattleState, Person, Side
from studio.sdk import Battle
from studio.sdk.events import Event

LIN = Person(user="7", name="小雨")
STATE = BattleState(
    battle="b1",
    rules="standard",
    phase=BattlePhase.FIGHT,
    sides=(
        Side(room="1", name="Ours", score=7, best=(LIN,)),
        Side(room="2", name="Theirs", team=1, lost_until_ms=130_000),
    ),
    ends_ms=400_000,
)


def room_state(battle: BattleState | None, clock_ms: int = 50_000) -> dict[str, Any]:
    told = battle.model_dump(mode="json") if battle else None
    return {"type": "room_state", "room": {"room": "1", "battle": told}, "clock_ms": clock_ms}


def changed(at_ms: int, **changes: object) -> dict[str, Any]:
    battle = STATE.model_copy(update=changes)
    return BattleChanged(battle=battle, at_ms=at_ms).model_dump(mode="json")


def heard(news: list[Told]) -> Battle:
    [told] = news
    assert told.right == "room"
    event = Event.read(told.name, told.to_message()["told"])
    assert isinstance(event, Battle)
    return event


def test_time_is_what_is_left_by_the_rooms_clock() -> None:
    news = BattleNews()
    battle = heard(news.state(room_state(STATE), 60.0))  # 60 s here are 110 s there
    assert (battle.phase, battle.left_s) == ("fight", 290.0)
    ours, theirs = battle.sides
    assert (ours.is_ours, ours.score, ours.best, ours.lost_s) == (True, 7, ("小雨",), None)
    assert (theirs.is_ours, theirs.lost_s) == (False, 20.0)
    assert heard(news.event(changed(120_000), 71.0)).left_s == 280.0
    assert heard(news.now(80.0)).left_s == 271.0  # a plugin starts in the middle of it
    assert heard(news.now(1_000.0)).left_s == 0.0


def test_the_end_is_told_once() -> None:
    news = BattleNews()
    news.event(changed(100_000), 10.0)
    over = heard(news.event(changed(200_000, phase=BattlePhase.OVER, winner="1"), 11.0))
    assert (over.phase, over.winner) == ("over", "1")
    assert news.now(12.0) == []


def test_an_end_that_was_missed_is_told_when_the_room_is_back() -> None:
    news = BattleNews()
    assert heard(news.state(room_state(STATE), 0.0)).phase == "fight"
    assert news.state(room_state(STATE), 1.0) == []
    assert heard(news.state(room_state(None), 2.0)).phase == "over"
    assert news.state(room_state(None), 3.0) == []


@pytest.mark.parametrize(
    "nonsense",
    [
        {"type": "battle", "at_ms": 1},
        {"type": "battle", "at_ms": 1, "battle": {"battle": "b"}},
        {"type": "battle", "battle": STATE.model_dump(mode="json")},
        {"type": "poll", "at_ms": 1, "battle": STATE.model_dump(mode="json")},
    ],
)
def test_what_is_not_as_it_should_be_is_nothing(nonsense: dict[str, object]) -> None:
    assert BattleNews().event(nonsense, 1.0) == []


def test_sides_that_are_none_are_left_out() -> None:
    event = changed(1)
    event["battle"]["sides"] += [None, {"room": "3"}, {**event["battle"]["sides"][0], "best": [5]}]
    assert [side.best for side in heard(BattleNews().event(event, 0.0)).sides] == [
        ("小雨",),
        (),
        (),
    ]
