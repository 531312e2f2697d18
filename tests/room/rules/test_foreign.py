"""Tests of studio.room.rules.foreign, through a room."""

import pytest

from studio.room.protocol.events import Danmaku, ForeignGift, ForeignRemoved, Lane, lane
from studio.room.protocol.values import Person, Role
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import DanmakuHeld, DanmakuSaid, ForeignGave, ForeignTakenBack
from studio.room.rules.saved import SavedRoom
from studio.room.rules.verdict import Kind, Verdict
from tests.room.rules.stage import START_MS, Stage

YU = Person(user="bilibili:a1", name="小鱼")
GIFT = ForeignGift(
    source="bilibili", message="m1", name="辣条", count=3, worth_fen=30, by=YU, combo_count=3
)


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.come("mo", Role.MODERATOR)
    return stage


def said(stage: Stage, text: str, kind: Kind = Kind.PASS) -> Outcome:
    verdict = Verdict(kind, text, ("model",) if kind is Kind.HOLD else ())
    return stage.room.foreign.said(YU, text, "bilibili", verdict, stage.now_ms)


def test_what_is_said_there_is_shown_with_its_origin(stage: Stage) -> None:
    outcome = said(stage, "晚上好")
    (event,), (record,) = outcome.events, outcome.records
    assert isinstance(event, Danmaku)
    assert (event.by, event.source, event.danmaku) == (YU, "bilibili", 1)
    assert isinstance(record, DanmakuSaid)
    assert record.source == "bilibili"


def test_a_moderator_decides_about_it_as_about_any(stage: Stage) -> None:
    held = said(stage, "hm", Kind.HOLD)
    assert held.events == ()
    assert isinstance(held.records[0], DanmakuHeld)
    released = stage.act("mo", "hide", danmaku=1, is_hidden=False)
    (event,) = released.events
    assert isinstance(event, Danmaku)
    assert (event.source, event.by) == ("bilibili", YU)
    assert said(stage, "bad", Kind.REFUSE) == Outcome()
    stage.act("mo", "mute", user=YU.user, duration_s=60)
    assert said(stage, "again") == Outcome()
    stage.wait(61_000)
    assert said(stage, "again").events


def test_a_gift_of_there_is_shown_once_and_in_none_of_our_books(stage: Stage) -> None:
    outcome = stage.room.foreign.gave(GIFT, stage.now_ms)
    assert outcome.events == (GIFT,)
    assert outcome.records == (
        ForeignGave("1", "bilibili", "m1", "辣条", 3, 30, YU.user, "小鱼", START_MS),
    )
    assert stage.room.foreign.gave(GIFT, stage.now_ms) == Outcome()
    assert stage.room.person(YU.user).level == 0
    after = Stage(saved=SavedRoom(foreign_gifts=("bilibili:m1",)))
    assert after.room.foreign.gave(GIFT, after.now_ms) == Outcome()


def test_what_was_paid_there_is_never_left_out_for_a_slow_client() -> None:
    assert lane(GIFT) is Lane.MONEY
    assert lane(GIFT.model_copy(update={"worth_fen": 0})) is Lane.DANMAKU


def test_what_the_platform_takes_back_is_taken_back(stage: Stage) -> None:
    outcome = stage.room.foreign.took_back("bilibili", ("m1",), stage.now_ms)
    assert outcome.events == (ForeignRemoved(source="bilibili", messages=("m1",)),)
    assert outcome.records == (ForeignTakenBack("1", "bilibili", "m1", START_MS),)
