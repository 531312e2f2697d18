"""Tests of studio.engine.compositor.looks and array_look."""

from typing import get_args

import numpy as np
import pytest

from studio.engine.compositor.array_look import apply_look
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.looks import LOOKS, look_tables
from studio.model.kinds_ar import LookName


def noise(alpha: int | None = None) -> Planes:
    random = np.random.default_rng(3)
    return Planes(
        random.integers(16, 236, (40, 60), np.uint8),
        random.integers(60, 200, (20, 30, 2), np.uint8),
        None if alpha is None else np.full((40, 60), alpha, np.uint8),
    )


def test_the_settings_offer_all_of_them() -> None:
    assert set(get_args(LookName)) == set(LOOKS)


@pytest.mark.parametrize(("name", "strength"), [("none", 1.0), ("film", 0.0), ("of nobody", 1.0)])
def test_no_look_changes_nothing(name: str, strength: float) -> None:
    planes = noise()
    apply_look(planes, look_tables(name, strength), Scratch())
    assert (planes.y == noise().y).all()
    assert (planes.uv == noise().uv).all()


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_what_its_formulas_say(name: str) -> None:
    planes, before = noise(), noise()
    tables = look_tables(name, 0.8)
    apply_look(planes, tables, Scratch())
    assert (planes.y == tables.luma[before.y]).all()
    half = before.y.reshape(20, 2, 30, 2).mean(axis=(1, 3))
    mapped = (before.uv - 128.0) @ tables.matrix.T + 128
    right = mapped + tables.tint[np.rint(half).astype(int)]
    assert np.abs(planes.uv - right).max() <= 1.6


@pytest.mark.parametrize("name", LOOKS)
def test_brighter_stays_brighter(name: str) -> None:
    luma = look_tables(name, 1.0).luma[16:236].astype(int)
    assert (np.diff(luma) >= 0).all()
    assert luma[0] <= 30
    assert luma[-1] >= 225


def test_black_and_white_has_no_colour() -> None:
    planes = noise()
    apply_look(planes, look_tables("mono", 1.0), Scratch())
    assert np.abs(planes.uv.astype(int) - 128).max() <= 1


def test_half_transparent_planes_change_by_half() -> None:
    whole, half = noise(255), noise(128)
    for planes in (whole, half):
        apply_look(planes, look_tables("sunny", 1.0), Scratch())
    by_whole, by_half = (p.y.astype(int) - noise().y for p in (whole, half))
    assert np.abs(by_half - by_whole / 2).max() <= 1
