"""Tests of studio.engine.compositor.gpu_beauty: the GPU's faces are as beautiful as the array's."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer
from studio.engine.compositor.filter_background import Background
from studio.engine.compositor.filter_beauty import Beauty
from studio.engine.compositor.filters import ColorCorrection, Filter
from studio.engine.compositor.gpu import GpuCompositor
from studio.engine.picture import Picture
from tests.engine.compositor.faces import face_picture, moved, the_face, with_faces
from tests.engine.compositor.golden_beauty import BEAUTIES
from tests.engine.compositor.pictures import draw, split, whole

GLAM = BEAUTIES["glam"]


@pytest.fixture
def gpu(gpu_compositor: GpuCompositor) -> Iterator[GpuCompositor]:
    gpu_compositor.beauties.is_wanted = True
    assert gpu_compositor.beauties.wait()
    yield gpu_compositor
    gpu_compositor.beauties.is_wanted = False


def shown(
    picture: Picture, *filters: Filter, matrix: Affine | None = None, size: int = 480
) -> Composition:
    layer = Layer("camera", picture, whole(picture), matrix or Affine(), filters=filters)
    return Composition(size, size, (layer,))


def assert_same(composition: Composition, gpu: GpuCompositor, array: ArrayCompositor) -> None:
    luma, chroma = split(draw(gpu, composition))
    right_luma, right_chroma = split(draw(array, composition))
    off_luma = np.abs(luma.astype(int) - right_luma)
    off_chroma = np.abs(chroma.astype(int) - right_chroma)
    assert off_luma.mean() < 0.4
    assert off_chroma.mean() < 0.5
    # Bent pixels are a bent mean of rounded ones there, and one that is rounded once here.
    assert np.percentile(off_luma, 99.9) <= 4
    assert np.percentile(off_chroma, 99.9) <= 4
    assert off_luma.max() <= 24


@pytest.mark.parametrize("name", BEAUTIES)
def test_the_same_as_the_array(
    name: str, gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    assert_same(shown(face_picture(), BEAUTIES[name]), gpu, array_compositor)
    assert gpu.beauties.drawn > 0


@pytest.mark.parametrize("face_px", [60, 350])
def test_small_and_large_faces(
    face_px: int, gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    assert_same(shown(face_picture(face_px), GLAM), gpu, array_compositor)


def test_two_faces(gpu: GpuCompositor, array_compositor: ArrayCompositor) -> None:
    picture = face_picture(90)
    face = the_face(picture)
    both = with_faces(picture, face, replace(moved(face, 150, 0), presence=0.5))
    assert_same(shown(both, GLAM), gpu, array_compositor)


def test_with_alpha(gpu: GpuCompositor, array_compositor: ArrayCompositor) -> None:
    picture = face_picture()
    alpha = np.full(picture.y.shape, 255, np.uint8)
    alpha[:, 240:] = 0
    y, uv = picture.y.copy(), picture.uv.copy()
    y[:, 240:], uv[:, 120:] = 16, 128
    clear = replace(picture, y=y, uv=uv, alpha=alpha)
    assert_same(shown(clear, replace(GLAM, look="sunny")), gpu, array_compositor)


def test_with_other_filters(gpu: GpuCompositor, array_compositor: ArrayCompositor) -> None:
    brighter, softer = ColorCorrection(brightness=0.05), ColorCorrection(contrast=-0.2)
    composition = shown(face_picture(), brighter, GLAM, softer)
    assert_same(composition, gpu, array_compositor)


def test_below_a_background_the_processor_does_it(
    gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    picture = face_picture()
    assert picture.tracked is not None
    person = np.zeros((120, 120), np.uint8)
    person[20:, 30:90] = 255
    seen = replace(picture, tracked=replace(picture.tracked, person=person))
    before = gpu.beauties.drawn
    assert_same(shown(seen, GLAM, Background()), gpu, array_compositor)
    assert gpu.beauties.drawn == before


@pytest.mark.parametrize("scale", [0.8, 0.3])
def test_scaled(scale: float, gpu: GpuCompositor, array_compositor: ArrayCompositor) -> None:
    composition = shown(face_picture(), GLAM, matrix=Affine(a=scale, d=scale, tx=10.5, ty=7.25))
    luma, _ = split(draw(gpu, composition))
    right, _ = split(draw(array_compositor, composition))
    assert np.abs(luma.astype(int) - right)[40:400, 40:400].mean() < 2


def test_what_does_not_change_is_not_drawn_again(gpu: GpuCompositor) -> None:
    composition = shown(face_picture(), GLAM)
    draw(gpu, composition)
    before = gpu.beauties.drawn
    draw(gpu, composition)
    assert gpu.beauties.drawn == before
    draw(gpu, shown(face_picture(), Beauty(smooth=0.3)))
    assert gpu.beauties.drawn == before + 1


def test_without_faces_a_picture_stays_as_it_is(gpu: GpuCompositor) -> None:
    picture = with_faces(face_picture())
    before = gpu.beauties.drawn
    luma, chroma = split(draw(gpu, shown(picture, replace(GLAM, look="none"))))
    assert (luma == picture.y).all()
    assert (chroma == picture.uv).all()
    assert gpu.beauties.drawn == before


def test_the_colours_of_the_picture_stay_when_nobody_looks_for_faces(
    gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    picture = replace(face_picture(), tracked=None)
    tinted = shown(picture, replace(GLAM, look="sunny", look_strength=1))
    assert_same(tinted, gpu, array_compositor)
    luma, _ = split(draw(gpu, tinted))
    assert (luma != picture.y).any()


def test_a_software_device_leaves_it_to_the_processor(gpu_compositor: GpuCompositor) -> None:
    if not gpu_compositor.is_software:
        pytest.skip("a real GPU draws here")
    before = gpu_compositor.beauties.drawn
    luma, _ = split(draw(gpu_compositor, shown(face_picture(), GLAM)))
    assert (luma != face_picture().y).any()
    assert gpu_compositor.beauties.drawn == before
