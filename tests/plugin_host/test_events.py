"""Tests of studio.plugin_host.events: what travels is what a plugin hears."""

import pytest

from studio.model.captions.spoken import Spoken, Word
from studio.model.events import (
    Captioned,
    CurrentProgramSceneChanged,
    OutputStateChanged,
    StudioModeChanged,
)
from studio.plugin_host.events import EngineNews, Told, from_meters, from_often, from_room
from studio.room.protocol.events import CaptionShown, ForeignGift, MemberChanged
from studio.room.protocol.events import Danmaku as RoomDanmaku
from studio.room.protocol.events import Gift as RoomGift
from studio.room.protocol.values import Badge, Person, Role, Tier
from studio.sdk import (
    AudioLevel,
    Caption,
    Danmaku,
    Entered,
    Face,
    Faces,
    Follow,
    Gift,
    SceneShown,
    StreamState,
)
from studio.sdk.events import Event

FAN = Badge(club="雨伞", level=3, anchor="1")
LIN = Person(user="7", name="小雨", role=Role.MODERATOR, level=9, badge=FAN)
NOW_S = 1_000.0


def heard(told: Told | None) -> object:
    assert told
    message = told.to_message()
    return Event.read(message["name"], message["told"])


def changed(state: str, output: str = "push-1") -> OutputStateChanged:
    told = {"output": output, "address": "rtmp://example.com", "state": state}
    return OutputStateChanged.model_validate(told)


def test_scenes_are_heard_once_each_and_again_by_who_starts() -> None:
    news = EngineNews()
    assert news.event(CurrentProgramSceneChanged(scene="Camera"), NOW_S)
    assert news.event(CurrentProgramSceneChanged(scene="Camera"), NOW_S) == []
    assert news.event(StudioModeChanged(enabled=True), NOW_S) == []
    scene, stream = news.now()
    assert heard(scene) == SceneShown("Camera")
    assert heard(stream) == StreamState("off", 0.0)


def test_the_stream_is_as_good_as_its_best_destination() -> None:
    news = EngineNews()
    seen = []
    for now_s, event in enumerate(
        [
            changed("connecting"),
            changed("live"),
            changed("connecting", "push-2"),
            changed("reconnecting"),
            changed("recording", "record"),
            changed("live", "push-2"),
            changed("failed", "push-2"),
            changed("ended"),
        ]
    ):
        seen += [heard(told) for told in news.event(event, float(now_s))]
    assert seen == [
        StreamState("connecting", 0.0),
        StreamState("live", 1.0),
        StreamState("reconnecting", 3.0),
        StreamState("live", 5.0),
        StreamState("reconnecting", 6.0),
        StreamState("off", 7.0),
    ]


def test_who_connects_later_learns_since_when_it_is_live() -> None:
    news = EngineNews()
    outputs = {"push-1": {"state": "live", "since": 900.0}, "record": {"state": "recording"}}
    told = news.snapshot({"program_scene": "Game", "outputs": outputs}, NOW_S)
    assert [heard(each) for each in told] == [SceneShown("Game"), StreamState("live", 900.0)]
    assert news.snapshot({"program_scene": "Game", "outputs": outputs}, NOW_S) == []
    assert heard(news.snapshot({"program_scene": "Game"}, NOW_S)[0]) == StreamState("off", NOW_S)


def test_how_loud_it_is_is_that_of_the_louder_channel() -> None:
    told = from_meters({"type": "meters", "buses": {"1": [-12.0, -20.0, -6.0, -30.0]}})
    assert heard(told) == AudioLevel(-6.0, -20.0)
    assert told
    assert (told.right, told.only_if_heard) == ("audio", True)
    nonsense: tuple[object, ...] = (None, [], {"1": [1]}, {"1": ["a", "b"]})
    for levels in nonsense:
        assert from_meters({"type": "meters", "buses": levels}) is None


