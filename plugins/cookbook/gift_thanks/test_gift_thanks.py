"""Tests of the thanks for gifts."""

from studio.sdk import Combo
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def test_each_run_is_thanked_for_once_and_in_turn(studio: FakeStudio) -> None:
    studio.tell(Combo("rose", "玫瑰", "小雨", count=66, coins=66))
    studio.tell(Combo("rocket", "火箭", "阿明", count=1, coins=5000))
    studio.tell(Combo("heart", "小心心", "路人", count=1, coins=1))
    studio.pass_time(5)
    assert studio.said == ["【礼物答谢】谢谢 小雨 的 玫瑰×66", "【礼物答谢】谢谢 阿明 的 火箭×1"]
    assert not studio.refused
