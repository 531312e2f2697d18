"""Tests of the poll by danmaku."""

from studio.sdk import Danmaku
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def say(studio: FakeStudio, user: str, text: str) -> None:
    studio.tell(Danmaku("名字", text, "#FFFFFF", "room", user))


def test_each_person_has_one_vote(studio: FakeStudio) -> None:
    studio.use("start")
    for user, text in (("1", "1"), ("2", " 2 "), ("2", "1"), ("3", "2"), ("4", "3"), ("5", "²")):
        say(studio, user, text)
    assert studio.texts() == ["1. 继续  2 票", "2. 换一局  1 票"]
    studio.use("start")
    assert studio.texts() == ["1. 继续  0 票", "2. 换一局  0 票"]
