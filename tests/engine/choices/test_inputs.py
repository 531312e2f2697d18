"""Tests of studio.engine.choices.inputs."""

from studio.engine.choices.inputs import inputs_for
from studio.model.scene import Collection


def test_an_avatar_may_watch_what_has_people_and_hear_what_sounds() -> None:
    collection = Collection.model_validate(
        {
            "schema": 1,
            "inputs": [
                {"name": "Wall", "kind": "color"},
                {"name": "Webcam", "kind": "camera"},
                {"name": "Film", "kind": "media", "settings": {"file": "film.mp4"}},
                {"name": "Mic", "kind": "microphone"},
                {"name": "Cat", "kind": "avatar"},
            ],
            "scenes": [{"name": "Main", "items": []}],
        }
    )
    assert [each["value"] for each in inputs_for(collection, "camera")] == ["Webcam", "Film"]
    assert [each["value"] for each in inputs_for(collection, "microphone")] == ["Film", "Mic"]
