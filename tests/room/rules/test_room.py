"""Tests of studio.room.rules.room: what its parts do together."""

import pytest

from studio.room.ledger.entries import Order
from studio.room.protocol.events import BattleChanged, CaptionShown, Danmaku, Gift
from studio.room.protocol.values import BattlePhase, BattleState, Person, Role, Side
from studio.room.rules.outcome import Outcome
from studio.room.rules.records import DanmakuSaid, GiftShown, Presence
from tests.room.rules.stage import ANCHOR, START_MS, Stage, code, is_accepted, limited


def battle(phase: BattlePhase, ends_ms: int = START_MS + 1_000) -> BattleState:
    sides = (Side(room="1", name="A"), Side(room="2", name="B"))
    return BattleState(
        battle="b1",
        rules="standard",
        phase=phase,
        sides=sides,
        began_ms=START_MS,
        ends_ms=ends_ms,
    )


def test_people_come_speak_give_and_leave() -> None:
    stage = Stage()
    came = stage.come("lin")
    assert came.records == (Presence("1", "lin", "LIN", True, False, START_MS),)
    assert stage.come("lin") == Outcome()

    said = stage.say("lin", "来了！")
    assert is_accepted(said)
    (danmaku,) = said.events
    assert isinstance(danmaku, Danmaku)
    assert (danmaku.danmaku, danmaku.by.name, danmaku.text) == (1, "LIN", "来了！")
    assert isinstance(said.records[0], DanmakuSaid)

    gave = stage.give("lin", "rocket", count=2)
    gift = gave.events[0]
    assert isinstance(gift, Gift)
    assert (gift.coins, gift.name, gift.to.name, gift.gift) == (20_002, "火箭", "阿月", 1)
    assert isinstance(gave.records[0], GiftShown)

    assert stage.room.leave("lin", stage.now_ms) == Outcome()
    left = stage.room.leave("lin", stage.now_ms)
    assert left.records == (Presence("1", "lin", "LIN", False, False, START_MS),)
    assert stage.room.leave("lin", stage.now_ms) == Outcome()


def test_a_full_room_says_so() -> None:
    stage = Stage(data=limited(present=1))
    assert code(stage.come("lin")) == "room_full"


def test_a_newcomer_is_told_all() -> None:
    stage = Stage()
    stage.come("lin")
    stage.act("anchor", "slow_mode", seconds=7)
    stage.act("anchor", "open_poll", question="?", choices=["A", "B"])
    stage.act("anchor", "open_lottery", prize="A mug")
    stage.act("anchor", "start_show", title="Songs")
    fight = battle(BattlePhase.FIGHT)
    stage.room.battle_changed(fight)
    state = stage.room.state(stage.now_ms)
    assert (state.room, state.title, state.anchor) == ("1", "Evening songs", ANCHOR)
    assert (state.viewers, state.slow_mode_s, state.battle) == (1, 7, fight)
    assert state.poll
    assert state.lottery
    assert state.show


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("start_show", {"title": "x"}),
        ("end_show", {}),
        ("caption", {"text": "x", "start_ms": 0, "is_final": True}),
        ("appoint", {"user": "wu", "role": "moderator"}),
        ("mute", {"user": "wu", "duration_s": 1}),
        ("ban", {"user": "wu", "duration_s": 1}),
        ("hide", {"danmaku": 1}),
        ("slow_mode", {"seconds": 1}),
        ("open_poll", {"question": "?", "choices": ["A", "B"]}),
        ("close_poll", {"poll": "p"}),
        ("open_lottery", {"prize": "A mug"}),
        ("cancel_lottery", {"lottery": "l"}),
        ("ask_battle", {"rooms": ["2"]}),
        ("answer_battle", {"battle": "b1", "is_accepted": True}),
        ("leave_battle", {"battle": "b1"}),
    ],
)
def test_a_viewer_who_calls_for_more_is_refused(kind: str, values: dict[str, object]) -> None:
    stage = Stage()
    stage.come("lin")
    stage.come("wu")
    stage.say("wu", "hello")
    before = stage.room.state(stage.now_ms)
    assert code(stage.act("lin", kind, **values)) == "not_allowed"
    assert code(stage.act("nobody", kind, **values)) == "not_here"
    assert stage.room.state(stage.now_ms) == before


def test_a_caption_is_shown() -> None:
    stage = Stage()
    shown = stage.act("anchor", "caption", text="大家好", start_ms=5, is_final=False)
    assert shown.events == (CaptionShown(text="大家好", start_ms=5, is_final=False, language="zh"),)
    assert shown.records == ()
    translated = {"translation": "Hello.", "translation_language": "en"}
    again = stage.act("anchor", "caption", text="大家好", start_ms=5, is_final=True, **translated)
    (event,) = again.events
    assert translated.items() <= event.model_dump().items()


def test_a_ping_is_answered_with_the_time() -> None:
    stage = Stage()
    reply = stage.act("anchor", "ping").reply
    assert reply
    assert reply.type == "accepted"
    assert reply.server_ms == START_MS


def test_battles_are_answered_by_whoever_keeps_them() -> None:
    stage = Stage()
    for kind, values in (
        ("ask_battle", {"rooms": ["2"]}),
        ("answer_battle", {"battle": "b1", "is_accepted": True}),
        ("leave_battle", {"battle": "b1"}),
    ):
        assert stage.act("anchor", kind, **values) == Outcome()
    stage.room.battle_changed(battle(BattlePhase.ASKED))
    assert code(stage.act("anchor", "ask_battle", rooms=["2"])) == "already_open"
    stage.room.battle_changed(battle(BattlePhase.OVER))
    assert stage.act("anchor", "ask_battle", rooms=["2"]) == Outcome()


def test_gifts_of_a_fight_name_it() -> None:
    stage = Stage()
    stage.come("lin")

    def fought() -> str | None:
        gift = stage.give("lin", "rose").events[0]
        assert isinstance(gift, Gift)
        return gift.battle

    assert fought() is None
    for phase, name in (
        (BattlePhase.ASKED, None),
        (BattlePhase.FIGHT, "b1"),
        (BattlePhase.FORFEIT, None),
        (BattlePhase.OVER, None),
    ):
        state = battle(phase)
        assert stage.room.battle_changed(state).events == (BattleChanged(battle=state),)
        assert fought() == name
    stage.room.battle_changed(battle(BattlePhase.FIGHT))
    stage.now_ms += 1_000
    assert fought() == "b1"
    stage.now_ms += 1
    assert fought() is None
    order = stage.order("lin", "rose")
    assert isinstance(order, Order)
    before = stage.room.gift_landed(stage.pay(order, START_MS - 1), stage.now_ms).events[0]
    assert isinstance(before, Gift)
    assert before.battle is None


def test_nothing_is_due_before_now() -> None:
    stage = Stage()
    assert stage.room.next_due_ms(stage.now_ms) is None
    stage.act("anchor", "open_poll", question="?", choices=["A", "B"], duration_s=1)
    assert stage.room.next_due_ms(stage.now_ms) == stage.now_ms + 1_000
    assert stage.room.next_due_ms(stage.now_ms + 5_000) == stage.now_ms + 5_000


def test_the_room_knows_who_somebody_is() -> None:
    stage = Stage()
    stage.come("co", Role.COHOST)
    assert stage.room.person("co") == Person(user="co", name="CO", role=Role.COHOST)
    assert stage.room.person("anchor").role is Role.ANCHOR
