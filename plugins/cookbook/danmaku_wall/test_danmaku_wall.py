"""Tests of the danmaku wall."""

from studio.sdk import Danmaku, Spring
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def test_the_last_ones_are_shown_the_newest_at_the_bottom(studio: FakeStudio) -> None:
    studio.set(lines=2)
    for text in ("一", "二", "三"):
        studio.tell(Danmaku("小雨", text, "#FFFFFF", "room"))
    assert studio.texts() == ["小雨：二", "小雨：三"]
    heights = [motion["y"] for motion in studio.motions.values()]
    assert heights == [Spring(to=952), Spring(to=1000)]
    assert not studio.refused
