"""A collection to edit."""

from studio.model.scene import Collection, SceneItem


def small_collection() -> Collection:
    """Return two scenes, a group, a nested scene and a ducking rule."""
    return Collection.model_validate(
        {
            "schema": 1,
            "canvas": {"width": 640, "height": 360},
            "current_scene": "Side",
            "inputs": [
                {"name": "Cam", "kind": "camera"},
                {"name": "Logo", "kind": "image", "settings": {"file": "logo.png"}},
                {"name": "Music", "kind": "media", "settings": {"file": "a.mp3"}},
                {"name": "Mic", "kind": "microphone"},
            ],
            "scenes": [
                {"name": "Main", "items": [{"source": "Cam"}, {"source": "Corner"}]},
                {"name": "Side", "items": [{"source": "Main"}, {"source": "Logo"}]},
            ],
            "groups": [{"name": "Corner", "items": [{"source": "Logo"}]}],
            "audio": {"ducking": [{"target": "Music", "trigger": "Mic"}]},
        }
    )


def shown(collection: Collection, holder: str) -> list[str]:
    """Return what a scene or group shows, bottom first."""
    return [item.source for item in items(collection, holder)]


def items(collection: Collection, holder: str) -> tuple[SceneItem, ...]:
    """Return the items of a scene or group."""
    found = collection.scene(holder) or collection.group(holder)
    assert found, holder
    return found.items
