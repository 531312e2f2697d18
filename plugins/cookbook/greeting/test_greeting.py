"""Tests of the greeting."""

from studio.sdk import Entered
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def test_who_comes_is_welcomed_in_turn(studio: FakeStudio) -> None:
    studio.tell(Entered("小雨"))
    studio.tell(Entered("阿明"))
    studio.pass_time(3)
    assert studio.texts() == ["欢迎 小雨 来到直播间"]
    studio.set(words="{name} 来了")
    studio.pass_time(3)
    assert studio.texts() == ["阿明 来了"]
    studio.pass_time(3)
    assert studio.texts() == []
