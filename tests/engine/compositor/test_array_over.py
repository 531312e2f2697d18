"""Tests of studio.engine.compositor.array_over."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.array_over import Over, Part, make_over
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
    assert over.parts == (Part(Box(0, 0, 52, 52)),)


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


SIZE = (480, 320)


def wall() -> Planes:
    """Return a target with alpha, of noise."""
    noise = np.random.default_rng(7)
    width, height = SIZE
    return Planes(
        noise.integers(16, 236, (height, width), np.uint8),
        noise.integers(16, 241, (height // 2, width // 2, 2), np.uint8),
        noise.integers(0, 256, (height, width), np.uint8),
    )


def drawn(over: Over, opacity: float = 1.0) -> list[NDArray[np.int64]]:
    """Return y, chroma and alpha of the wall with something over it."""
    target = wall()
    over.draw(target, Scratch(), opacity)
    assert target.alpha is not None
    return [each.astype(np.int64) for each in (target.y, target.uv, target.alpha)]


def made(planes: Planes) -> Over:
    return make_over(planes, planes.box, 1.0, None, Scratch())


def sparks() -> Planes:
    """Return a large picture of which a part holds something."""
    rgba = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    for x, y in ((20, 30), (400, 40), (60, 270), (230, 150), (250, 170)):
        rgba[y : y + 25, x : x + 31] = (250, 90, 30, 140)
    picture = picture_from_rgba(rgba, 1, 0)
    return Planes(picture.y, picture.uv, picture.alpha)


def panel() -> Planes:
    """Return a large picture that is opaque but for its edge."""
    rgba = np.zeros((SIZE[1], SIZE[0], 4), np.uint8)
    rgba[2:-2, 2:-2] = (10, 60, 200, 130)
    rgba[4:-4, 4:-4, 3] = 255
    picture = picture_from_rgba(rgba, 1, 0)
    return Planes(picture.y, picture.uv, picture.alpha)


def right(planes: Planes, opacity: float) -> list[NDArray[np.float64]]:
    """Return what lies over the wall then, by the formula."""
    below, alpha = wall(), planes.alpha
    assert alpha is not None
    assert below.alpha is not None
    share = alpha / 255
    rows, columns = alpha.shape
    half = share.reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3))[..., None]
    return [
        below.y * (1 - share * opacity) + (planes.y - 16 * (1 - share)) * opacity,
        below.uv * (1 - half * opacity) + (planes.uv - 128 * (1 - half)) * opacity,
        below.alpha * (1 - share * opacity) + 255 * share * opacity,
    ]


@pytest.mark.parametrize("opacity", [1.0, 0.6])
@pytest.mark.parametrize("make", [sparks, panel])
def test_parts_are_laid_over_a_target_as_the_whole_would_be(
    make: Callable[[], Planes], opacity: float
) -> None:
    planes = make()
    over = make_over(planes, planes.box, 1.0, None, Scratch())
    assert len(over.parts) > 1
    for found, expected in zip(drawn(over, opacity), right(planes, opacity), strict=True):
        assert np.abs(found - expected).max() <= 2
    made_so = make_over(planes, planes.box, opacity, None, Scratch())
    for found, expected in zip(drawn(made_so), right(planes, opacity), strict=True):
        assert np.abs(found - expected).max() <= 2


def test_only_what_is_opaque_is_copied() -> None:
    planes = panel()
    opaque = [each.box for each in made(planes).parts if each.is_opaque]
    assert opaque == [Box(6, 6, SIZE[0] - 6, SIZE[1] - 6)]
    assert planes.alpha is not None
    planes.alpha[100, 200] = 254
    assert made(planes).box == Box(2, 2, SIZE[0] - 2, SIZE[1] - 2)
    assert made(planes).parts == (Part(Box(0, 0, SIZE[0] - 4, SIZE[1] - 4)),)


def test_what_is_sparse_is_touched_only_where_something_is() -> None:
    over = made(sparks())
    assert sum(part.box.width * part.box.height for part in over.parts) < SIZE[0] * SIZE[1] / 2


@pytest.mark.parametrize("make", [sparks, panel])
def test_what_lies_outside_of_a_box_is_cut_off(make: Callable[[], Planes]) -> None:
    over, limits = made(make()), Box(70, 40, 300, 170)
    whole, clipped = drawn(over), drawn(over.within(limits))
    below = wall()
    assert below.alpha is not None
    for found, everything, before in zip(
        clipped, whole, (below.y, below.uv, below.alpha), strict=True
    ):
        step = 1 if found.ndim == 2 else 2
        rows = slice(limits.top // step, limits.bottom // step)
        columns = slice(limits.left // step, limits.right // step)
        assert (found[rows, columns] == everything[rows, columns]).all()
        found[rows, columns] = before[rows, columns]
        assert (found == before).all()
    assert over.within(Box(0, 0, *SIZE)) is over
    assert over.moved(600, 0).within(Box(0, 0, *SIZE)).parts == ()
