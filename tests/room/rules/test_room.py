"""Tests of studio.room.rules.room: what its parts do together."""

from studio.room.protocol.events import Accepted, Danmaku, Gift
from studio.room.rules.records import DanmakuSaid, GiftShown, Presence
from tests.room.rules.stage import START_MS, Stage


def test_people_come_speak_give_and_leave() -> None:
    stage = Stage()
    came = stage.come("lin")
    assert [type(record) for record in came.records] == [Presence]

    said = stage.say("lin", "来了！")
    assert said.reply == Accepted(id="a1", server_ms=START_MS)
    (danmaku,) = said.events
    assert isinstance(danmaku, Danmaku)
    assert (danmaku.danmaku, danmaku.by.name, danmaku.text) == (1, "LIN", "来了！")
    assert isinstance(said.records[0], DanmakuSaid)

    gave = stage.give("lin", "rocket", count=2)
    gift = gave.events[0]
    assert isinstance(gift, Gift)
    assert (gift.coins, gift.name, gift.to.name, gift.gift) == (20_002, "火箭", "阿月", 1)
    assert isinstance(gave.records[0], GiftShown)

    left = stage.room.leave("lin", stage.now_ms)
    assert left.records == (Presence("1", "lin", "LIN", False, False, START_MS),)
