"""Tests of studio.engine.sources.bgra_writer."""

import numpy as np
import pytest

from studio.engine.compositor.array_planes import Planes
from studio.engine.compositor.color import rgb_to_yuv
from studio.engine.picture import Plane
from studio.engine.sources.bgra_writer import BgraWriter

COLORS = [
    (255, 255, 255),
    (0, 0, 0),
    (255, 0, 0),
    (0, 255, 0),
    (0, 0, 255),
    (255, 255, 0),
    (0, 192, 0),
    (224, 172, 105),
    (18, 52, 86),
]
NEAR = 3


def plain(rgb: tuple[int, int, int], width: int, height: int) -> Planes:
    """Return one colour as planes."""
    y, cb, cr = np.rint(rgb_to_yuv(np.array(rgb, np.float64))).astype(np.uint8)
    uv = np.empty((height // 2, width // 2, 2), np.uint8)
    uv[:] = cb, cr
    return Planes(np.full((height, width), y, np.uint8), uv)


def written(planes: Planes, width: int, height: int) -> Plane:
    out = np.zeros((height, width, 4), np.uint8)
    BgraWriter().write(planes, out)
    return out


@pytest.mark.parametrize("rgb", COLORS)
def test_colours_are_those_of_bt_709(rgb: tuple[int, int, int]) -> None:
    out = written(plain(rgb, 64, 32), 32, 16)
    assert np.abs(out[..., :3].astype(int) - rgb[::-1]).max() <= NEAR
    assert (out[..., 3] == 255).all()


@pytest.mark.parametrize(
    "size", [(192, 108), (96, 54), (64, 36), (80, 44), (48, 26), (400, 200), (16, 16)]
)
def test_edges_stay_where_they_are_at_any_size(size: tuple[int, int]) -> None:
    left, right = plain((255, 0, 0), 96, 108), plain((0, 0, 255), 96, 108)
    both = Planes(np.hstack([left.y, right.y]), np.hstack([left.uv, right.uv]))
    out = written(both, *size)
    middle = size[0] // 2
    edge = max(2, size[0] // 40)
    assert np.abs(out[:, : middle - edge, :3].astype(int) - (0, 0, 255)).max() <= NEAR
    assert np.abs(out[:, middle + edge :, :3].astype(int) - (255, 0, 0)).max() <= NEAR


def test_colours_that_there_are_not_stay_near_those_that_there_are() -> None:
    """Scaling makes black luma with green chroma; it must not turn white."""
    dark = plain((0, 0, 0), 32, 32)
    dark.uv[:] = 54, 34
    assert written(dark, 32, 32)[..., [0, 2]].max() == 0
    light = plain((255, 255, 255), 32, 32)
    light.uv[:] = 200, 220
    assert written(light, 32, 32)[..., [0, 2]].min() == 255


def test_rows_may_lie_apart() -> None:
    whole = np.zeros((20, 48, 4), np.uint8)
    BgraWriter().write(plain((255, 255, 255), 32, 16), whole[2:18, 8:40])
    assert (whole[2:18, 8:40] >= 252).all()
    assert whole[:, :8].max() == whole[:, 40:].max() == whole[:2].max() == whole[18:].max() == 0


@pytest.mark.parametrize("width", range(2, 68, 2))
def test_no_column_is_left_out_at_any_width(width: int) -> None:
    out = written(plain((229, 119, 19), 160, 90), width, 36)
    assert np.abs(out[..., :3].astype(int) - (19, 119, 229)).max() <= NEAR
