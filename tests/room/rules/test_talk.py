"""Tests of studio.room.rules.talk, through a room."""

import pytest

from studio.room.protocol.events import Accepted, Danmaku, DanmakuHidden
from studio.room.protocol.values import Role
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import DanmakuHeld, DanmakuSaid, Hiding
from studio.room.rules.saved import SavedRoom
from studio.room.rules.verdict import Kind, Verdict
from tests.room.rules.stage import START_MS, Stage, code, is_accepted

HOLD = Verdict(Kind.HOLD, "hm", ("model",), 0.7)


@pytest.fixture
def stage() -> Stage:
    stage = Stage()
    stage.come("lin")
    stage.come("mo", Role.MODERATOR)
    return stage


def shown(outcome: Outcome) -> Danmaku:
    (event,) = outcome.events
    assert isinstance(event, Danmaku)
    return event


def test_a_masked_text_is_kept_as_it_was_written(stage: Stage) -> None:
    said = stage.say("lin", "oh darn", Verdict(Kind.MASK, "oh ****", ("abuse",)))
    assert shown(said).text == "oh ****"
    assert said.records == (
        DanmakuSaid(
            "1", 1, "lin", "LIN", "oh darn", "oh ****", "#FFFFFF", "scroll", ("abuse",), START_MS
        ),
    )


def test_an_unwanted_text_goes_nowhere(stage: Stage) -> None:
    assert code(stage.say("lin", "…", Verdict(Kind.REFUSE, "…"))) == "unwanted"
    assert shown(stage.say("lin", "hello")).danmaku == 1


def test_a_held_text_waits_and_is_let_go(stage: Stage) -> None:
    held = stage.say("lin", "hm", HOLD)
    assert held.reply == Accepted(id="a1", held=True, server_ms=START_MS)
    assert held.events == ()
    record = DanmakuHeld("1", 1, "lin", "LIN", "hm", "#FFFFFF", "scroll", ("model",), 0.7, START_MS)
    assert held.records == (record,)

    assert code(stage.act("lin", "hide", danmaku=1, is_hidden=False)) == "not_allowed"
    released = stage.act("mo", "hide", danmaku=1, is_hidden=False)
    assert (shown(released).danmaku, shown(released).text) == (1, "hm")
    assert [type(each) for each in released.records] == [Hiding, DanmakuSaid]
    assert stage.act("mo", "hide", danmaku=1, is_hidden=False).events == ()  # it is shown


def test_a_held_text_is_dropped(stage: Stage) -> None:
    stage.say("lin", "hm", HOLD)
    dropped = stage.act("mo", "hide", danmaku=1)
    assert not dropped.events
    assert dropped.records == (Hiding("1", 1, True, "mo", START_MS),)


def test_what_waits_outlives_a_restart_and_numbers_go_on() -> None:
    held = DanmakuHeld("1", 7, "lin", "Lin", "hm", "#FFFFFF", "top", (), 0.7, START_MS)
    stage = Stage(SavedRoom(held=(held,), last_danmaku=7))
    assert shown(stage.act("anchor", "hide", danmaku=7, is_hidden=False)).by.name == "Lin"
    stage.come("lin")
    assert shown(stage.say("lin", "hello")).danmaku == 10_008


def test_a_danmaku_is_hidden_and_brought_back(stage: Stage) -> None:
    stage.say("lin", "hello")
    hidden = stage.act("mo", "hide", danmaku=1)
    assert hidden.events == (DanmakuHidden(danmaku=(1,), is_hidden=True),)
    again = stage.act("mo", "hide", danmaku=1)
    assert is_accepted(again)
    assert not again.events + again.records
    back = stage.act("anchor", "hide", danmaku=1, is_hidden=False)
    assert back.events == (DanmakuHidden(danmaku=(1,), is_hidden=False),)


@pytest.mark.parametrize(
    ("author", "hider", "refusal"),
    [
        ("lin", "lin", "not_allowed"),
        ("lin", "mo", ""),
        ("anchor", "mo", "not_allowed"),
        ("mo2", "mo", "not_allowed"),
        ("mo", "mo", ""),
        ("mo", "anchor", ""),
    ],
)
def test_who_hides_whose(stage: Stage, author: str, hider: str, refusal: str) -> None:
    stage.come("mo2", Role.MODERATOR)
    stage.say(author, "hello")
    assert code(stage.act(hider, "hide", danmaku=1)) == refusal


def test_there_must_be_something_to_hide(stage: Stage) -> None:
    assert code(stage.act("mo", "hide", danmaku=1)) == "unknown_danmaku"


def test_slow_mode_counts_from_what_was_sent(stage: Stage) -> None:
    stage.act("mo", "slow_mode", seconds=10)
    assert stage.may_say("lin") is None
    assert is_accepted(stage.say("lin", "hello"))
    assert code(stage.may_say("lin")) == "slow_mode"
    # Both were let through to the filter before either came back.
    assert code(stage.say("lin", "hello")) == "slow_mode"
    assert is_accepted(stage.say("mo", "hello"))
    assert is_accepted(stage.say("mo", "hello"))
    stage.room.leave("lin", stage.now_ms)
    stage.come("lin")  # coming back does not help
    refused = stage.say("lin", "hello").reply
    assert refused
    assert refused.type == "refused"
    assert refused.retry_ms == 10_000
    stage.wait(10_000)
    assert is_accepted(stage.say("lin", "hello"))


def test_the_muted_say_nothing(stage: Stage) -> None:
    stage.act("mo", "mute", user="lin", duration_s=60)
    refused = stage.say("lin", "hello")
    assert code(refused) == "muted"
    assert refused.reply
    assert refused.reply.type == "refused"
    assert refused.reply.retry_ms == 60_000
    stage.wait(60_000)
    assert is_accepted(stage.say("lin", "hello"))
