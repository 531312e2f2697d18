"""Tests of studio.engine.compositor.array_blend."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.color import rgb_to_yuv
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer
from tests.engine.compositor.pictures import (
    at,
    difference,
    draw,
    plain_picture,
    smooth_picture,
    split,
    whole,
)

BELOW = (200, 100, 50)
ABOVE = (80, 120, 220)
# Above at alpha 128 / 255 is 40, 60, 110 premultiplied.
EXPECTED = {
    (Blend.ADDITIVE, 255): (255, 220, 255),
    (Blend.ADDITIVE, 128): (240, 160, 160),
    (Blend.SUBTRACT, 255): (120, 0, 0),
    (Blend.SUBTRACT, 128): (160, 40, 0),
    (Blend.SCREEN, 255): (217, 173, 227),
    (Blend.SCREEN, 128): (209, 136, 138),
    (Blend.MULTIPLY, 255): (63, 47, 43),
    (Blend.MULTIPLY, 128): (131, 73, 46),
    (Blend.LIGHTEN, 255): (200, 120, 220),
    (Blend.LIGHTEN, 128): (200, 100, 110),
    (Blend.DARKEN, 255): (80, 100, 50),
    (Blend.DARKEN, 128): (40, 60, 50),
    (Blend.DARKEN, 0): BELOW,
    (Blend.MULTIPLY, 0): BELOW,
}


@pytest.mark.parametrize(("mode", "alpha"), EXPECTED)
def test_each_mode_follows_its_formula(
    array_compositor: ArrayCompositor, mode: Blend, alpha: int
) -> None:
    below = at(plain_picture(8, 8, (*BELOW, 255)), key="below")
    picture = plain_picture(8, 8, (*ABOVE, alpha))
    layer = Layer("above", picture, whole(picture), Affine(), blend=mode)
    luma, chroma = split(draw(array_compositor, Composition(8, 8, (below, layer))))
    y, cb, cr = rgb_to_yuv(np.array(EXPECTED[mode, alpha], np.float64))
    assert abs(luma - y).max() <= 2
    assert abs(chroma - [cb, cr]).max() <= 2


@pytest.mark.parametrize("mode", list(Blend))
def test_opacity_is_part_of_alpha(array_compositor: ArrayCompositor, mode: Blend) -> None:
    below = at(plain_picture(8, 8, (*BELOW, 255)), key="below")
    picture = plain_picture(8, 8, (*ABOVE, 255))
    thin = plain_picture(8, 8, (*ABOVE, 128))
    by_opacity = Layer("a", picture, whole(picture), Affine(), opacity=128 / 255, blend=mode)
    by_alpha = Layer("b", thin, whole(thin), Affine(), blend=mode)
    one = draw(array_compositor, Composition(8, 8, (below, by_opacity))).astype(int)
    other = draw(array_compositor, Composition(8, 8, (below, by_alpha)))
    assert np.abs(one - other).max() <= 1


@pytest.mark.parametrize("mode", list(Blend))
def test_where_nothing_is_drawn_not_a_bit_changes(
    array_compositor: ArrayCompositor, mode: Blend
) -> None:
    random = np.random.default_rng(2)
    below = smooth_picture(16, 16, 1)
    noise = random.integers(0, 256, (8, 8, 2)).astype(np.uint8)  # also outside of RGB
    below.uv[:] = noise
    clear = plain_picture(16, 16, (0, 0, 0, 0))
    layer = Layer("a", clear, whole(clear), Affine(tx=1, ty=1), blend=mode)
    nv12 = draw(array_compositor, Composition(16, 16, (at(below, key="below"), layer)))
    luma, chroma = split(nv12)
    assert (luma == below.y).all()
    assert (chroma == below.uv).all()


@pytest.mark.parametrize("mode", list(Blend))
def test_edges_in_the_middle_of_a_pixel_are_mixed_after_blending(
    array_compositor: ArrayCompositor, mode: Blend
) -> None:
    below = at(smooth_picture(64, 48, 1), key="below")
    picture = smooth_picture(40, 30, 2)
    matrix = Affine(0.9, -0.3, 0.3, 0.9, 12.5, 3.25)
    layer = Layer("a", picture, whole(picture), matrix, blend=mode)
    off = difference(array_compositor, Composition(64, 48, (below, layer)))
    assert max(off.luma, off.chroma) <= 3
    assert max(off.edge_luma, off.edge_chroma) <= 30
