"""Scenes, servers and folders for the tests that run the whole studio."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import NginxRtmp

ROOT = Path(__file__).resolve().parents[2]
CLIPS = ROOT / "assets" / "clips"


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    """A small scene that moves and sounds, at a cost that a busy machine can pay."""
    collection = {
        "schema": 1,
        "name": "Test",
        "canvas": {"width": 640, "height": 360, "fps": "30"},
        "current_scene": "Main",
        "inputs": [
            {
                "name": "Presenter",
                "kind": "media",
                "settings": {"file": str(CLIPS / "camera.mp4"), "loop": True},
            },
            {
                "name": "Music",
                "kind": "media",
                "settings": {"file": str(CLIPS / "music.ogg"), "loop": True},
            },
            {"name": "Words", "kind": "text", "settings": {"text": "直播 live", "size_px": 32}},
        ],
        "scenes": [
            {
                "name": "Main",
                "items": [
                    {"source": "Presenter"},
                    {"source": "Words", "transform": {"x": 20, "y": 20}},
                    {"source": "Music"},
                ],
            }
        ],
    }
    path = tmp_path / "scene.json"
    path.write_text(json.dumps(collection))
    return path


@pytest.fixture
def cheap(scene: Path) -> list[str]:
    """The words that go live with that scene at the least cost."""
    return [str(scene), "--encoder", "libx264", "--preset", "superfast", "--video-kbps", "800"]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[NginxRtmp]:
    """An RTMP server that we did not write."""
    with NginxRtmp(tmp_path / "nginx-1") as running:
        yield running


@pytest.fixture
def other_server(tmp_path: Path) -> Iterator[NginxRtmp]:
    """Another one."""
    with NginxRtmp(tmp_path / "nginx-2") as running:
        yield running
