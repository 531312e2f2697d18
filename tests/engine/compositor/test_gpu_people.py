"""Tests of studio.engine.compositor.gpu_people: both compositors put the same behind people."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.filter_background import BLUR, COLOR, CUT_OUT, PICTURE, Background
from studio.engine.compositor.filters import ColorCorrection, Filter
from studio.engine.compositor.gpu import GpuCompositor
from tests.engine.compositor.people import as_picture, person_before, room
from tests.engine.compositor.pictures import at, draw, smooth_picture, split

WIDTH, HEIGHT = 640, 360


@pytest.mark.parametrize("mode", [BLUR, PICTURE, COLOR, CUT_OUT])
@pytest.mark.parametrize("scale", [1.0, 0.7])
def test_draws_what_the_array_compositor_draws(
    gpu_compositor: GpuCompositor, array_compositor: ArrayCompositor, mode: str, scale: float
) -> None:
    picture = person_before("room", WIDTH, HEIGHT).picture
    behind = as_picture(room(WIDTH, HEIGHT), None)
    filters: tuple[Filter, ...] = (
        ColorCorrection(brightness=0.1),
        Background(mode=mode, behind=behind),
        ColorCorrection(saturation=-0.5, opacity=0.9),
    )
    below = at(smooth_picture(WIDTH, HEIGHT, 3), key="below")
    whole, matrix = Rect(0, 0, WIDTH, HEIGHT), Affine(a=scale, d=scale)
    layer = Layer("camera", picture, whole, matrix, filters=filters)
    composition = Composition(WIDTH, HEIGHT, (below, layer))
    ours, theirs = (draw(each, composition) for each in (gpu_compositor, array_compositor))
    for one, other in zip(split(ours), split(theirs), strict=True):
        off = np.abs(one.astype(int) - other)
        assert off.mean() < 0.5
        assert np.quantile(off, 0.999) <= 4