def test_what_people_say_and_give_is_heard_with_who_they_are() -> None:
    said = RoomDanmaku(danmaku=1, by=LIN, text="666", color="#FF0000", place="top")
    told = from_room(said.model_dump(mode="json"))
    assert told
    assert told.right == "room"
    assert heard(told) == Danmaku("小雨", "666", "#FF0000", "room", "7", "moderator", 9, 3, "top")
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
    expected = Gift(9, "rocket", "火箭", 2, 1000, "小雨", "c1", 66, 66, "7", fan_level=3)
    assert heard(from_room(gift.model_dump(mode="json"))) == expected


def test_gifts_of_another_platform_are_gifts_without_coins() -> None:
    gift = ForeignGift(source="bilibili", message="m", name="辣条", count=5, worth_fen=50, by=LIN)
    expected = Gift(0, "辣条", "辣条", 5, 0, "小雨", "", 5, 0, "7", "bilibili", 50, 3)
    assert heard(from_room(gift.model_dump(mode="json"))) == expected


def test_a_new_fan_and_who_comes_are_heard() -> None:
    rose = MemberChanged(who=LIN, what="badge")
    assert heard(from_room(rose.model_dump(mode="json"))) == Follow("小雨", "7", 3, "雨伞")
    assert from_room(MemberChanged(who=LIN, what="level").model_dump(mode="json")) is None
    came = {"type": "entered", "by": LIN.model_dump(mode="json")}
    assert heard(from_room(came)) == Entered("小雨", "7", 9, 3)


def test_what_is_spoken_is_heard_from_the_engine_and_not_again_from_the_room() -> None:
    words = (Word(text="大家", start_ms=5, end_ms=300), Word(text="好", start_ms=300, end_ms=500))
    (told,) = EngineNews().event(Captioned(spoken=Spoken(id="1", words=words)), NOW_S)
    assert heard(told) == Caption("大家好", 5, False, "zh")
    assert (told.right, told.only_if_heard) == ("captions", True)
    spoken = Spoken(
        id="1", words=words, is_final=True, translation="Hello.", translation_language="en"
    )
    (told,) = EngineNews().event(Captioned(spoken=spoken), NOW_S)
    assert heard(told) == Caption("大家好", 5, True, "zh", "Hello.", "en")
    nothing = Captioned(spoken=Spoken(id="1", language="en", is_final=True))
    assert heard(EngineNews().event(nothing, NOW_S)[0]) == Caption("", 0, True, "en")
    shown = CaptionShown(text="大家好", start_ms=5, is_final=True, language="zh")
    assert from_room(shown.model_dump(mode="json")) is None


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        {"type": "danmaku", "by": "me", "text": "x"},
        {"type": "danmaku", "by": {"name": 5}, "text": "x"},
        {"type": "danmaku", "by": {"name": "a"}, "text": None},
        {"type": "gift", "by": {"name": "a"}, "gift": "1"},
        {"type": "member_changed", "what": "badge", "who": {"badge": None}},
        {"type": "poll", "by": {"name": "a"}},
    ],
)
def test_what_is_not_as_it_should_be_is_nothing(nonsense: dict[str, object]) -> None:
    assert from_room(nonsense) is None


def test_faces_are_told_to_those_who_listen_and_may() -> None:
    face = {"number": 3, "landmarks": [[1.5, 2.0]], "shapes": {"jawOpen": 0.5}}
    told = from_often({"type": "faces", "source": "Camera", "faces": [face]})
    assert heard(told) == Faces("Camera", (Face(3, [[1.5, 2.0]], {"jawOpen": 0.5}),))  # type: ignore[arg-type] # as it travels
    assert told is not None
    assert (told.right, told.only_if_heard) == ("faces", True)
    nobody = from_often({"type": "faces", "source": "Camera", "faces": []})
    assert heard(nobody) == Faces("Camera", ())
    assert from_often({"type": "faces", "source": "Camera"}) is None
    assert from_often({"type": "reply"}) is None
