"""Tests of ``rocket-studio gift``, as it is used: by its words, in processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

GIFTS = Path(__file__).resolve().parents[3] / "assets" / "gifts"
PATIENCE_S = 180
EFFECT = """\
id = "square"
name = { zh = "方", en = "Square" }
ms = 400
[when]
recipe = [{ gift = "rocket", count = 2 }]
[[part]]
id = "box"
content = { kind = "box", width = 400, height = 400, color = "#ff0000" }
x = [[0, 200], [400, 1720]]
y = 540
"""


def gift(*words: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "studio", "gift", *map(str, words)],
        env={**os.environ, "ROCKET_STUDIO_CONFIG_DIR": str(home)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


@pytest.fixture
def square(tmp_path: Path) -> Path:
    folder = tmp_path / "square"
    folder.mkdir()
    (folder / "effect.toml").write_text(EFFECT, "utf-8")
    return folder


def read(path: Path) -> np.ndarray:
    """Return the picture of a file."""
    picture = cv2.imread(str(path))
    assert picture is not None
    return np.asarray(picture, np.uint8)


def reddest(picture: np.ndarray) -> int:
    """Return the column in which it is reddest."""
    blue, green, red = (picture[..., each].astype(int) for each in range(3))
    return int((red - (blue + green) // 2).sum(axis=0).argmax())


def test_a_gift_is_packed_installed_and_listed(square: Path, tmp_path: Path) -> None:
    packed = gift("pack", square, "-o", tmp_path / "square.gift", home=tmp_path)
    assert packed.returncode == 0, packed.stderr
    checked = gift("check", tmp_path / "square.gift", "--json", home=tmp_path)
    assert json.loads(checked.stdout)["cost"] == "small"
    installed = gift("install", tmp_path / "square.gift", home=tmp_path)
    assert "rocket×2" in installed.stdout
    listed = gift("list", "--json", home=tmp_path)
    found = {each["id"]: each for each in json.loads(listed.stdout)}
    assert found["square"]["folder"] == str(tmp_path / "gifts" / "square")
    assert "rocket" in found


def test_what_is_wrong_is_said_and_the_exit_code_tells(square: Path, tmp_path: Path) -> None:
    (square / "effect.toml").write_text(EFFECT.replace("ms = 400", "ms = 99_999"), "utf-8")
    checked = gift("check", square, home=tmp_path)
    assert checked.returncode == 2
    assert "20000" in checked.stderr
    refused = gift("preview", square, "-o", tmp_path / "out.jpg", home=tmp_path)
    assert refused.returncode == 2
    assert "webp" in refused.stderr


@pytest.mark.slow
def test_a_preview_shows_how_it_moves(square: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.webp"
    done = gift("preview", square, "-o", out, home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "6 of 6 pictures" in done.stderr
    is_read, film = cv2.imreadanimation(str(out))
    assert is_read
    assert [each.shape[:2] for each in film.frames] == [(270, 480)] * 6
    assert sum(film.durations) == pytest.approx(400, abs=10)
    first, last = reddest(film.frames[0]), reddest(film.frames[-1])
    assert first < 120 < 300 < last
    still = tmp_path / "still.png"
    done = gift("preview", square, "-o", still, "--at", "200", home=tmp_path)
    assert done.returncode == 0, done.stderr
    assert reddest(read(still)) == pytest.approx(240, abs=55)


@pytest.mark.slow
def test_models_and_particles_are_seen_in_a_preview(tmp_path: Path) -> None:
    out = tmp_path / "rocket.png"
    done = gift("preview", GIFTS / "rocket", "-o", out, "--at", "3000", home=tmp_path)
    assert done.returncode == 0, done.stderr
    picture = read(out)
    hull = picture[110:150, 330:345].mean(axis=(0, 1))
    assert hull.min() > 120, "its white hull stands there"
    flame = picture[150:180, 340:360].astype(int)
    assert (flame[..., 2] - flame[..., 0]).max() > 60, "its flame is yellow"
