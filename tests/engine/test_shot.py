"""Tests of studio.engine.shot, by the command that has it taken: what people wear is on it."""

import json
import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from studio.cli.shot import take_shot
from studio.model.session import ShotPlan
from studio.weights.fetching import is_whole
from studio.weights.models import named
from tests.ar.camera import Pixels
from tests.ar.clips import Pose, Stage

WIDTH, HEIGHT = 640, 360
FACE = Pose(320, 150, 110)
WORN: list[dict[str, object]] = [
    {"name": "Colour", "kind": "background", "settings": {"mode": "color", "color": "#00a050"}},
    {"name": "Cat", "kind": "face_effect", "settings": {"effect": "cat"}},
]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A face that keeps still for a few seconds."""
    folder = tmp_path_factory.mktemp("shot")
    cv2.imwrite(str(folder / "face.png"), Stage(WIDTH, HEIGHT).shot(0, FACE).rgb[:, :, ::-1])
    made = folder / "face.mp4"
    still = ["ffmpeg", "-v", "error", "-loop", "1", "-i", str(folder / "face.png"), "-t", "2"]
    subprocess.run([*still, "-pix_fmt", "yuv420p", str(made)], check=True, timeout=60)
    return made


def shot(clip: Path, name: str, filters: list[dict[str, object]]) -> Pixels:
    camera = {"name": "Camera", "kind": "media", "settings": {"file": clip.name}}
    collection = {
        "schema": 1,
        "name": "Shot",
        "canvas": {"width": WIDTH, "height": HEIGHT, "fps": "30"},
        "inputs": [{**camera, "filters": filters}],
        "scenes": [{"name": "Main", "items": [{"source": "Camera"}]}],
    }
    path, out = clip.with_name(f"{name}.json"), clip.with_name(f"{name}.png")
    path.write_text(json.dumps(collection))
    assert take_shot(ShotPlan(collection=str(path), out=str(out), after_s=0.5)) == 0
    read = cv2.imread(str(out))
    assert read is not None
    return np.asarray(read[:, :, ::-1], np.uint8)


@pytest.mark.slow
@pytest.mark.skipif(
    not all(is_whole(named(name)) for name in ("face", "person")), reason="no models here"
)
def test_a_shot_wears_what_a_live_picture_does(
    clip: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worn = shot(clip, "worn", WORN)
    assert capsys.readouterr().out.strip().endswith("worn.png was written.")
    corner = worn[4:40, -60:-4].reshape(-1, 3).mean(axis=0)
    assert np.abs(corner - (0, 0xA0, 0x50)).max() < 12, corner
    plain = Stage(WIDTH, HEIGHT).shot(0, FACE).rgb
    nose = np.s_[140:180, 295:345]
    changed = np.abs(worn[nose].astype(int) - plain[nose]).max(axis=2) > 60
    assert changed.mean() > 0.02  # the cat's nose


@pytest.mark.slow
def test_what_can_not_be_worn_is_told(clip: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shot(clip, "odd", [{"name": "X", "kind": "face_effect", "settings": {"effect": "no-such"}}])
    assert 'There is no effect for faces named "no-such".' in capsys.readouterr().out
