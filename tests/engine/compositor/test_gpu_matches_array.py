"""The GPU compositor and the array compositor draw the same picture."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from studio.engine.canvas.margin import with_margin
from studio.engine.canvas.masking import LastMasked
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Blend, Composition, Layer, Rect
from studio.engine.compositor.filters import ChromaKey, ColorCorrection
from studio.engine.compositor.gpu import GpuCompositor
from studio.engine.picture import Picture
from tests.engine.compositor import reference
from tests.engine.compositor.pictures import at, draw, smooth_picture, split, whole
from tests.engine.compositor.test_array import compositions

MOST_LUMA, MOST_CHROMA = 2, 3
ROUNDED = 1  # the array compositor rounds to bytes after each filter
AVERAGED = 3  # it samples chroma of what turns or is scaled where luma is, and averages that
SHARED = [HealthCheck.function_scoped_fixture]  # the compositor may keep what it knows


def assert_same(
    composition: Composition,
    gpu: GpuCompositor,
    array: ArrayCompositor,
    slack: int = 0,
    averaged: int = 0,
) -> None:
    luma, chroma = split(draw(gpu, composition))
    right_luma, right_chroma = split(draw(array, composition))
    blocks = reference.edge_blocks(reference.draw(composition))
    pixels = np.repeat(np.repeat(blocks, 2, 0), 2, 1)
    off_luma = np.abs(luma.astype(int) - right_luma)
    off_chroma = np.abs(chroma.astype(int) - right_chroma).max(axis=-1)
    assert off_luma[~pixels].max(initial=0) <= MOST_LUMA + slack
    assert off_chroma[~blocks].max(initial=0) <= MOST_CHROMA + slack + averaged
    assert max(off_luma.max(), off_chroma.max()) <= 24, "at edges"


def renewed(composition: Composition) -> Composition:
    """The same with new pictures, so that nothing is kept from the last time."""
    layers = []
    for layer in composition.layers:
        if isinstance(layer.content, Composition):
            layers.append(replace(layer, content=renewed(layer.content)))
        else:
            picture = layer.content
            layers.append(replace(layer, content=replace(picture, serial=picture.serial + 100)))
    return replace(composition, layers=tuple(layers))


def assert_same_in_both_ways(
    composition: Composition, gpu: GpuCompositor, array: ArrayCompositor, slack: int = 0
) -> None:
    gpu.kernels.is_paused = True
    assert_same(composition, gpu, array, slack)
    gpu.kernels.is_paused = False
    composition = renewed(composition)
    draw(gpu, composition)
    gpu.kernels.wait_idle()
    composition = renewed(composition)
    assert_same(composition, gpu, array, slack)


@settings(max_examples=40, deadline=None, suppress_health_check=SHARED)
@given(composition=compositions(1, 64, 48, False))
def test_random_compositions_by_the_general_kernel(
    composition: Composition, gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    gpu_compositor.kernels.is_paused = True
    assert_same(composition, gpu_compositor, array_compositor, ROUNDED)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=SHARED)
@given(composition=compositions(1, 192, 48, False))
def test_random_compositions_by_kernels_of_their_own(
    composition: Composition, gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    draw(gpu_compositor, composition)
    gpu_compositor.kernels.wait_idle()
    composition = renewed(composition)
    assert_same(composition, gpu_compositor, array_compositor, ROUNDED)


def turned(picture: Picture, angle: float) -> Layer:
    cos, sin = math.cos(angle), math.sin(angle)
    return Layer("turned", picture, whole(picture), Affine(cos, -sin, sin, cos, 60, 8))


# A nested composition is drawn smaller here, where the other compositor averages it.
SLACK = {"nested and shrunk": 2, "keyed and scaled": ROUNDED}
BACKGROUND = at(smooth_picture(256, 64, 1), key="background")
OPAQUE = smooth_picture(130, 40, 2)
LARGE = smooth_picture(320, 160, 4)
CLEAR = smooth_picture(130, 40, 3, has_alpha=True)
CORRECTION = ColorCorrection(0.3, 0.2, -0.05, -0.3, 25.0, 0.8)
NESTED = Composition(130, 40, (at(CLEAR, 6, -4, "a"), at(OPAQUE, 100, 20, "b")), transparent=True)
SCENE = Composition(256, 64, (BACKGROUND, at(CLEAR, 50, 8, "c")))

LAYERS = {
    "opaque, straddling texels": at(OPAQUE, 22, 10),
    "opaque, over the border": at(OPAQUE, -30, -6),
    "opaque, at an odd place": at(OPAQUE, 21, 9),
    "alpha": at(CLEAR, 64, 8),
    "alpha, straddling texels": at(CLEAR, 62, 8),
    "cropped at fractions": Layer("a", OPAQUE, Rect(3.5, 2.25, 99.5, 33.5), Affine(tx=40, ty=12)),
    "clipped": Layer("a", CLEAR, whole(CLEAR), Affine(tx=40, ty=8), clip=Rect(51, 11, 99.5, 40)),
    "scaled up": Layer("a", CLEAR, whole(CLEAR), Affine(a=1.7, d=1.3, tx=8.3, ty=2.6)),
    "shrunk to a fifth": Layer("a", LARGE, whole(LARGE), Affine(a=0.2, d=0.2, tx=64, ty=8)),
    "mirrored": Layer("a", OPAQUE, whole(OPAQUE), Affine(a=-1, tx=200, ty=8)),
    "turned": turned(OPAQUE, 0.3),
    "turned, with alpha": turned(CLEAR, -2.8),
    "keyed": Layer("a", OPAQUE, whole(OPAQUE), Affine(tx=40, ty=8),
                   filters=(ChromaKey((0, 255, 0), 0.2, 0.3, 0.4),)),
    "keyed and scaled": Layer("a", OPAQUE, whole(OPAQUE), Affine(a=1.4, d=1.4, tx=8, ty=2),
                              filters=(ChromaKey((255, 0, 90), 0.2, 0.6, 0.0),)),
    "corrected": Layer("a", CLEAR, whole(CLEAR), Affine(tx=40, ty=8), filters=(CORRECTION,)),
    "filtered six times": Layer("a", OPAQUE, whole(OPAQUE), Affine(tx=40, ty=8),
                                filters=(ColorCorrection(contrast=-0.1),) * 6),
    "faded": Layer("a", OPAQUE, whole(OPAQUE), Affine(tx=64, ty=8), opacity=0.4),
    "nested": at(NESTED, 50, 10),
    "nested and scaled": Layer("a", NESTED, whole(NESTED), Affine(a=1.2, d=1.2, tx=9, ty=1)),
    "nested and shrunk": Layer("a", SCENE, whole(SCENE), Affine(a=0.3, d=0.3, tx=64, ty=8)),
    "a scene that fades in": Layer("a", SCENE, whole(SCENE), Affine(), opacity=0.6),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_over_a_background(
    name: str, gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    composition = Composition(256, 64, (BACKGROUND, LAYERS[name]))
    slack = SLACK.get(name, 0)
    assert_same_in_both_ways(composition, gpu_compositor, array_compositor, slack)


@pytest.mark.parametrize("mode", Blend)
def test_blend_modes(
    mode: Blend, gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    layers = (
        BACKGROUND,
        Layer("a", OPAQUE, whole(OPAQUE), Affine(tx=20, ty=4), blend=mode),
        Layer("b", CLEAR, whole(CLEAR), Affine(tx=110, ty=18), blend=mode, opacity=0.7),
    )
    composition = Composition(256, 64, layers)
    assert_same_in_both_ways(composition, gpu_compositor, array_compositor)


def test_forty_layers_on_one_another(
    gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    layers = tuple(at(CLEAR, 2 * n, n // 4 * 2, f"layer {n}") for n in range(45))
    faint = tuple(Layer(n.key, n.content, n.crop, n.matrix, opacity=0.1) for n in layers)
    composition = Composition(256, 64, (BACKGROUND, *faint))
    gpu_compositor.kernels.is_paused = True
    luma, _ = split(draw(gpu_compositor, composition))
    right, _ = split(draw(array_compositor, composition))
    # Both round at each layer; forty roundings may add up to some levels.
    assert np.abs(luma.astype(int) - right).max() <= 12


def test_what_glides(gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor) -> None:
    moved, _ = with_margin(CLEAR)
    for step in range(12):
        layer = Layer("m", moved, whole(moved), Affine(a=0.75, d=0.75, tx=step * 9.25 - 20, ty=7.5))
        composition = Composition(256, 64, (BACKGROUND, layer))
        gpu_compositor.kernels.is_paused = True
        assert_same(composition, gpu_compositor, array_compositor, averaged=AVERAGED)


def test_what_goes_behind_a_person(
    gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    cover = np.zeros((16, 16), np.uint8)
    cover[:, 6:10] = 255
    moved, _ = with_margin(OPAQUE)
    last = LastMasked()
    for step in range(6):
        matrix = Affine(a=0.8, d=0.8, tx=40 + step * 20.5, ty=12)
        to_cover = Affine(a=1 / 256, d=1 / 64).after(matrix)
        picture = last.through(cover, to_cover, moved, is_inverted=True)
        layer = Layer("m", picture, whole(picture), matrix)
        gpu_compositor.kernels.is_paused = True
        drawn = Composition(256, 64, (BACKGROUND, layer))
        assert_same(drawn, gpu_compositor, array_compositor, averaged=AVERAGED)
        bare = draw(array_compositor, Composition(256, 64, (BACKGROUND,))).copy()
        assert (draw(array_compositor, drawn)[:, 106:150] == bare[:, 106:150]).all()
