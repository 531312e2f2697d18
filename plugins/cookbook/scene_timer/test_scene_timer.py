"""Tests of the scene timer."""

from pathlib import Path

import pytest

from studio.sdk import SceneShown
from studio.sdk.loading import load_anew
from studio.sdk.testing import FakeStudio


@pytest.fixture
def studio() -> FakeStudio:
    settings = {"scenes": "Game\nCamera\n", "minutes": 1}
    plugin = load_anew(Path(__file__).parent / "main.py")
    return FakeStudio(plugin, settings=settings, scenes=("Main", "Game", "Camera"))


def test_scenes_take_turns_while_it_is_on(studio: FakeStudio) -> None:
    studio.tell(SceneShown("Main"))
    studio.pass_time(300)
    assert studio.scene == "Main"
    studio.use("is_on", True)
    seen = []
    for _ in range(3):
        studio.pass_time(61)
        seen.append(studio.scene)
    assert seen == ["Game", "Camera", "Game"]


def test_who_changes_it_by_hand_gives_it_its_whole_time(studio: FakeStudio) -> None:
    studio.use("is_on", True)
    studio.pass_time(50)
    studio.tell(SceneShown("Camera"))
    studio.pass_time(50)
    assert studio.scene == "Camera"
    studio.pass_time(20)
    assert studio.scene == "Game"
