"""Tests of the whole plugin: what is seen of what is said."""

from typing import Any

import pytest
from looks import STICKER_PX, looks_of, width_of
from screen import Screen

from studio.engine.sources.fonts import font_book
from studio.engine.sources.text_layout import TextLayout
from studio.sdk import Danmaku, Face, Faces, Gift, Image, Keys, Motion, Plugin, Text
from studio.sdk.testing import FakeStudio


def said(text: str, user: str = "小雨", place: str = "scroll", **more: Any) -> Danmaku:
    return Danmaku(user, text, "#ff8800", "room", user, place=place, **more)


def still(motion: Motion) -> float:
    """Return where something stands that does not move."""
    assert isinstance(motion, float | int)
    return motion


class Picture:
    """The plugin's screen with a studio of its own."""

    def __init__(self, **settings: object) -> None:
        self.plugin = Plugin()
        self.studio = FakeStudio(self.plugin)
        self.plugin.settings = settings
        self.screen = Screen(self.plugin)
        self.screen.set_up()
        self.plugin.on(Danmaku)(self.screen.hear)
        self.plugin.every(0.1)(self.screen.look)

    def say(self, *danmaku: Danmaku) -> None:
        """Have danmaku told, and shown."""
        for each in danmaku:
            self.studio.tell(each)
        self.studio.pass_time(0.11)
        assert not self.studio.refused


def test_one_flies_over_the_picture_and_is_gone() -> None:
    picture = Picture(opacity=0.5)
    picture.say(said("你好 [火箭]"))
    assert picture.studio.texts() == ["你好 🚀"]
    (name,) = picture.studio.nodes
    way = picture.studio.motions[name]["x"]
    assert isinstance(way, Keys)
    assert way.keys[0].value == 1920
    assert way.keys[-1].value < -100
    assert picture.studio.motions[name]["opacity"] == 0.5
    picture.studio.pass_time(9.2)
    assert not picture.studio.nodes


def test_top_and_bottom_ones_stand_in_the_middle() -> None:
    picture = Picture()
    picture.say(said("top", place="top"), said("bottom", "b", "bottom"))
    places = sorted((still(how["y"]), how["x"]) for how in picture.studio.motions.values())
    assert [x for _, x in places] == [960, 960]
    assert places[0][0] < 100
    assert places[1][0] > 980
    picture.studio.pass_time(4.2)
    assert not picture.studio.nodes


def test_a_storm_is_a_full_picture_and_no_more() -> None:
    picture = Picture(most=60, area="all", size_px=24)
    most = 0
    for turn in range(200):
        picture.say(*(said("弹幕很多", f"u{turn}-{n}") for n in range(50)))
        most = max(most, len(picture.studio.nodes))
    assert most == 60
    assert picture.screen.heard == 10_000
    assert picture.screen.shown < 200
    picture.studio.pass_time(20)
    assert not picture.studio.nodes


def test_a_sticker_is_a_picture_and_an_unknown_one_is_its_words() -> None:
    looks = looks_of(said("[加油]"), 40)
    assert isinstance(looks.content, Image)
    assert looks.scale * STICKER_PX == looks.width == 120
    words = looks_of(said("[没有这个]"), 40).content
    assert isinstance(words, Text)
    assert words.text.text == "[没有这个]"


def test_hostile_words_are_one_line_of_letters() -> None:
    for text in ("a\nb" * 500, "\u202e" * 30, "", "x" * 5000, "Z" + "\u0301" * 500):
        looks = looks_of(said(text), 40)
        assert isinstance(looks.content, Text)
        assert "\n" not in looks.content.text.text
        assert looks.width < 3_000
    assert looks_of(Danmaku("a", "x", "red; drop", "room"), 40)


@pytest.mark.parametrize(
    "text",
    ["你好,世界", "WWWWMMMM@@", "the quick brown fox", "THE LAZY DOG 1234567890", "iiiiillll....",
     "مرحبا بالعالم", "สวัสดีชาวโลก", "Привет, мир!", "🚀🎉👍🏽👨‍👩‍👧‍👦🇨🇳", "ｗｉｄｅ", "½¼™∞→♥★"],
)  # fmt: skip
@pytest.mark.parametrize("font", ["Noto Sans CJK SC Bold", "DejaVu Sans Bold"])
def test_words_are_no_wider_than_they_are_taken_to_be(text: str, font: str) -> None:
    (line,) = TextLayout(font_book(), font, 40).lines(text, 0)
    assert line.width <= width_of(text, 40)


def test_a_long_one_has_its_turn_before_short_ones() -> None:
    picture = Picture(area="third", size_px=80)
    for turn in range(60):
        picture.say(*(said("短", f"s{turn}-{n}") for n in range(3)))
        picture.say(said("很长很长的一条弹幕，要飞很久才能飞完" * 2, f"l{turn}"))
    lengths = [len(text) for text in picture.studio.texts()]
    assert max(lengths) > 20


def test_a_sticker_has_two_lanes() -> None:
    picture = Picture()
    picture.say(said("[加油]"), said("x", "b"))
    ys = sorted(still(how["y"]) for how in picture.studio.motions.values())
    assert ys[1] - ys[0] >= 1.4 * 60


def test_settings_change_what_comes_next() -> None:
    picture = Picture()
    picture.plugin.settings = {"keeps_faces_free": True, "face_top_px": 0, "face_bottom_px": 300}
    picture.screen.set_up()
    picture.say(said("below the face"))
    (how,) = picture.studio.motions.values()
    assert still(how["y"]) > 300


def test_lanes_keep_away_from_faces_that_are_seen_and_come_back() -> None:
    picture = Picture(area="all")
    picture.plugin.settings = {"area": "all", "keeps_faces_free": True}
    picture.screen.set_up()
    picture.studio.tell(Faces("Camera", (Face(1, ((800.0, 100.0), (900.0, 500.0))),)))
    picture.say(*(said("短", f"s{n}") for n in range(3)))
    assert min(still(how["y"]) for how in picture.studio.motions.values()) > 620
    picture.studio.pass_time(5)
    picture.say(*(said("短", f"t{n}") for n in range(60)))
    ys = [still(how["y"]) for how in picture.studio.motions.values()]
    assert min(ys) < 300
    assert not [y for y in ys[3:] if 350 < y < 690]
    picture.plugin.settings = {"area": "all"}
    picture.screen.set_up()
    picture.studio.tell(Faces("Camera", (Face(1, ((800.0, 100.0), (900.0, 500.0))),)))
    picture.studio.pass_time(2)
    picture.say(*(said("短", f"u{n}") for n in range(200)))
    ys = [still(how["y"]) for how in picture.studio.motions.values()]
    assert [y for y in ys if 350 < y < 690]


def test_all_can_be_cleared() -> None:
    picture = Picture()
    picture.say(said("a"), said("b", "other"))
    picture.screen.clear()
    picture.studio.pass_time(0.1)
    assert not picture.studio.nodes


def test_who_gave_comes_first() -> None:
    import main

    studio = FakeStudio(main.plugin)
    studio.tell(Gift(1, "rose", "玫瑰", 1, 1, "a", "c", 1, 0, user="7"))
    assert main.screen.queues["scroll"].choice._class_of(said("x", "7"), main.plugin.now_s()) == 1
