"""Tests of studio.app.battle.offering: which inputs another studio may be offered."""

from studio.app.battle.offering import offerable
from studio.model.scene import Collection


def test_cameras_come_first_and_neither_sound_nor_the_others_own_pictures_go_out() -> None:
    def link(name: str, **settings: str) -> dict[str, object]:
        return {"name": name, "kind": "link", "settings": settings}

    collection = Collection.model_validate(
        {
            "schema": 1,
            "inputs": [
                {"name": "Clip", "kind": "media", "settings": {"file": "a.mp4"}},
                {"name": "Song", "kind": "media", "settings": {"file": "a.OGG"}},
                {"name": "Mic", "kind": "microphone"},
                {"name": "Screen", "kind": "screen"},
                {"name": "Door", "kind": "network", "settings": {"url": "rtsp://10.0.0.2/door"}},
                link("Guest", peer="seat:1"),
                link("Host", peer="studio"),
                link("Theirs", peer="Wei", camera="Top"),
                link("Phone", peer="p-1"),
                {"name": "Desk", "kind": "camera", "settings": {"device": "/dev/video0"}},
                {"name": "x" * 200, "kind": "camera", "settings": {"device": "/dev/video1"}},
            ],
            "scenes": [{"name": "Main"}],
        }
    )
    names = [each.name for each in offerable(collection)]
    assert names == ["Desk", "Phone", "Door", "Clip"]
