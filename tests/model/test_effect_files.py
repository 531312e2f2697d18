"""Tests of writing effects."""

import tomllib
from pathlib import Path

import pytest

from studio.model.effect import EffectError, files_of, read_effect
from studio.model.effect_cost import cost_of
from studio.model.effect_files import effect_text, save_effect

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "gifts"
OURS = sorted(path.parent for path in ASSETS.glob("*/effect.toml"))


def told(folder: Path, **more: object) -> dict[str, object]:
    parts = [
        {"id": "a", "content": {"kind": "image", "file": str(folder / "a" / "p.webp")}},
        {"id": "b", "content": {"kind": "image", "file": str(folder / "b" / "p.webp")}},
        {"id": "again", "content": {"kind": "image", "file": str(folder / "a" / "p.webp")}},
    ]
    names = {"zh": "我的“礼物”\n", "en": 'My \\ "gift"'}
    return {"id": "mine", "name": names, "ms": 1000, "part": parts, **more}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "p.webp").write_bytes(name.encode())
    return tmp_path


@pytest.mark.parametrize("folder", OURS, ids=lambda path: path.name)
def test_our_own_effects_are_the_same_after_they_were_written(folder: Path) -> None:
    read = tomllib.loads((folder / "effect.toml").read_text("utf-8"))
    assert tomllib.loads(effect_text(read)) == read


def test_files_are_copied_beside_it_each_once_under_names_of_their_own(files: Path) -> None:
    folder = save_effect(told(files), files / "gifts")
    effect = read_effect(folder)
    assert folder == files / "gifts" / "mine"
    assert [part.content.file for part in effect.part] == ["p.webp", "p_2.webp", "p.webp"]  # type: ignore[union-attr]
    assert (folder / "p_2.webp").read_bytes() == b"b"
    assert effect.name.zh == "我的“礼物”\n"
    assert effect.name.en == 'My \\ "gift"'


def test_one_that_is_wrong_leaves_the_one_before_as_it_was(files: Path) -> None:
    save_effect(told(files), files / "gifts")
    with pytest.raises(EffectError, match="200"):
        save_effect(told(files, ms=1), files / "gifts")
    (files / "a" / "p.webp").unlink()
    with pytest.raises(EffectError, match="can't be read"):
        save_effect(told(files), files / "gifts")
    assert read_effect(files / "gifts" / "mine").ms == 1000
    assert sorted(path.name for path in files.iterdir()) == ["a", "b", "gifts"]


def test_another_one_of_that_name_takes_its_place(files: Path) -> None:
    save_effect(told(files), files / "gifts")
    folder = save_effect(told(files, ms=2000), files / "gifts")
    assert read_effect(folder).ms == 2000
    assert [path.name for path in (files / "gifts").iterdir()] == ["mine"]


def test_what_it_costs_is_what_it_has_the_largest_share_of(files: Path) -> None:
    plain = read_effect(save_effect(told(files), files / "gifts"))
    assert cost_of(plain, 0).level == "small"
    assert (cost_of(plain, 8 << 20).level, cost_of(plain, 8 << 20).dearest) == ("middle", "bytes")
    assert cost_of(plain, 16 << 20).percent == 100
    assert cost_of(plain, 16 << 20).level == "large"


def test_the_files_of_all_emitters_travel_with_it(files: Path, tmp_path: Path) -> None:
    more = [{"file": str(files / "b" / "p.webp")}, {"rate_s": 3}]
    stars = {"kind": "particles", "width": 64, "height": 64, "more": more}
    stars["file"] = str(files / "a" / "p.webp")
    saved = save_effect(told(files, part=[{"id": "a", "content": stars}]), tmp_path / "gifts")
    assert files_of(read_effect(saved)) == ("p.webp", "p_2.webp")
    assert (saved / "p_2.webp").read_bytes() == b"b"
