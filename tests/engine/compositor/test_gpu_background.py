"""Tests of studio.engine.compositor.gpu_background: the GPU puts the same behind people."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, PICTURE, Background
from studio.engine.compositor.filters import ColorCorrection, Filter
from studio.engine.compositor.gpu import GpuCompositor
from studio.engine.picture import Picture
from tests.engine.compositor.people import as_picture, dusk, person_before
from tests.engine.compositor.pictures import draw, split, whole

WIDTH, HEIGHT = 640, 360
NUMBERS = count()


@pytest.fixture
def gpu(gpu_compositor: GpuCompositor) -> Iterator[GpuCompositor]:
    gpu_compositor.backgrounds.kernel.is_wanted = True
    assert gpu_compositor.backgrounds.kernel.wait()
    yield gpu_compositor
    gpu_compositor.backgrounds.kernel.is_wanted = False


def shown(
    picture: Picture, *filters: Filter, matrix: Affine | None = None, key: str = ""
) -> Composition:
    """A camera; another one for each call, since where people were before is remembered."""
    key = key or f"camera {next(NUMBERS)}"
    layer = Layer(key, picture, whole(picture), matrix or Affine(), filters=filters)
    return Composition(WIDTH, HEIGHT, (layer,))


def assert_same(composition: Composition, gpu: GpuCompositor, array: ArrayCompositor) -> None:
    ours, theirs = (draw(each, composition) for each in (gpu, array))
    for one, other in zip(split(ours), split(theirs), strict=True):
        off = np.abs(one.astype(int) - other)
        assert off.mean() < 0.5
        assert np.percentile(off, 99.8) <= 4


@pytest.mark.parametrize("name", ["room", "dusk"])
@pytest.mark.parametrize(
    "background",
    [
        Background(mode=BLUR, blur=0.2),
        Background(mode=BLUR, blur=0.9, wrap=0),
        Background(mode=COLOR, color=(200, 30, 90), feather=0.8),
        Background(mode=PICTURE, behind=as_picture(dusk(320, 240), None)),
        Background(mode=PICTURE, behind=as_picture(dusk(WIDTH, HEIGHT), None), wrap=0),
        Background(mode=PICTURE, source="not yet"),
    ],
    ids=["soft", "strong", "colour", "small picture", "picture", "no picture yet"],
)
def test_the_same_as_the_array(
    name: str, background: Background, gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    before = gpu.backgrounds.drawn
    picture = person_before(name, WIDTH, HEIGHT).picture
    assert_same(shown(picture, background), gpu, array_compositor)
    assert gpu.backgrounds.drawn == before + 1


def test_scaled_and_with_filters_around_it(
    gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    picture = person_before("room", WIDTH, HEIGHT).picture
    filters = (ColorCorrection(brightness=0.1), Background(), ColorCorrection(saturation=-0.5))
    for matrix in (Affine(), Affine(a=0.8, d=0.8, tx=11)):
        assert_same(shown(picture, *filters, matrix=matrix), gpu, array_compositor)


def test_a_picture_that_nobody_looked_at_is_left_alone(
    gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    picture = replace(person_before("room", WIDTH, HEIGHT).picture, tracked=None)
    assert_same(shown(picture, Background()), gpu, array_compositor)


def test_what_is_cut_out_is_left_to_the_processor(
    gpu: GpuCompositor, array_compositor: ArrayCompositor
) -> None:
    before = gpu.backgrounds.drawn
    picture = person_before("room", WIDTH, HEIGHT).picture
    assert_same(shown(picture, Background(mode=CUT_OUT)), gpu, array_compositor)
    assert gpu.backgrounds.drawn == before


def test_nothing_is_drawn_again_while_nothing_changes(gpu: GpuCompositor) -> None:
    picture = replace(person_before("room", WIDTH, HEIGHT).picture, serial=77)
    draw(gpu, shown(picture, Background(blur=0.33), key="one"))
    before = gpu.backgrounds.drawn
    draw(gpu, shown(picture, Background(blur=0.33), key="one"))
    assert gpu.backgrounds.drawn == before
    draw(gpu, shown(picture, Background(blur=0.34), key="one"))
    assert gpu.backgrounds.drawn == before + 1
