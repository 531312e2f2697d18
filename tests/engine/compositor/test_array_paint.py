"""Tests of studio.engine.compositor.array_paint: nesting, fades, and what is left out."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filters import ChromaKey, ColorCorrection
from studio.engine.picture import Picture
from tests.engine.compositor.pictures import (
    at,
    difference,
    draw,
    plain_picture,
    smooth_picture,
    split,
)

SIZE = (64, 48)


def scene(seed: int) -> Composition:
    background = at(smooth_picture(*SIZE, seed), key="background")
    overlay = at(smooth_picture(20, 20, seed + 1, has_alpha=True), 10, 12, "overlay")
    return Composition(*SIZE, (background, overlay))


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1.0])
def test_a_fade_is_the_mean_of_two_scenes(array_compositor: ArrayCompositor, share: float) -> None:
    old, new = scene(1), scene(3)
    first = draw(array_compositor, old).astype(float)
    second = draw(array_compositor, new).astype(float)
    fade = Composition(*SIZE, (at(old, key="old"), replace(at(new, key="new"), opacity=share)))
    for _ in range(3):
        mixed = draw(array_compositor, fade)
        assert np.abs(mixed - (first + (second - first) * share)).max() <= 0.51
        draw(array_compositor, Composition(*SIZE))


def test_what_changes_inside_a_nested_composition_is_seen(
    array_compositor: ArrayCompositor,
) -> None:
    colours = [(255, 0, 0, 255), (255, 0, 0, 255), (0, 0, 255, 255), (0, 0, 255, 255)]
    lumas = []
    for serial, colour in enumerate(colours):
        inner = Composition(8, 8, (at(plain_picture(8, 8, colour, serial)),))
        middle = Composition(8, 8, (at(inner, key="inner"),))
        outer = Composition(16, 16, (at(middle, 4, 4, "middle"),))
        lumas.append(int(draw(array_compositor, outer)[8, 8]))
    assert lumas == [63, 63, 32, 32]


def test_a_nested_canvas_that_stops_and_moves_again_stays_right(
    array_compositor: ArrayCompositor,
) -> None:
    other = at(plain_picture(8, 8, (255, 255, 255, 255)), 4, 4, "other")
    for seed in (1, 1, 1, 2, 2, 1):
        inner = scene(seed)
        nested = draw(array_compositor, Composition(*SIZE, (at(inner, key="n"), other))).copy()
        flat = draw(array_compositor, Composition(*SIZE, (*inner.layers, other)))
        assert (nested == flat).all()


def test_nested_compositions_with_filter_and_blend_look_right(
    array_compositor: ArrayCompositor,
) -> None:
    group = Composition(32, 24, (at(smooth_picture(20, 16, 5, True), 6, 4),), transparent=True)
    layer = Layer(
        "group", group, Rect(2, 0, 32, 24), Affine(1.2, -0.2, 0.2, 1.2, 10, 6),
        blend=Blend.SCREEN, filters=(ColorCorrection(saturation=-0.5, opacity=0.8),),
    )  # fmt: skip
    below = at(smooth_picture(*SIZE, 6), key="below")
    off = difference(array_compositor, Composition(*SIZE, (below, layer)))
    assert max(off.luma, off.chroma) <= 3


@pytest.mark.parametrize(
    "first",
    [
        at(plain_picture(8, 8, (255, 255, 255, 255)), 2, 2),
        replace(at(plain_picture(16, 16, (255, 255, 255, 255))), opacity=0.5),
        at(plain_picture(16, 16, (255, 255, 255, 128))),
        replace(at(plain_picture(16, 16, (0, 255, 0, 255))), filters=(ChromaKey(),)),
        replace(at(plain_picture(16, 16, (99, 99, 99, 255))), blend=Blend.ADDITIVE),
        replace(at(plain_picture(16, 16, (9, 9, 9, 255))), filters=(ColorCorrection(opacity=0.5),)),
    ],
)
def test_what_the_ring_held_before_never_shows(first: Layer) -> None:
    compositor = ArrayCompositor(16, 16)
    white = plain_picture(16, 16, (255, 255, 255, 255))
    clean = draw(compositor, Composition(16, 16, (first,))).copy()
    for serial in range(16):
        dirty = Picture(16, 16, white.y, white.uv, None, serial, 0)
        draw(compositor, Composition(16, 16, (at(dirty),)))
    assert (draw(compositor, Composition(16, 16, (first,))) == clean).all()
    compositor.close()


def test_an_opaque_layer_in_a_transparent_composition_is_opaque_there(
    array_compositor: ArrayCompositor,
) -> None:
    white = at(plain_picture(16, 16, (255, 255, 255, 255)), key="white")
    red = at(plain_picture(4, 4, (255, 0, 0, 255)), 6, 6, "red")
    for clear_layer in (red, replace(red, matrix=Affine(a=1.5, d=1.5, tx=5, ty=5))):
        group = at(Composition(16, 16, (clear_layer,), transparent=True), key="group")
        luma, _ = split(draw(array_compositor, Composition(16, 16, (white, group))))
        assert luma[8, 8] == 63
        assert luma[2, 2] == 235
