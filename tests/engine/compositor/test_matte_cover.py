"""Tests of studio.engine.compositor.matte_cover."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.matte_cover import cover_of, plane_of
from studio.engine.compositor.matting import Matte, Matting
from tests.engine.compositor.people import BACKGROUNDS, person_before

ALL = 0.3


def matte_before(name: str) -> tuple[Matte, Planes]:
    picture = person_before(name).picture
    matte = Matting().of(picture)
    assert matte is not None
    return matte, Planes(picture.y, picture.uv)


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_few_tiles_have_an_edge(name: str) -> None:
    matte, planes = matte_before(name)
    cover = cover_of(matte, planes)
    assert cover.alpha.size < ALL * planes.y.size
    times = np.zeros(planes.y.shape, np.uint8)
    plane_of(replace(cover, boxes=(), alpha=np.ones_like(cover.alpha)), times)
    for box in cover.boxes:
        assert box.left % 2 == box.top % 2 == box.right % 2 == box.bottom % 2 == 0
        times[box.top : box.bottom, box.left : box.right] += 1
    assert times.max() == 1
    assert 0.2 < times.mean() < 0.8


@pytest.mark.parametrize("name", BACKGROUNDS)
def test_what_is_left_out_is_as_plain_as_it_was_taken_for(name: str) -> None:
    matte, planes = matte_before(name)
    quick, whole = np.empty_like(planes.y), np.empty_like(planes.y)
    plane_of(cover_of(matte, planes), quick)
    everywhere = cover_of(replace(matte, is_edge=np.ones_like(matte.is_edge)), planes)
    assert everywhere.boxes == ()
    plane_of(everywhere, whole)
    off = np.abs(quick.astype(int) - whole)
    assert (off > 8).mean() < 2e-4
    assert off.mean() < 0.02
