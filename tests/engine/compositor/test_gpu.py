"""Tests of studio.engine.compositor.gpu: what it does besides drawing the right picture."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.composition import Affine, Composition, Compositor, Layer, Rect
from studio.engine.compositor.gpu import GpuCompositor
from studio.engine.compositor.gpu_device import GpuError
from tests.engine.compositor.pictures import at, draw, plain_picture, smooth_picture, split, whole

WHITE, GREY, BLACK = (255, 255, 255, 255), (128, 128, 128, 255), (0, 0, 0, 255)
WHITE_Y, GREY_Y, BLACK_Y = 235, 126, 16


def test_it_is_a_compositor(gpu_compositor: GpuCompositor) -> None:
    compositor: Compositor = gpu_compositor
    assert compositor.name == "wgpu"
    assert compositor.adapter


def test_nothing_to_draw_is_black(gpu_compositor: GpuCompositor) -> None:
    draw(gpu_compositor, Composition(64, 16, (at(plain_picture(64, 16, WHITE)),)))
    luma, chroma = split(draw(gpu_compositor, Composition(64, 16)))
    assert (luma == BLACK_Y).all()
    assert (chroma == 128).all()


def test_what_is_clear_costs_nothing(gpu_compositor: GpuCompositor) -> None:
    # It says so and isn't: what would be seen of it isn't drawn.
    picture = replace(plain_picture(64, 16, WHITE), is_clear=True)
    luma, _ = split(draw(gpu_compositor, Composition(64, 16, (at(picture),))))
    assert (luma == BLACK_Y).all()
    shown = replace(picture, is_clear=False, serial=picture.serial + 1)
    luma, _ = split(draw(gpu_compositor, Composition(64, 16, (at(shown),))))
    assert (luma == WHITE_Y).all()


@pytest.mark.parametrize(("width", "height"), [(2, 2), (62, 10), (854, 480), (1030, 6)])
def test_canvases_of_any_even_size(width: int, height: int, gpu_compositor: GpuCompositor) -> None:
    picture = smooth_picture(width, height, 1)
    gpu_compositor.kernels.is_paused = True
    for _ in range(2):
        nv12 = draw(gpu_compositor, Composition(width, height, (at(picture),)))
        luma, chroma = split(nv12)
        assert nv12.shape == (height * 3 // 2, width)
        assert np.abs(luma.astype(int) - picture.y).max() == 0
        assert np.abs(chroma.astype(int) - picture.uv).max() == 0


def test_what_was_covered_is_black_again(gpu_compositor: GpuCompositor) -> None:
    picture = plain_picture(64, 8, WHITE)
    for x in (0, 64, 130):
        luma, _ = split(draw(gpu_compositor, Composition(256, 8, (at(picture, x),))))
        assert (luma[:, x : x + 64] == WHITE_Y).all()
        assert (np.delete(luma, np.s_[x : x + 64], axis=1) == BLACK_Y).all()


def test_pictures_come_in_order_and_nobody_waits(gpu_compositor: GpuCompositor) -> None:
    assert gpu_compositor.take(wait=True) is None
    pictures = [plain_picture(64, 16, (level,) * 3 + (255,), level) for level in (0, 128, 255)]
    waited = gpu_compositor.readback.waited
    for index, picture in enumerate(pictures):
        gpu_compositor.submit(Composition(64, 16, (at(picture),)), 10 + index)
    taken = [gpu_compositor.take(wait=True) for _ in pictures]
    assert gpu_compositor.take(wait=True) is None
    seen = [(index, int(nv12[0, 0])) for index, nv12 in filter(None, taken)]
    assert seen == [(10, BLACK_Y), (11, GREY_Y), (12, WHITE_Y)]
    assert gpu_compositor.readback.waited == waited


def test_a_picture_stays_until_fifteen_more_were_taken(gpu_compositor: GpuCompositor) -> None:
    first = draw(gpu_compositor, Composition(64, 16, (at(plain_picture(64, 16, WHITE, 1)),)))
    for serial in range(2, 17):
        draw(gpu_compositor, Composition(64, 16, (at(plain_picture(64, 16, BLACK, serial)),)))
        assert (first[:16] == WHITE_Y).all()


def test_only_what_changed_is_uploaded(gpu_compositor: GpuCompositor) -> None:
    still, moving = smooth_picture(64, 16, 1, has_alpha=True), smooth_picture(64, 16, 2)
    uploads = []
    for serial in range(4):
        layers = (at(still, 2, 0, "still"), at(plain_picture(64, 16, GREY, serial), 30, 2, "new"))
        before = gpu_compositor.textures.uploads
        draw(gpu_compositor, Composition(128, 32, (*layers, at(moving, serial * 4, 8, "moves"))))
        uploads.append(gpu_compositor.textures.uploads - before)
    assert uploads == [3, 1, 1, 1]


def test_layers_that_show_the_same_picture_share_its_upload(
    gpu_compositor: GpuCompositor,
) -> None:
    picture = smooth_picture(62, 18, 3, has_alpha=True)
    before = gpu_compositor.textures.uploads
    layers = tuple(at(picture, 4 * n, 0, f"layer {n}") for n in range(5))
    draw(gpu_compositor, Composition(128, 32, layers))
    assert gpu_compositor.textures.uploads - before == 1


def test_a_layer_that_moves_or_fades_compiles_nothing(gpu_compositor: GpuCompositor) -> None:
    picture = smooth_picture(60, 10, 4)

    def composition(step: int) -> Composition:
        matrix = Affine(a=1.1, d=1.1, tx=70 + step * 0.7, ty=3 + step * 0.3)
        layer = Layer("a", picture, whole(picture), matrix, opacity=0.5 + step / 50)
        return Composition(256, 32, (layer,))

    for step in range(2):
        draw(gpu_compositor, composition(step))
        gpu_compositor.kernels.wait_idle()
    compiled = gpu_compositor.kernels.compiled
    for step in range(2, 12):
        draw(gpu_compositor, composition(step))
        gpu_compositor.kernels.wait_idle()
    assert gpu_compositor.kernels.compiled == compiled


def test_two_layers_of_the_same_key_are_both_right(gpu_compositor: GpuCompositor) -> None:
    def nested(x: int, within: int, color: tuple[int, int, int, int]) -> Layer:
        picture = at(plain_picture(32, 8, color), within)
        inner = Composition(32, 8, (picture,), transparent=True)
        return Layer("same", inner, whole(inner), Affine(tx=x))

    for _ in range(2):
        layers = nested(0, 0, WHITE), nested(32, 16, GREY)
        luma, _ = split(draw(gpu_compositor, Composition(64, 8, layers)))
        assert np.abs(luma[4, [4, 40, 60]] - [WHITE_Y, BLACK_Y, GREY_Y]).max() <= 1


def test_nested_compositions_change_with_what_is_in_them(gpu_compositor: GpuCompositor) -> None:
    for color, level in ((WHITE, WHITE_Y), (GREY, GREY_Y), (GREY, GREY_Y), (BLACK, BLACK_Y)):
        inner = Composition(32, 8, (at(plain_picture(32, 8, color)),))
        outer = Composition(64, 8, (Layer("n", inner, whole(inner), Affine(tx=16)),))
        luma, _ = split(draw(gpu_compositor, outer))
        assert abs(int(luma[4, 32]) - level) <= 1


def test_a_wild_layer_does_not_stop_the_picture(gpu_compositor: GpuCompositor) -> None:
    picture = plain_picture(8, 8, WHITE)
    wild = (
        Layer("flat", picture, whole(picture), Affine(a=0)),
        Layer("no number", picture, whole(picture), Affine(tx=float("nan"))),
        Layer("all cropped", picture, Rect(4, 0, 4, 8), Affine()),
        Layer("clear", picture, whole(picture), Affine(), opacity=0),
        Layer("huge", picture, whole(picture), Affine(a=1e5, d=1e5, tx=-3e5, ty=-3e5)),
    )
    luma, _ = split(draw(gpu_compositor, Composition(64, 16, wild)))
    assert (luma == WHITE_Y).all()


def test_a_canvas_that_no_device_can_hold_is_refused_with_a_sentence() -> None:
    compositor = GpuCompositor()
    try:
        with pytest.raises(GpuError, match="can no longer be used"):
            compositor.submit(Composition(100_000, 16), 0)
    finally:
        compositor.close()
