"""Tests of the follow alert."""

from studio.sdk import Follow
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def test_who_is_new_has_a_card(studio: FakeStudio) -> None:
    studio.tell(Follow("小雨", "7", 1, "雨伞"))
    studio.tell(Follow("阿明", "8", 5, "雨伞"))
    studio.pass_time(5)
    assert studio.texts() == ["小雨", "加入了粉丝团 雨伞"]
    assert studio.nodes["card/who"].parent == "card"
    studio.pass_time(10)
    assert studio.texts() == ["小雨", "加入了粉丝团 雨伞"]
