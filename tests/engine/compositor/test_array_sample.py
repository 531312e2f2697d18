"""Tests of studio.engine.compositor.array_sample, seen through the compositor."""

import math

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
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

WHITE = (255, 255, 255, 255)


@pytest.mark.parametrize(
    ("width", "height"), [(1366, 768), (1280, 720), (7, 5), (1, 1), (3000, 2000), (641, 359)]
)
def test_a_layer_scaled_to_the_canvas_has_no_seam(
    array_compositor: ArrayCompositor, width: int, height: int
) -> None:
    picture = plain_picture(width, height, WHITE)
    layer = Layer("a", picture, whole(picture), Affine(a=256 / width, d=144 / height))
    luma, chroma = split(draw(array_compositor, Composition(256, 144, (layer,))))
    assert (luma == 235).all()
    assert (chroma == 128).all()


@pytest.mark.parametrize("cut", [33.0, 34.0, 40.25])
def test_two_layers_that_meet_leave_no_dark_line(
    array_compositor: ArrayCompositor, cut: float
) -> None:
    picture = plain_picture(64, 64, WHITE)
    below = Layer("a", picture, whole(picture), Affine())
    right = Layer("b", picture, whole(picture), Affine(a=(64 - cut) / 64, tx=cut))
    luma, _ = split(draw(array_compositor, Composition(64, 64, (below, right))))
    assert luma.min() >= 234


@pytest.mark.parametrize(("x", "y"), [(3, 5), (2, 5), (3, 4), (-3, -1), (41, 30)])
def test_an_odd_place_is_right_in_luma_and_chroma(
    array_compositor: ArrayCompositor, x: int, y: int
) -> None:
    composition = Composition(64, 48, (at(smooth_picture(30, 22, 4), x, y),))
    off = difference(array_compositor, composition)
    assert off.luma <= 2
    assert off.chroma <= 3
    assert off.edge_luma <= 2  # a whole pixel is covered or it is not


def test_a_square_at_an_odd_place_is_exact_but_for_the_chroma_of_its_edge(
    array_compositor: ArrayCompositor,
) -> None:
    composition = Composition(16, 16, (at(plain_picture(8, 8, (255, 0, 0, 255)), 3, 3),))
    luma, chroma = split(draw(array_compositor, composition))
    expected = np.full((16, 16), 16)
    expected[3:11, 3:11] = 63
    assert (luma == expected).all()
    assert chroma[2:5, 2:5].tolist() == [[[102, 240]] * 3] * 3
    assert chroma[1, 3].tolist() == [115, 184]  # half of it red
    assert chroma[1, 1].tolist() == [pytest.approx(121.5, abs=1), pytest.approx(156, abs=1)]


def test_a_mirrored_picture_is_the_picture_mirrored(array_compositor: ArrayCompositor) -> None:
    picture = smooth_picture(32, 24, 1)
    layer = Layer("a", picture, whole(picture), Affine(a=-1, tx=32))
    luma, chroma = split(draw(array_compositor, Composition(32, 24, (layer,))))
    assert (luma == picture.y[:, ::-1]).all()
    assert (chroma == picture.uv[:, ::-1]).all()


def test_a_quarter_turn_is_exact(array_compositor: ArrayCompositor) -> None:
    picture = smooth_picture(32, 24, 2)
    layer = Layer("a", picture, whole(picture), Affine(0, -1, 1, 0, 24, 0))
    luma, chroma = split(draw(array_compositor, Composition(24, 32, (layer,))))
    assert (luma == np.rot90(picture.y, -1)).all()
    assert (chroma == np.rot90(picture.uv, -1)).all()


def test_a_crop_lets_nothing_in_from_beside_it(array_compositor: ArrayCompositor) -> None:
    rgba = np.full((16, 16, 4), (255, 0, 0, 255), np.uint8)
    rgba[:, 8:] = (0, 0, 255, 255)
    picture = picture_from_rgba(rgba, 1, 0)
    for matrix in (Affine(a=4, d=4), Affine(a=4, b=0.001, d=4)):  # one resized, one warped
        layer = Layer("a", picture, Rect(0, 0, 8, 16), matrix)
        luma, chroma = split(draw(array_compositor, Composition(64, 64, (layer,))))
        assert (luma[1:-1, 1:30] == 63).all()
        assert (np.abs(chroma[1:-1, :15].astype(int) - [102, 240]) <= 1).all()


@pytest.mark.parametrize("angle_deg", [0, 30])
def test_fine_detail_is_averaged_when_it_is_shrunk(
    array_compositor: ArrayCompositor, angle_deg: float
) -> None:
    rgba = np.full((256, 256, 4), 255, np.uint8)
    rgba[:, ::2, :3] = 0
    picture = picture_from_rgba(rgba, 1, 0)
    cos, sin = math.cos(math.radians(angle_deg)) / 8, math.sin(math.radians(angle_deg)) / 8
    layer = Layer("a", picture, whole(picture), Affine(cos, -sin, sin, cos, 20, 16))
    luma, _ = split(draw(array_compositor, Composition(64, 64, (layer,))))
    inside = luma[26:36, 22:30].astype(int)
    assert np.abs(inside - 126).max() <= 2


@pytest.mark.parametrize("scale", [0.5, 0.51, 1.0, 3.0])
def test_edges_of_a_turned_layer_take_nothing_dark_from_outside(
    array_compositor: ArrayCompositor, scale: float
) -> None:
    picture = plain_picture(40, 40, WHITE)
    cos, sin = scale * math.cos(0.6), scale * math.sin(0.6)
    turned = Layer("b", picture, whole(picture), Affine(cos, -sin, sin, cos, 30, 8))
    below = at(plain_picture(64, 64, WHITE), key="below")
    luma, _ = split(draw(array_compositor, Composition(64, 64, (below, turned))))
    assert luma.min() >= 234


def test_planes_smaller_than_natural_fill_the_natural_place(
    array_compositor: ArrayCompositor,
) -> None:
    small = smooth_picture(16, 12, 3)
    picture = Picture(32, 24, small.y, small.uv, None, 1, 0)
    off = difference(array_compositor, Composition(40, 30, (at(picture, 2, 4),)))
    assert off.luma <= 2
    assert off.chroma <= 3


def test_planes_that_may_not_be_written_are_read(array_compositor: ArrayCompositor) -> None:
    picture = smooth_picture(16, 12, 3, has_alpha=True)
    assert picture.alpha is not None
    for plane in (picture.y, picture.uv, picture.alpha):
        plane.flags.writeable = False
    for matrix in (Affine(), Affine(a=1.5, d=1.5), Affine(1, 0.5, -0.5, 1)):
        draw(array_compositor, Composition(32, 32, (Layer("a", picture, whole(picture), matrix),)))
    assert not picture.y.flags.writeable
