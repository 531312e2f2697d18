"""Tests of the clock."""

from studio.sdk import Started, Text
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]


def test_it_shows_the_time(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    assert studio.texts() == ["20:00"]
    studio.pass_time(61)
    assert studio.texts() == ["20:01"]


def test_it_is_shown_as_it_is_set(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    studio.set(seconds=True, color="#ff8800")
    assert studio.texts() == ["20:00:00"]
    content = studio.nodes["clock"].content
    assert isinstance(content, Text)
    assert content.text.color == "#ff8800"
