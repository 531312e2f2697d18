"""Tests of studio.engine.compositor.rgba."""

import numpy as np
import pytest

from studio.engine.compositor.array import ArrayCompositor
from studio.engine.compositor.composition import Affine, Composition, Layer, Rect
from studio.engine.compositor.rgba import picture_from_rgba, rgb_from_nv12

BARS = [(r, g, b) for r in (0, 191, 255) for g in (0, 191, 255) for b in (0, 191, 255)]


def test_grey_ramp_and_colour_bars_come_back_within_two_levels(
    array_compositor: ArrayCompositor,
) -> None:
    rgba = np.full((128, 512, 4), 255, np.uint8)
    rgba[:64, :, :3] = (np.arange(512) // 2)[:, None]
    for index, colour in enumerate(BARS):
        rgba[64:, index * 18 : index * 18 + 18, :3] = colour
    picture = picture_from_rgba(rgba, serial=1, pts_ns=0)
    layer = Layer("bars", picture, Rect(0, 0, 512, 128), Affine())
    array_compositor.submit(Composition(512, 128, (layer,)), 0)
    taken = array_compositor.take(wait=True)
    assert taken is not None
    error = np.abs(rgb_from_nv12(taken[1], 128, 512).astype(int) - rgba[..., :3])
    assert error[:63].max() <= 2  # row 63 shares chroma with row 64
    for index in range(len(BARS)):
        assert error[66:, index * 18 + 2 : index * 18 + 16].max() <= 2


def test_what_is_transparent_is_black_and_its_colour_never_shows() -> None:
    rgba = np.zeros((4, 4, 4), np.uint8)
    rgba[...] = (255, 0, 0, 0)
    rgba[:, 2:] = (0, 0, 255, 255)
    rgba[:, 1] = (0, 0, 255, 255)  # a blue pixel beside a transparent red one
    picture = picture_from_rgba(rgba, 1, 0)
    assert picture.alpha is not None
    assert picture.y[0].tolist() == [16, 32, 32, 32]
    assert picture.uv[0].tolist() == [[184, 123], [240, 118]]  # half blue, nothing of red


@pytest.mark.parametrize(("width", "height"), [(1, 1), (3, 5), (2, 3)])
def test_odd_sizes_are_padded_by_their_edge(width: int, height: int) -> None:
    rgba = np.full((height, width, 4), 255, np.uint8)
    rgba[-1, -1] = (255, 255, 255, 128)
    picture = picture_from_rgba(rgba, 7, 9)
    assert (picture.width, picture.height, picture.serial, picture.pts_ns) == (width, height, 7, 9)
    assert picture.y.shape == (height + height % 2, width + width % 2)
    assert picture.alpha is not None
    assert picture.alpha[-1, -1] == 128


def test_a_picture_without_transparency_is_opaque() -> None:
    assert picture_from_rgba(np.full((2, 2, 4), 255, np.uint8), 1, 0).alpha is None
