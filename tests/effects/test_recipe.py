"""Tests of studio.effects.recipe."""

from pathlib import Path

import pytest
from PIL import Image

from studio.effects import recipe as recipes
from studio.effects.errors import EffectError
from studio.effects.recipe import recipe_of
from studio.model.canvas_content import Model


def content(file: Path, **more: object) -> Model:
    return Model.model_validate({"file": str(file), "width": 64, "height": 64, **more})


def test_the_key_is_of_what_is_seen_and_not_of_where_it_lies(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("a.glb", "b.glb", "c.glb"))
    one.write_bytes(b"a model")
    same.write_bytes(b"a model")
    other.write_bytes(b"another")
    faces: list[Path] = []
    for red in (10, 10, 200):
        faces.append(tmp_path / f"{len(faces)}.png")
        Image.new("RGB", (9, 9), (red, 0, 0)).save(faces[-1])
    key = recipe_of(content(one)).key
    assert recipe_of(content(same)).key == key
    changed = [
        content(other),
        content(one, turns=1),
        content(one, textures={"face": str(faces[0])}),
        content(one, textures={"face": str(faces[2])}),
        content(one, textures={"hand": str(faces[0])}),
    ]
    assert len({key, *(recipe_of(each).key for each in changed)}) == 6
    moved = content(same, textures={"face": str(faces[1])})
    assert recipe_of(moved).key == recipe_of(changed[2]).key


def test_files_that_can_t_be_read_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EffectError, match=r"gone\.glb can't be read: No such file"):
        recipe_of(content(tmp_path / "gone.glb"))
    monkeypatch.setattr(recipes, "MAX_FILE_BYTES", 1 << 20)
    (tmp_path / "huge.glb").write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(EffectError, match=r"huge\.glb has over 1 MB"):
        recipe_of(content(tmp_path / "huge.glb"))
    (tmp_path / "a.glb").write_bytes(b"")
    with pytest.raises(EffectError, match=r"face\.png is not there"):
        recipe_of(content(tmp_path / "a.glb", textures={"a": str(tmp_path / "face.png")}))
