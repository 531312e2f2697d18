"""Tests of tests.bench.contest: the scene that plays our part is one that the studio takes."""

import json
from pathlib import Path

import pytest

from studio.model.collection_file import load, missing_files
from tests.bench.contest import arguments
from tests.bench.standard_scene import Box, TextLine, layout, read_layout

NAMES = ("bg.mp4", "cam.mp4", "logo.png", "music.wav")


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    for name in NAMES:
        (folder / name).touch()
    return folder


def words(media: Path, run: Path, size: tuple[int, int] = (1280, 720)) -> list[str]:
    numbers = [str(size[0]), str(size[1]), "30", "2500"]
    return ["rtmp://127.0.0.1/live/s", *numbers, ":9", str(media), str(run)]


def test_the_standard_scene_is_one_that_loads(media: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    made = arguments(words(media, run), {})
    assert made[:2] == ["live", str(run / "scene.json")]
    collection = load(run / "scene.json")
    assert missing_files(collection, run / "scene.json") == []
    assert [item.source for item in collection.scenes[0].items] == [
        *("bg", "screen", "cam", "logo", "text", "music")
    ]
    camera = collection.scenes[0].items[2].transform
    assert (camera.x, camera.y) == (1280 - 454, 720 - 266)


def test_the_encoder_gets_the_options_of_the_peers(media: Path, tmp_path: Path) -> None:
    made = arguments(words(media, tmp_path / "run"), {})
    assert made[made.index("--preset") + 1] == "veryfast"
    assert "bf=3" in made[made.index("--encoder-options") + 1]
    low = arguments(words(media, tmp_path / "run"), {"BENCH_LATENCY": "low"})
    assert "--encoder-options" not in low


def test_media_that_is_not_there_is_left_out(media: Path, tmp_path: Path) -> None:
    (media / "cam.mp4").unlink()
    (media / "music.wav").unlink()
    arguments(words(media, tmp_path / "run"), {})
    collection = load(tmp_path / "run" / "scene.json")
    assert [each.name for each in collection.inputs] == ["bg", "screen", "logo", "text"]


def test_other_places_come_from_a_file(media: Path, tmp_path: Path) -> None:
    places = {"screen": [10, 20, 300, 200], "cam": None, "text": [1, 2, 30, "words"]}
    (media / "layout.json").write_text(json.dumps(places))
    other = read_layout(media / "layout.json", 1920, 1080)
    assert other.screen == Box(10, 20, 300, 200)
    assert other.cam is None
    assert other.text == TextLine(1, 2, 30, "words")
    assert other.logo == layout(1920, 1080).logo
    arguments(words(media, tmp_path / "run", (1920, 1080)), {})
    collection = load(tmp_path / "run" / "scene.json")
    assert "cam" not in [each.name for each in collection.inputs]
