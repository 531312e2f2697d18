"""Tests of studio.engine.compositor.array_correct and array_filter."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_filter import filter_opacity, filtered
from studio.engine.compositor.array_memory import LayerMemory
from studio.engine.compositor.composition import Affine, Composition, Layer
from studio.engine.compositor.filters import ChromaKey, ColorCorrection
from tests.engine.compositor.pictures import (
    at,
    difference,
    draw,
    plain_picture,
    smooth_picture,
    split,
    whole,
)


@pytest.mark.parametrize("has_alpha", [False, True])
@pytest.mark.parametrize(
    "correction",
    [
        ColorCorrection(gamma=1.5),
        ColorCorrection(gamma=-1),
        ColorCorrection(contrast=0.6),
        ColorCorrection(brightness=-0.3),
        ColorCorrection(saturation=-1),
        ColorCorrection(saturation=0.5, hue_deg=120),
        ColorCorrection(0.3, 0.2, 0.1, 0.4, -40, 0.6),
    ],
)
def test_a_correction_looks_as_the_reference_has_it(
    array_compositor: ArrayCompositor, correction: ColorCorrection, has_alpha: bool
) -> None:
    picture = smooth_picture(40, 30, 6, has_alpha)
    layer = Layer("a", picture, whole(picture), Affine(tx=4, ty=6), filters=(correction,))
    below = at(smooth_picture(64, 48, 7), key="below")
    off = difference(array_compositor, Composition(64, 48, (below, layer)))
    assert off.luma <= 2
    assert off.chroma <= 3


def test_grey_without_colour_stays_grey(array_compositor: ArrayCompositor) -> None:
    picture = plain_picture(8, 8, (128, 128, 128, 255))
    one = ColorCorrection(gamma=0.7, contrast=0.3, brightness=0.1, saturation=1, hue_deg=90)
    layer = Layer("a", picture, whole(picture), Affine(), filters=(one,))
    _, chroma = split(draw(array_compositor, Composition(8, 8, (layer,))))
    assert (chroma == 128).all()


def test_a_correction_that_changes_nothing_costs_nothing() -> None:
    picture = plain_picture(8, 8, (1, 2, 3, 255))
    assert filtered(picture, (ColorCorrection(opacity=0.3),), LayerMemory()) is picture


def test_opacities_multiply_and_stay_within_0_and_1() -> None:
    filters = (ColorCorrection(opacity=0.5), ChromaKey(), ColorCorrection(opacity=0.5))
    assert filter_opacity(filters) == 0.25
    assert filter_opacity((ColorCorrection(opacity=7),)) == 1


def test_a_picture_is_filtered_once() -> None:
    memory, picture = LayerMemory(), smooth_picture(16, 16, 1)
    chain = (ColorCorrection(gamma=1), ChromaKey(similarity=0.1))
    first = filtered(picture, chain, memory)
    assert filtered(picture, chain, memory) is first
    assert filtered(picture, (chain[0], ChromaKey(similarity=0.2)), memory) is not first


def test_two_keys_in_a_chain_do_not_share_memory(array_compositor: ArrayCompositor) -> None:
    picture = smooth_picture(40, 30, 3)
    keys = (ChromaKey((0, 255, 0), 0.1, 0.5, 0), ChromaKey((0, 0, 255), 0.1, 0.5, 0))
    layer = Layer("a", picture, whole(picture), Affine(), filters=keys)
    off = difference(array_compositor, Composition(40, 30, (layer,)))
    assert max(off.luma, off.chroma) <= 3


def test_a_dark_gamma_keeps_black_and_white(array_compositor: ArrayCompositor) -> None:
    for grey, expected in ((0, 16), (255, 235)):
        picture = plain_picture(8, 8, (grey, grey, grey, 255), serial=grey)
        one = ColorCorrection(gamma=-3)
        layer = Layer("a", picture, whole(picture), Affine(), filters=(one,))
        assert np.unique(split(draw(array_compositor, Composition(8, 8, (layer,))))[0]) == expected
