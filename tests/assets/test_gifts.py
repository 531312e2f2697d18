"""Tests of assets/gifts: each effect can be shown, costs little, and says who gave what."""

import json
import tomllib
from pathlib import Path
from typing import Any

import av
import pytest

from studio.model.canvas_content import MAX_NODE_PIXELS, Model, Text
from studio.model.effect import Effect, files_of, read_effect

ROOT = Path(__file__).parents[2]
GIFTS = ROOT / "assets/gifts"
FOLDERS = sorted(path.parent for path in GIFTS.glob("*/effect.toml"))
NAMES = [folder.name for folder in FOLDERS]
MOST_PIXELS = 8 << 20
"""Half of what a canvas holds, so that there is room for texts and another one."""
MOST_PARTICLES = 1_300
MOST_BYTES = 6 << 20


def document(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


TIERS = document(GIFTS / "tiers.toml")
CATALOGUE = document(ROOT / "studio/room/rules/data/gifts.toml")


@pytest.fixture(params=FOLDERS, ids=NAMES)
def folder(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def effect(folder: Path) -> Effect:
    return read_effect(folder)


def test_there_are_effects_and_they_stay_small() -> None:
    assert len(FOLDERS) >= 8
    assert sum(path.stat().st_size for path in GIFTS.rglob("*") if path.is_file()) < MOST_BYTES


def test_it_can_be_read_and_is_called_as_its_folder(folder: Path, effect: Effect) -> None:
    assert effect.id == folder.name
    assert 3_000 <= effect.ms <= 8_000


def test_it_costs_little(effect: Effect) -> None:
    assert effect.pixels <= MOST_PIXELS
    assert effect.particles <= MOST_PARTICLES
    for part in effect.part:
        if isinstance(part.content, Model):
            pictures = part.content.pictures_s * part.content.loop_ms // 1000
            assert part.content.width * part.content.height * pictures <= MAX_NODE_PIXELS


def test_it_says_who_gave_what_with_a_picture_and_a_sound(effect: Effect) -> None:
    texts = " ".join(
        part.content.text.text for part in effect.part if isinstance(part.content, Text)
    )
    assert "{by}" in texts
    assert "{gift}" in texts
    assert any(part.avatar for part in effect.part)
    assert any(part.sound for part in effect.part)


def test_its_words_can_be_read_over_any_picture(effect: Effect) -> None:
    for part in effect.part:
        if isinstance(part.content, Text):
            assert part.content.text.outline_px >= 3
            assert part.content.text.size_px >= 32


def test_it_has_gone_by_its_end(effect: Effect) -> None:
    """What is put off the canvas at once looks like a fault: all models have left before."""
    for part in effect.part:
        if isinstance(part.content, Model) and not part.on:
            y = part.y[-1] if isinstance(part.y, tuple) else (effect.ms, part.y)
            x = part.x[-1] if isinstance(part.x, tuple) else (effect.ms, part.x)
            assert not (-150 < x[1] < 2070 and -150 < y[1] < 1230), part.id


def test_its_gifts_are_in_the_catalogue(effect: Effect) -> None:
    known = {gift["id"] for gift in CATALOGUE["gifts"]}
    steps = {step.gift for step in effect.when.recipe}
    assert {*effect.when.gifts, *steps} <= known


def test_its_models_are_toys_not_scans(folder: Path, effect: Effect) -> None:
    for file in files_of(effect):
        if not file.endswith(".glb"):
            continue
        data = (folder / file).read_bytes()
        model = json.loads(data[20 : 20 + int.from_bytes(data[12:16], "little")])
        corners = sum(
            model["accessors"][part["attributes"]["POSITION"]]["count"]
            for mesh in model["meshes"]
            for part in mesh["primitives"]
        )
        assert 300 <= corners <= 12_000, file


def test_no_gift_has_two_effects_and_the_dear_ones_have_their_own() -> None:
    shown = [gift for folder in FOLDERS for gift in read_effect(folder).when.gifts]
    assert len(shown) == len(set(shown))
    dear = {gift["id"] for gift in CATALOGUE["gifts"] if gift["coins"] >= 50}
    assert dear <= set(shown)


def test_tiers_are_those_of_the_catalogue() -> None:
    assert {tier["id"]: tier["from_coins"] for tier in TIERS["tier"]} == CATALOGUE["tiers"]
    assert TIERS["milestone"] == CATALOGUE["combo"]["milestones"]
    ways = [tier["shows"] for tier in TIERS["tier"]]
    order = ("line", "banner", "animation", "full_screen")
    assert ways == sorted(ways, key=order.index)


def test_what_tiers_name_is_there() -> None:
    for tier in TIERS["tier"]:
        assert tier.get("effect", NAMES[0]) in NAMES
        assert (GIFTS / tier.get("sound", "tiers.toml")).is_file()


@pytest.mark.parametrize("path", sorted(GIFTS.rglob("*.ogg")), ids=lambda path: path.stem)
def test_sounds_are_short_and_small(path: Path) -> None:
    assert path.stat().st_size < 60_000
    with av.open(str(path)) as file:
        assert file.streams.audio[0].rate == 48_000
        assert file.duration is not None
        assert file.duration / av.time_base <= 4.1
