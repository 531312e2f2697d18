"""Tests of the goal bar."""

from pathlib import Path

from studio.sdk import Gift, Spring, Started
from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio

pytest_plugins = ["studio.sdk.pytest_plugin"]

ROSES = Gift(1, "rose", "玫瑰", 100, 2500, "小雨", "c1", 100, 0)


def test_it_fills_up_and_begins_anew(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    studio.tell(ROSES)
    assert studio.texts() == ["2500 / 10000"]
    assert studio.motions["full"]["scale_x"] == Spring(to=0.25, damping=20)
    studio.use("reset")
    assert studio.texts() == ["0 / 10000"]
    assert studio.motions["full"]["scale_x"] == Spring(to=0, damping=20)


def test_what_was_reached_is_there_at_the_next_show(studio: FakeStudio) -> None:
    studio.tell(Started(1920, 1080))
    studio.tell(ROSES)
    again = FakeStudio(load_anew(Path(__file__).parent / "main.py"), storage=studio.kept)
    again.tell(Started(1920, 1080))
    assert again.texts() == ["2500 / 10000"]
