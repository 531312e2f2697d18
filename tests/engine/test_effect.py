"""Tests of studio.engine.effect: ``rocket-studio effect``."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.engine.effect import main
from studio.engine.face_effects.reading import read_all
from studio.engine.picture import Plane
from studio.model.face_effect import read_face_effect

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Done:
    """What a command said."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs the program in this process: to load all that it needs anew takes seconds."""
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))

    def run(*words: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["effect", *map(str, words)])
        code = main()
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def pixels(path: Path) -> Plane:
    with Image.open(path) as image:
        return np.array(image.convert("RGB"))


def test_a_new_effect_works_at_once_and_is_seen_in_a_preview(tmp_path: Path, effect: Run) -> None:
    folder = tmp_path / "My Hat 2"
    assert effect("new", folder).returncode == 0
    assert read_face_effect(folder).id == "my_hat_2"
    read_all(folder)
    checked = effect("check", folder)
    assert "3 parts" in checked.stdout
    out = tmp_path / "sheet.webp"
    drawn = effect("preview", folder, "-o", out)
    assert (drawn.returncode, drawn.stderr) == (0, "")
    sheet = pixels(out).astype(int)
    # Gold is nowhere else on the sheet: on the cheeks of all heads, on the forehead with a smile.
    gold = (sheet[..., 0] > 225) & (sheet[..., 2] < 120)
    ahead, smiling = gold[:360, :360], gold[360:, :360]
    assert ahead.sum() > 40
    assert smiling.sum() > 2 * ahead.sum()


def test_a_folder_that_is_there_or_has_no_name_is_refused(tmp_path: Path, effect: Run) -> None:
    there = effect("new", tmp_path)
    assert (there.returncode, "is there already" in there.stderr) == (1, True)
    nameless = effect("new", tmp_path / "77")
    assert (nameless.returncode, "is named with letters" in nameless.stderr) == (1, True)


def test_check_says_every_mistake_with_its_place(tmp_path: Path, effect: Run) -> None:
    folder = tmp_path / "mine"
    effect("new", folder)
    text = (folder / "effect.toml").read_text("utf-8")
    text = text.replace('"left_cheek"', '"knee"').replace('"smile"', '"sneeze"')
    (folder / "effect.toml").write_text(text, "utf-8")
    wrong = effect("check", folder)
    assert wrong.returncode == 1
    first, second = wrong.stderr.splitlines()
    assert first.startswith(f'{folder}/effect.toml: part "left_star": on: should be')
    assert second.startswith(f"{folder}/effect.toml: trigger 1: on: should be")


def test_all_are_listed_the_users_own_among_them(tmp_path: Path, effect: Run) -> None:
    effect("new", tmp_path / "effects" / "mine")
    listed = json.loads(effect("list", "--json").stdout)
    names = {each["id"]: each for each in listed}
    assert names["mine"]["folder"] == str(tmp_path / "effects" / "mine")
    assert names["sweetheart"]["hands"] is True
    assert names["crown"]["models"] == 1
    assert "mine" in effect("list").stdout


def test_what_is_no_picture_file_or_no_effect_is_refused(tmp_path: Path, effect: Run) -> None:
    film = effect("preview", "cat", "-o", tmp_path / "x.mp4")
    assert "a preview is a .webp or a .png" in film.stderr
    nobody = effect("preview", "nobody", "-o", tmp_path / "x.png")
    assert "no effect of that name" in nobody.stderr


def test_a_thumbnail_lies_in_its_folder(tmp_path: Path, effect: Run) -> None:
    folder = tmp_path / "mine"
    effect("new", folder)
    assert effect("thumbnail", folder).returncode == 0
    assert pixels(folder / "thumbnail.webp").shape == (192, 192, 3)


def test_the_command_line_knows_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "studio", "effect", "check", "cat"]
    told = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    assert "猫咪 Cat" in told.stdout
