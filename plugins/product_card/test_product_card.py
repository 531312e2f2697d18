"""Tests of the product cards."""

from cards import Card, cards_of
from script import HIDE, KEEP, UNKNOWN, Passage, passages_of

from studio.sdk import SceneShown, Started
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]

CUP, TEA = ["手作陶杯", "每一只都不一样", "¥59"], ["桂花乌龙", "今年的新茶", "¥88"]


def test_products_are_lines() -> None:
    assert cards_of("杯 |¥5\n\n 茶|¥8| 新|tea.png|Tea | x\n|¥9\n" + "x\n" * 30)[:2] == [
        Card("杯", "¥5"),
        Card("茶", "¥8", "新", "tea.png", "Tea"),
    ]
    assert len(cards_of("x\n" * 30)) == 20


def test_the_panel_shows_one_for_a_while(studio: FakeStudio) -> None:
    studio.use("number", 2)
    studio.use("show")
    assert studio.texts() == TEA
    assert studio.panel["status"].value == "2. 桂花乌龙"
    studio.pass_time(14)
    studio.use("show")
    studio.pass_time(14)
    assert studio.texts() == TEA
    studio.pass_time(2)
    assert studio.texts() == []
    studio.use("number", 9)
    studio.use("show")
    assert studio.panel["status"].value == "没有第 9 个商品"


def test_a_hotkey_goes_through_all_of_them(studio: FakeStudio) -> None:
    seen = []
    for _ in range(3):
        studio.press("next")
        seen.append(studio.texts())
    assert seen == [CUP, TEA, CUP]
    studio.press("hide")
    assert studio.texts() == []


def test_a_product_comes_with_its_scene_and_stays_if_it_shall(studio: FakeStudio) -> None:
    studio.set(cards="茶 | ¥8 | 新 | | Tea\n", stay_s=0, side="right")
    studio.tell(SceneShown("Game"))
    assert studio.texts() == []
    studio.tell(SceneShown("Tea"))
    studio.pass_time(10_000)
    assert studio.texts() == ["茶", "新", "¥8"]


def test_a_picture_that_there_is_not_is_said(studio: FakeStudio) -> None:
    studio.set(cards="茶 | ¥8 | 新 | gone.png")
    studio.press("next")
    assert studio.refused == ["There is no file 'gone.png' in the plugin's folder."]


def test_a_script_falls_into_passages_at_its_marks() -> None:
    cards = cards_of("杯 | ¥5\n新茶")
    assert passages_of("大家好\n【杯】 这只杯\n 好看[2]茶【】聊聊[没有]", cards) == [
        Passage("大家好"),
        Passage("这只杯\n好看", 0, "【杯】"),
        Passage("茶", 1, "[2]"),
        Passage("聊聊", HIDE, "【】"),
        Passage("", UNKNOWN, "[没有]"),
    ]
    assert passages_of("【茶】", cards) == [Passage(""), Passage("", UNKNOWN, "【茶】")]
    assert passages_of("没有标记 【\n】", cards) == [Passage("没有标记 【\n】", KEEP)]


def test_the_script_is_gone_through_mark_by_mark(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    assert studio.panel["script"].value == "大家好，今天带来两样好东西。"
    assert "【手作陶杯】先看这只杯子" in str(studio.panel["coming"].value)
    assert not studio.panel["previous_mark"].is_enabled
    studio.press("next_mark")
    assert studio.texts() == CUP
    assert studio.panel["coming"].value == "【】说说它是怎么烧出来的。"
    studio.use("next_mark")
    assert studio.texts() == []
    studio.press("next_mark")
    assert studio.texts() == TEA
    assert studio.panel["coming"].value == ""
    studio.press("previous_mark")
    studio.use("previous_mark")
    assert studio.texts() == CUP
    for _ in range(3):
        studio.press("next_mark")
    assert studio.texts() == []
    assert studio.panel["script"].value == "大家好，今天带来两样好东西。"


def test_a_script_that_is_changed_or_names_no_product_is_followed(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    studio.press("previous_mark")
    for _ in range(3):
        studio.press("next_mark")
    studio.set(script="【茶】茶\n【没有】别的")
    assert studio.panel["script"].value == "【没有】别的"
    studio.press("previous_mark")
    studio.press("next_mark")
    assert studio.panel["status"].value == "没有商品【没有】"
    assert studio.texts() == []
    studio.set(script="")
    studio.press("next_mark")
    assert studio.panel["script"].value == ""
    assert not studio.panel["next_mark"].is_enabled
