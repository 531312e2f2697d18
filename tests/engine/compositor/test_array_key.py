"""Tests of studio.engine.compositor.array_key."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_key import key_factors, key_table, keyed, make_key_over
from studio.engine.compositor.array_over import make_over
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.color import key_chroma
from studio.engine.compositor.composition import Affine, Composition, Layer
from studio.engine.compositor.filters import ChromaKey
from studio.engine.compositor.placement import Box
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture
from tests.engine.compositor.pictures import (
    at,
    difference,
    draw,
    plain_picture,
    smooth_picture,
    split,
    whole,
)

KEY = ChromaKey((0, 255, 0), similarity=0.2, smoothness=0.1, spill=0.3)


def green_screen() -> Picture:
    """A red square on green."""
    rgba = np.full((32, 48, 4), (0, 255, 0, 255), np.uint8)
    rgba[8:24, 10:30] = (255, 0, 0, 255)
    return picture_from_rgba(rgba, 1, 0)


def test_factors_follow_the_formula() -> None:
    cb, cr = key_chroma(KEY)
    away = np.array([0.0, 0.2, 0.25, 0.3, 0.35, 0.9]) * 255
    alpha, spill = key_factors(cb + away, np.full(6, cr), KEY)
    assert np.round(alpha, 6).tolist() == [0, 0, 0.5, 1, 1, 1]
    assert np.round(spill, 6).tolist() == [0, 0, round(0.05 / 0.3, 6), round(1 / 3, 6), 0.5, 1]


def test_without_spill_reduction_colours_are_left_alone() -> None:
    _, spill = key_factors(np.array([200.0]), np.array([90.0]), ChromaKey(spill=0))
    assert spill.tolist() == [1]


def test_the_table_says_the_same_as_the_formula() -> None:
    alpha, spill = key_factors(np.array([90.0]), np.array([140.0]), KEY)
    row = key_table(KEY)[140 * 256 + 90 :][:1].view(np.uint8)
    kept = round(255 * float(alpha[0]))
    u, v = (round((128 + (c - 128) * float(spill[0])) * kept / 255) for c in (90, 140))
    assert row.tolist() == [u, v, 255 - kept, 255 - kept]


def test_what_has_the_key_colour_lets_see_what_lies_below(
    array_compositor: ArrayCompositor,
) -> None:
    below = at(plain_picture(64, 64, (0, 0, 255, 255)), key="below")
    picture = green_screen()
    layer = Layer("keyed", picture, whole(picture), Affine(tx=8, ty=8), filters=(KEY,))
    luma, chroma = split(draw(array_compositor, Composition(64, 64, (below, layer))))
    assert (luma[16:32, 18:38] == 63).all()
    assert chroma[10, 12].tolist() == [102, 240]
    luma[16:32, 18:38] = 32
    assert (luma == 32).all()


def test_the_direct_way_equals_the_general_one() -> None:
    picture = smooth_picture(64, 48, 8)
    planes, box = Planes(picture.y, picture.uv), Box(0, 0, 64, 48)
    table = key_table(ChromaKey((0, 255, 0), 0.1, 0.6, 0.5))
    targets = []
    for way in range(2):
        target = Scratch().planes("target", 64, 48, has_alpha=True)
        target.clear()
        target.y.fill(150)
        scratch = Scratch()
        if way == 0:
            over = make_key_over(planes, box, table, scratch)
        else:
            over = make_over(keyed(planes, table, Scratch()), box, 1.0, None, scratch)
        over.draw(target, Scratch())
        targets.append(target)
    assert np.abs(targets[0].y.astype(int) - targets[1].y).max() <= 1
    assert np.abs(targets[0].uv.astype(int) - targets[1].uv).max() <= 1
    assert targets[0].alpha is not None
    assert targets[1].alpha is not None
    assert (targets[0].alpha == targets[1].alpha).all()


@pytest.mark.parametrize("has_alpha", [False, True])
@pytest.mark.parametrize("place", [(4, 6), (5, 7)])
def test_a_keyed_picture_looks_as_the_reference_has_it(
    array_compositor: ArrayCompositor, has_alpha: bool, place: tuple[int, int]
) -> None:
    picture = smooth_picture(40, 30, 3, has_alpha)
    key = ChromaKey((0, 255, 0), 0.2, 0.4, 0.6)
    x, y = place
    layer = Layer("a", picture, whole(picture), Affine(tx=x, ty=y), filters=(key,))
    below = at(smooth_picture(64, 48, 4), key="below")
    off = difference(array_compositor, Composition(64, 48, (below, layer)))
    assert max(off.luma, off.chroma) <= 3


def test_a_picture_all_of_the_key_colour_draws_nothing(array_compositor: ArrayCompositor) -> None:
    picture = plain_picture(8, 8, (0, 255, 0, 255))
    layer = Layer("a", picture, whole(picture), Affine(), filters=(KEY,))
    assert (draw(array_compositor, Composition(8, 8, (layer,)))[:8] == 16).all()
