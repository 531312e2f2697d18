"""Tests of studio.engine.canvas.margin."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.canvas.margin import with_margin
from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import MARGIN_PX, Picture, Plane


def photo(width: int, height: int, alpha: int = 255) -> Picture:
    rgba = np.random.default_rng(7).integers(60, 200, (height, width, 4), np.uint8)
    rgba[..., :3] = rgba[height // 2, width // 2, :3]
    rgba[..., 3] = alpha
    return picture_from_rgba(rgba, serial=1, pts_ns=0)


def drawn(picture: Picture, matrix: Affine) -> Plane:
    crop = Rect(0, 0, picture.width, picture.height)
    compositor = ArrayCompositor()
    compositor.submit(Composition(160, 120, (Layer("a", picture, crop, matrix),)), 0)
    taken = compositor.take(True)
    assert taken
    return taken[1].astype(int)


@pytest.mark.parametrize("size", [(40, 30), (41, 31)])
@pytest.mark.parametrize("alpha", [255, 120])
@pytest.mark.parametrize(
    "matrix",
    [
        Affine(tx=20, ty=30),
        Affine(tx=20.4, ty=30.7),
        Affine(a=1.3, d=0.8, tx=11.3, ty=9.1),
        Affine(a=0.9, b=-0.3, c=0.3, d=0.9, tx=40.2, ty=20.6),
    ],
)
def test_it_looks_as_without_but_for_the_smoothing_of_the_edge(
    size: tuple[int, int], alpha: int, matrix: Affine
) -> None:
    picture = photo(*size, alpha)
    wider, margin = with_margin(picture)
    assert margin == MARGIN_PX
    assert wider.has_clear_edge
    moved = matrix.after(Affine(tx=-margin, ty=-margin))
    difference = np.abs(drawn(wider, moved) - drawn(picture, matrix))
    assert np.median(difference) == 0
    assert (difference > 3).mean() < 0.03  # along the edge alone
    assert difference.max() < 60


def test_what_has_a_clear_edge_or_is_stored_smaller_stays_as_it_is() -> None:
    clear = with_margin(photo(40, 30))[0]
    assert with_margin(clear) == (clear, 0)
    small = replace(photo(40, 30), width=80, height=60)
    assert with_margin(small) == (small, 0)
