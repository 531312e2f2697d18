"""Tests of studio.plugin_host.events: what is told is what the sdk knows."""

import pytest

from studio.model.events import CurrentProgramSceneChanged, StudioModeChanged
from studio.plugin_host.events import Told, from_engine, from_room
from studio.room.protocol.events import Danmaku as RoomDanmaku
from studio.room.protocol.events import Gift as RoomGift
from studio.room.protocol.values import Person, Tier
from studio.sdk import Danmaku, Gift, SceneShown
from studio.sdk.line import event_of

LIN = Person(user="u1", name="小雨")


def heard(told: Told | None) -> object:
    assert told
    return event_of(told.to_message())


def test_what_the_engine_tells_is_heard() -> None:
    told = from_engine(CurrentProgramSceneChanged(scene="Camera"))
    assert heard(told) == SceneShown("Camera")
    assert from_engine(StudioModeChanged(enabled=True)) is None


def test_what_a_room_tells_is_heard_with_the_right_to() -> None:
    said = RoomDanmaku(danmaku=1, by=LIN, text="666", color="#FF0000")
    told = from_room(said.model_dump(mode="json"))
    assert told
    assert told.right == "room"
    assert heard(told) == Danmaku("小雨", "666", "#FF0000", "room")
    gift = RoomGift(
        gift=9,
        kind="rocket",
        name="火箭",
        count=2,
        coins=1000,
        tier=next(iter(Tier)),
        by=LIN,
        to=LIN,
        combo="c1",
        combo_count=66,
        combo_ends_ms=5,
        milestone=66,
    )
    told = from_room(gift.model_dump(mode="json"))
    assert heard(told) == Gift(9, "rocket", "火箭", 2, 1000, "小雨", "c1", 66, 66)


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        {"type": "danmaku", "by": "me", "text": "x"},
        {"type": "danmaku", "by": {"name": 5}, "text": "x"},
        {"type": "danmaku", "by": {"name": "a"}, "text": None},
        {"type": "gift", "by": {"name": "a"}, "gift": "1"},
        {"type": "poll", "by": {"name": "a"}},
    ],
)
def test_what_is_not_as_it_should_be_is_nothing(nonsense: dict[str, object]) -> None:
    assert from_room(nonsense) is None
