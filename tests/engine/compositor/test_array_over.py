"""Tests of studio.engine.compositor.array_over."""

import math

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_over import make_over
from studio.engine.compositor.array_planes import Planes, Scratch
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
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


def disc(size_px: int, rgb: tuple[int, int, int]) -> Picture:
    """A disc with a soft edge on black that is transparent."""
    y, x = np.mgrid[0:size_px, 0:size_px] + 0.5 - size_px / 2
    rgba = np.zeros((size_px, size_px, 4), np.uint8)
    inside = np.clip(size_px * 0.4 - np.hypot(x, y), 0, 1)
    rgba[..., 3] = np.rint(inside * 255)
    rgba[inside > 0, :3] = rgb
    return picture_from_rgba(rgba, 1, 0)


@pytest.mark.parametrize("scale", [1.0, 0.3, 0.7, 2.3])
@pytest.mark.parametrize("angle_deg", [0, 33])
def test_edges_have_no_dark_fringe(
    array_compositor: ArrayCompositor, scale: float, angle_deg: float
) -> None:
    white = at(plain_picture(128, 128, (255, 255, 255, 255)), key="below")
    picture = disc(48, (255, 255, 255))
    cos, sin = scale * math.cos(math.radians(angle_deg)), scale * math.sin(math.radians(angle_deg))
    layer = Layer("disc", picture, whole(picture), Affine(cos, -sin, sin, cos, 40, 10))
    luma, chroma = split(draw(array_compositor, Composition(128, 128, (white, layer))))
    assert luma.min() >= 233
    assert np.abs(chroma.astype(int) - 128).max() <= 1


def test_what_is_transparent_is_cut_off() -> None:
    picture = disc(64, (255, 0, 0))
    planes = Planes(picture.y, picture.uv, picture.alpha)
    over = make_over(planes, Box(100, 50, 164, 114), 1.0, None, Scratch())
    assert over.box == Box(106, 56, 158, 108)
    assert over.y.shape == (52, 52)


def test_a_wholly_transparent_picture_draws_nothing() -> None:
    picture = plain_picture(8, 8, (255, 255, 255, 0))
    planes = Planes(picture.y, picture.uv, picture.alpha)
    over = make_over(planes, Box(0, 0, 8, 8), 1.0, None, Scratch())
    target = Scratch().planes("target", 8, 8, has_alpha=True)
    target.clear()
    over.draw(target, Scratch())
    assert target.alpha is not None
    assert not target.alpha.any()


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_nested_transparent_compositions_look_as_if_they_were_not_nested(
    array_compositor: ArrayCompositor, opacity: float
) -> None:
    below = at(smooth_picture(64, 64, 5), key="below")
    soft = at(smooth_picture(40, 40, 6, has_alpha=True), 6, 8, "soft")
    disc_layer = at(disc(32, (0, 255, 0)), 20, 20, "disc")
    flat = (soft, disc_layer)
    nested = at(Composition(64, 64, flat, transparent=True), key="group")
    direct = draw(array_compositor, Composition(64, 64, (below, *flat))).copy()
    grouped = draw(array_compositor, Composition(64, 64, (below, nested))).astype(int)
    assert np.abs(grouped - direct).max() <= 3
    thin = Layer("group", nested.content, nested.crop, nested.matrix, opacity=opacity)
    base = draw(array_compositor, Composition(64, 64, (below,))).astype(int)
    mixed = draw(array_compositor, Composition(64, 64, (below, thin))).astype(int)
    assert np.abs(mixed - (base + (grouped - base) * opacity)).max() <= 2


@pytest.mark.parametrize("matrix", [Affine(tx=3, ty=5), Affine(0.9, -0.4, 0.4, 0.9, 20, 4)])
def test_a_picture_with_alpha_changes_nothing_outside_of_its_crop_and_clip(
    array_compositor: ArrayCompositor, matrix: Affine
) -> None:
    below = at(smooth_picture(64, 48, 1), key="below")
    half = plain_picture(40, 30, (255, 0, 0, 128))
    layer = Layer("half", half, Rect(3, 3, 35, 28), matrix, clip=Rect(9.6, 9.6, 32.3, 30))
    off = difference(array_compositor, Composition(64, 48, (below, layer)))
    assert max(off.luma, off.chroma) <= 2
    assert max(off.edge_luma, off.edge_chroma) <= 20
