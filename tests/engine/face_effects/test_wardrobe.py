"""Tests of studio.engine.face_effects.wardrobe: read, read again when changed, and refused."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from studio.engine.compositor.composition import Layer
from studio.engine.face_effects.reading import read_all
from studio.engine.face_effects.wardrobe import OnPart, Wardrobe
from studio.engine.picture import Picture
from studio.model.face_effect import FacePart
from studio.model.kinds_face_effect import FaceEffectSettings
from studio.model.scene import Collection
from tests.engine.face_effects.faces import astronaut

TEXT = """
id = "dot"
name = { zh = "点", en = "Dot" }
[[part]]
id = "x"
content = { kind = "image", file = "dot.png" }
on = "nose"
width_mm = 30
"""

MODEL = """
[[part]]
id = "hat"
content = { kind = "model", file = "hat.glb" }
on = "crown"
width_mm = 100
"""
WAITING = """
is_waiting = true
[[trigger]]
on = "smile"
parts = ["x"]
fade_ms = 200
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROCKET_STUDIO_CONFIG_DIR", str(tmp_path))
    folder = tmp_path / "effects" / "dot"
    folder.mkdir(parents=True)
    write(folder, TEXT)
    return folder


def write(folder: Path, text: str, side: int = 20) -> None:
    Image.fromarray(np.full((side, side, 4), 255, np.uint8)).save(folder / "dot.png")
    (folder / "effect.toml").write_text(text, "utf-8")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def wardrobe(told: list[str]) -> Iterator[Wardrobe]:
    wardrobe = Wardrobe(told.append)
    yield wardrobe
    wardrobe.close()


def collection(*effects: str) -> Collection:
    filters = [
        {"name": f"F{n}", "kind": "face_effect", "settings": {"effect": each}}
        for n, each in enumerate(effects)
    ]
    return Collection.model_validate(
        {
            "schema": 1,
            "inputs": [{"name": "Cam", "kind": "color", "filters": filters}],
            "scenes": [{"name": "Main", "items": []}],
        }
    )


PICTURE = astronaut()


def worn(wardrobe: Wardrobe, effect: str = "dot") -> tuple[Layer, ...]:
    return wardrobe.layers("Cam", "F0", FaceEffectSettings(effect=effect), PICTURE)


def wait_for(is_so: Callable[[], object]) -> None:
    deadline_s = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline_s
        time.sleep(0.01)


def test_an_effect_is_worn_as_soon_as_it_is_read(wardrobe: Wardrobe) -> None:
    assert worn(wardrobe) == ()
    wardrobe.follow(collection("dot").inputs)
    wait_for(lambda: worn(wardrobe))
    (layer,) = worn(wardrobe)
    assert layer.key == "1/x"
    nose = PICTURE.tracked.faces[0].points[1] if PICTURE.tracked else None
    assert nose is not None
    middle = layer.matrix.apply(layer.content.width / 2, layer.content.height / 2)
    np.testing.assert_allclose(middle, nose[:2], atol=5)


def test_a_picture_that_nobody_looked_at_wears_nothing(wardrobe: Wardrobe) -> None:
    wardrobe.follow(collection("dot").inputs)
    wait_for(lambda: worn(wardrobe))
    bare: Picture = replace(PICTURE, tracked=None)
    assert wardrobe.layers("Cam", "F0", FaceEffectSettings(effect="dot"), bare) == ()


def test_a_changed_file_is_seen_soon(wardrobe: Wardrobe, folder: Path) -> None:
    wardrobe.follow(collection("dot").inputs)
    wait_for(lambda: worn(wardrobe))
    before = worn(wardrobe)[0].matrix.scale[0]
    write(folder, TEXT.replace("30", "90"))
    wait_for(lambda: worn(wardrobe)[0].matrix.scale[0] > 2.5 * before)
    write(folder, TEXT, side=60)  # its picture alone
    wait_for(lambda: worn(wardrobe)[0].content.width >= 60)


def test_a_mistake_is_told_once_and_what_was_worn_stays(
    wardrobe: Wardrobe, folder: Path, told: list[str]
) -> None:
    wardrobe.follow(collection("dot").inputs)
    wait_for(lambda: worn(wardrobe))
    write(folder, TEXT.replace("nose", "knee"))
    wait_for(lambda: told)
    assert 'part "x": on: should be' in told[0]
    assert worn(wardrobe)
    write(folder, TEXT.replace("30", "31"))
    before = worn(wardrobe)[0].matrix.scale[0]
    wait_for(lambda: worn(wardrobe)[0].matrix.scale[0] != before)
    assert len(told) == 1


def test_one_that_is_not_there_is_told(wardrobe: Wardrobe, told: list[str]) -> None:
    wardrobe.follow(collection("no_such").inputs)
    wait_for(lambda: told)
    assert told == ['There is no effect for faces named "no_such".']
    assert worn(wardrobe, "no_such") == ()


class SlowModels:
    """Draws nothing until it is told to."""

    def __init__(self) -> None:
        self.asked: list[OnPart] = []

    def draw(self, part: FacePart, folder: Path, take: OnPart, warn: Callable[[str], None]) -> None:
        self.asked.append(take)


@pytest.fixture
def models() -> SlowModels:
    return SlowModels()


@pytest.fixture
def fitting(told: list[str], models: SlowModels) -> Iterator[Wardrobe]:
    fitting = Wardrobe(told.append, models, for_stills=True)
    yield fitting
    fitting.close()


def test_for_a_still_it_is_worn_whole_or_not_at_all(
    fitting: Wardrobe, models: SlowModels, folder: Path
) -> None:
    (folder / "hat.glb").write_bytes(b"")
    write(folder, TEXT + MODEL)
    fitting.follow(collection("dot").inputs)
    wait_for(lambda: models.asked)
    assert worn(fitting) == ()
    drawn = read_all(folder).flat["x"]
    models.asked[0](drawn)
    wait_for(lambda: worn(fitting))
    assert {layer.key for layer in worn(fitting)} == {"1/x", "1/hat"}


def test_for_a_still_what_waits_is_there_at_once(fitting: Wardrobe, folder: Path) -> None:
    write(folder, TEXT + WAITING)
    fitting.follow(collection("dot").inputs)
    wait_for(lambda: worn(fitting))
    assert worn(fitting)[0].opacity == 1


def test_what_was_tried_on_is_kept_as_long_as_something_is(
    fitting: Wardrobe, told: list[str]
) -> None:
    fitting.follow(collection("dot").inputs)
    wait_for(lambda: worn(fitting))
    fitting.follow(collection("no_such").inputs)
    wait_for(lambda: told)
    fitting.follow(collection("dot").inputs)
    assert worn(fitting)
    fitting.follow(())
    assert worn(fitting) == ()


def test_what_nobody_wears_any_more_is_let_go(wardrobe: Wardrobe) -> None:
    wardrobe.follow(collection("dot").inputs)
    wait_for(lambda: worn(wardrobe))
    wardrobe.follow(collection().inputs)
    assert worn(wardrobe) == ()
