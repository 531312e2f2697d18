"""Tests of studio.engine.compositor.placement."""

import math

import pytest

from studio.engine.compositor.composition import Affine, Layer, Rect
from studio.engine.compositor.placement import Band, Box, Placement, place, stored_scale
from tests.engine.compositor.pictures import at, plain_picture, whole

GREY = (99, 99, 99, 255)


def placed(
    layer: Layer, stored: tuple[int, int] = (8, 6), canvas: tuple[int, int] = (64, 48)
) -> Placement:
    found = place(layer, *stored, *canvas)
    assert found is not None
    return found


def test_an_even_translation_is_a_copy() -> None:
    found = placed(at(plain_picture(8, 6, GREY), 10, 4))
    assert found.offset == (10, 4)
    assert found.box == Box(10, 4, 18, 10)
    assert found.bands == ()


def test_a_copy_that_sticks_out_is_cut_at_the_canvas() -> None:
    found = placed(at(plain_picture(8, 6, GREY), -4, 44))
    assert found.offset == (-4, 44)
    assert found.box == Box(0, 44, 4, 48)
    assert found.bands == ()


@pytest.mark.parametrize(("x", "y"), [(1, 0), (0, 3), (0.5, 0), (2, 2.25)])
def test_an_odd_translation_is_no_copy(x: float, y: float) -> None:
    assert placed(at(plain_picture(8, 6, GREY), x, y)).offset is None


def test_an_odd_translation_is_no_copy_even_where_no_edge_is_seen() -> None:
    found = placed(at(plain_picture(80, 60, GREY), -3, -5), (80, 60))
    assert found.bands == ()
    assert found.offset is None


def test_an_odd_place_leaves_half_of_the_outer_chroma_uncovered() -> None:
    found = placed(at(plain_picture(8, 6, GREY), 3, 5))
    assert found.box == Box(2, 4, 12, 12)
    assert found.bands == (Band(1.0, 0.0, 3.0, 11.0), Band(0.0, 1.0, 5.0, 11.0))


def test_a_scale_to_the_canvas_covers_it_though_floats_are_not_exact() -> None:
    picture = plain_picture(1366, 768, GREY)
    layer = Layer("a", picture, whole(picture), Affine(a=1920 / 1366, d=1080 / 768))
    found = placed(layer, (1366, 768), (1920, 1080))
    assert found.box == Box(0, 0, 1920, 1080)
    assert found.bands == ()


def test_a_mirrored_layer_is_upright_but_no_copy() -> None:
    picture = plain_picture(8, 6, GREY)
    found = placed(Layer("a", picture, whole(picture), Affine(a=-1, tx=20)))
    assert (found.upright, found.offset, found.box) == (True, None, Box(12, 0, 20, 6))


def test_a_turned_layer_has_bands_of_unit_normals_around_its_box() -> None:
    cos, sin = math.cos(0.5), math.sin(0.5)
    picture = plain_picture(8, 6, GREY)
    found = placed(Layer("a", picture, whole(picture), Affine(cos, -sin, sin, cos, 20, 20)))
    assert not found.upright
    assert [round(math.hypot(band.nx, band.ny), 9) for band in found.bands] == [1, 1]
    assert [round(band.high - band.low, 9) for band in found.bands] == [8, 6]
    assert found.box == Box(16, 18, 28, 30)


def test_a_clip_narrows_an_upright_layer_and_adds_bands_to_a_turned_one() -> None:
    picture, clip = plain_picture(8, 6, GREY), Rect(2, 2, 5, 4)
    upright = placed(Layer("a", picture, whole(picture), Affine(), clip=clip))
    assert upright.bands == (Band(1.0, 0.0, 2, 5), Band(0.0, 1.0, 2, 4))
    turned = placed(Layer("a", picture, whole(picture), Affine(1, 0.5, -0.5, 1), clip=clip))
    assert len(turned.bands) == 4
    assert turned.box == Box(2, 2, 6, 4)


def test_a_crop_is_cut_to_the_content_and_rounded_outwards_to_texels() -> None:
    picture = plain_picture(8, 6, GREY)
    found = placed(Layer("a", picture, Rect(1.5, -3, 99, 4.25), Affine()))
    assert found.texels == Box(1, 0, 8, 5)
    assert found.bands[0] == Band(1.0, 0.0, 1.5, 8)


def test_planes_smaller_than_natural_are_scaled_up() -> None:
    found = placed(at(plain_picture(16, 12, GREY)), (8, 6))
    assert (found.forward.a, found.forward.d, found.box) == (2, 2, Box(0, 0, 16, 12))


def test_padding_of_an_odd_size_is_no_scale() -> None:
    assert stored_scale(7, 8) == 1
    assert stored_scale(7, 4) == 7 / 4
    found = placed(at(plain_picture(7, 5, GREY)), (8, 6))
    assert found.offset is None  # its last column covers half a chroma sample
    assert found.texels == Box(0, 0, 7, 5)


@pytest.mark.parametrize(
    ("scale", "reduction"), [(1, 1), (0.5, 1), (0.49, 2), (0.25, 2), (0.2, 4), (0.1, 8)]
)
def test_what_is_shrunk_by_more_than_two_is_reduced_to_two(scale: float, reduction: int) -> None:
    picture = plain_picture(80, 60, GREY)
    found = placed(Layer("a", picture, whole(picture), Affine(a=scale)), (80, 60))
    assert found.reduction == (reduction, 1)


@pytest.mark.parametrize(
    "matrix", [Affine(a=0), Affine(1, 1, 1, 1), Affine(a=math.inf), Affine(tx=math.nan)]
)
def test_a_map_without_area_is_nowhere(matrix: Affine) -> None:
    picture = plain_picture(8, 6, GREY)
    assert place(Layer("a", picture, whole(picture), matrix), 8, 6, 64, 48) is None


def test_inverse_undoes_forward() -> None:
    m = Affine(2, 0.5, -0.25, 3, 7, -9)
    back = m.inverse()
    x, y = m.a * 5 + m.b * 6 + m.tx, m.c * 5 + m.d * 6 + m.ty
    assert back.a * x + back.b * y + back.tx == pytest.approx(5)
    assert back.c * x + back.d * y + back.ty == pytest.approx(6)
