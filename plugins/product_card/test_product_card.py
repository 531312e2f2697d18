"""Tests of the product cards."""

from cards import Card, cards_of

from studio.sdk import SceneShown
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
