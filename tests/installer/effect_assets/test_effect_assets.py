"""Tests of installer.effect_assets: the scripts make what is committed, and nothing else is there.

As with gifts, the last digit of a number may be another one on another processor.
"""

import numpy as np
import pytest

from installer.effect_assets.__main__ import EFFECTS, MODELS, made, wanted
from installer.effect_assets.sprites import SPRITES
from studio.model.face_effect_folders import THUMBNAIL_NAME

QUICK = (
    "bunny_ears.glb",
    "devil_horns.glb",
    "glasses.glb",
    "halo.glb",
    "cat_nose.webp",
    "heart.webp",
    "spark.webp",
)


def test_every_file_is_named_by_an_effect_and_every_named_one_is_there() -> None:
    lying = {path for path in EFFECTS.rglob("*") if path.suffix in (".glb", ".webp")}
    assert {path for path in lying if path.name != THUMBNAIL_NAME} == set(wanted())
    thumbnails = {path.parent for path in lying if path.name == THUMBNAIL_NAME}
    assert thumbnails == {path.parent for path in EFFECTS.glob("*/effect.toml")}


def test_a_file_is_the_same_wherever_it_lies() -> None:
    contents: dict[str, set[bytes]] = {}
    for path, name in wanted().items():
        contents.setdefault(name, set()).add(path.read_bytes())
    assert [name for name, found in contents.items() if len(found) > 1] == []


def test_nothing_is_made_that_no_effect_has() -> None:
    assert {name.partition(".")[0] for name in wanted().values()} == {*MODELS, *SPRITES}


@pytest.mark.parametrize("name", QUICK)
def test_the_scripts_make_what_is_committed(name: str) -> None:
    path = next(path for path, each in wanted().items() if each == name)
    now, then = (np.frombuffer(data, np.uint8) for data in (made(name), path.read_bytes()))
    assert len(now) == len(then)
    assert np.count_nonzero(now != then) <= len(now) // 500
