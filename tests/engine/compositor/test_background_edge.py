"""Tests of studio.engine.compositor.background_edge, with numbers that can be told."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.backdrop import Plate
from studio.engine.compositor.background_edge import Lit, lit_of, mix_edge
from studio.engine.compositor.matte_cover import Cover
from studio.engine.compositor.matting import Matting
from studio.engine.compositor.mosaic import Mosaic
from tests.engine.compositor.people import person_before

SIDE = 16


def planes(y: int, cb: int, cr: int) -> Planes:
    uv = np.empty((SIDE // 2, SIDE // 2, 2), np.uint8)
    uv[:] = cb, cr
    return Planes(np.full((SIDE, SIDE), y, np.uint8), uv)


def plate(y: int, cb: int, cr: int) -> Plate:
    y_plane, cb_plane, cr_plane = (np.full((1, 1), value, np.float32) for value in (y, cb, cr))
    return Plate(y_plane, cb_plane, cr_plane, SIDE)


def mixed(
    alpha: int,
    front: int,
    behind: int,
    lit: Lit | None = None,
    old: int | None = None,
    light: int | None = None,
) -> int:
    """Luma of one tile after mixing; chroma, which is mixed likewise, is held to it."""
    mosaic = Mosaic(np.array([0]), np.array([0]), SIDE, (SIDE, SIDE))
    cover = Cover((), mosaic, np.full((1, SIDE * SIDE), alpha, np.uint8))
    out = planes(behind, behind, behind)
    mix_edge(
        cover,
        planes(front, front, front),
        out,
        lit=lit,
        old=None if old is None else plate(old, old, old),
        light=None if light is None else plate(light, light, light),
    )
    assert len(np.unique(out.y)) == 1
    assert np.abs(out.uv.astype(int) - int(out.y[0, 0])).max() <= 1
    return int(out.y[0, 0])


@pytest.mark.parametrize(("alpha", "result"), [(0, 100), (255, 200), (128, 150), (51, 120)])
def test_alpha_mixes(alpha: int, result: int) -> None:
    assert mixed(alpha, front=200, behind=100) == pytest.approx(result, abs=1)


def test_the_old_room_is_taken_out_of_hair() -> None:
    # Dark hair, 40, over half of a bright room, 220, is a pixel of 130.
    assert mixed(128, front=130, behind=20, old=220) == pytest.approx(30, abs=2)
    assert mixed(128, front=130, behind=20) == pytest.approx(75, abs=2)
    # What is before the same room stays as it is.
    assert mixed(128, front=130, behind=220, old=220) == pytest.approx(130, abs=2)


def test_where_alpha_is_next_to_nothing_the_room_is_not_taken_out() -> None:
    assert mixed(0, front=30, behind=100, old=220) == 100
    assert abs(mixed(8, front=200, behind=100, old=220) - 100) < 8


def test_light_falls_on_people() -> None:
    half = Lit(np.full((1, 1), 127.5, np.float32), SIDE)
    assert mixed(255, front=100, behind=200, lit=half) == pytest.approx(150, abs=2)
    assert mixed(255, front=100, behind=200, lit=half, light=20) == pytest.approx(60, abs=2)
    assert mixed(0, front=100, behind=200, lit=half, light=20) == 200


def test_only_edges_are_lit_and_only_if_that_is_asked_for() -> None:
    matte = Matting().of(person_before("wall").picture)
    assert matte is not None
    assert lit_of(matte, 0) is None
    lit = lit_of(matte, 1)
    assert lit is not None
    assert lit.own.min() < 160
    assert (lit.own[~matte.is_edge] == 255).all()
    nowhere = replace(matte, is_edge=np.zeros_like(matte.is_edge))
    none = lit_of(nowhere, 1)
    assert none is not None
    assert (none.own == 255).all()
