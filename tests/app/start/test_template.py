"""Tests of studio.app.start.template."""

import pytest

from studio.app.start.proposal import QUALITIES, Quality
from studio.app.start.template import Choices, build
from studio.model.graph import find_faults
from studio.model.scene import Collection


@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("camera", ["", "/dev/video2", None])
def test_is_a_collection_that_an_engine_takes(quality: Quality, camera: str | None) -> None:
    made = build(Choices(quality, camera, None))
    assert list(find_faults(made)) == []
    assert Collection.model_validate_json(made.model_dump_json(by_alias=True)) == made
    assert (made.canvas.width, int(made.canvas.fps)) == (quality.width, quality.fps)


def test_has_what_was_chosen() -> None:
    made = build(Choices(QUALITIES[1], "/dev/video2", "Headset"))
    settings = {each.kind: each.settings for each in made.inputs}
    assert settings["camera"]["device"] == "/dev/video2"
    assert settings["microphone"]["device"] == "Headset"
    assert len(made.scenes) == 3


def test_shows_the_screen_where_there_is_no_camera() -> None:
    made = build(Choices(QUALITIES[1], None, None))
    kinds = {each.name: each.kind for each in made.inputs}
    assert "camera" not in kinds.values()
    assert "microphone" not in kinds.values()
    assert "screen" in [kinds[item.source] for item in made.scenes[0].items]
