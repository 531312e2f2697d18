"""Tests of studio.engine.sources.bgra."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.engine.compositor.color import RGB_TO_YUV, YUV_OFFSET
from studio.engine.sources.bgra import BgraConverter


def convert(bgra: NDArray[np.uint8], width: int, height: int) -> list[NDArray[np.uint8]]:
    y = np.full((height, width), 77, np.uint8)
    uv = np.full((height // 2, width // 2, 2), 77, np.uint8)
    BgraConverter().convert(bgra, y, uv)
    return [y, uv]


def reference(bgra: NDArray[np.uint8], width: int, height: int) -> list[NDArray[np.float64]]:
    """The area reduction and the matrix in floats."""
    rgb = bgra[..., 2::-1].astype(np.float64)
    planes = []
    for size in ((width, height), (width // 2, height // 2)):
        small = rgb
        if rgb.shape[1::-1] != size:
            small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.float64)
        planes.append(small @ RGB_TO_YUV.T + YUV_OFFSET)
    return [planes[0][..., 0], planes[1][..., 1:]]


def desktop(width: int = 640, height: int = 360) -> NDArray[np.uint8]:
    """Text of one-pixel strokes in many colours on white, and lines."""
    random = np.random.default_rng(3)
    picture = np.full((height, width, 4), 250, np.uint8)
    for row in range(12, height, 14):
        color = [int(value) for value in random.integers(0, 200, 3)]
        words = "The quick brown fox 0123456789 {}[] jumps over it" * 2
        cv2.putText(picture, words, (3, row), cv2.FONT_HERSHEY_SIMPLEX, 0.4, color, 1)
    picture[:, width // 2 :: 5] = (200, 20, 20, 0)
    return picture


@pytest.mark.parametrize(
    ("size", "luma_mean", "chroma_mean"),
    [
        ((640, 360), 0.5, 0.5),  # as it is
        ((320, 180), 0.6, 0.5),  # halved
        ((160, 90), 0.6, 0.5),  # halved twice
        ((480, 270), 0.6, 3.0),  # by 4/3
        ((214, 120), 0.6, 2.0),
        ((100, 56), 4.0, 2.0),  # halved, then by 3.2
    ],
)
def test_is_an_area_reduction_in_bt709(
    size: tuple[int, int], luma_mean: float, chroma_mean: float
) -> None:
    picture = desktop()
    y, uv = convert(picture, *size)
    right_y, right_uv = reference(picture, *size)
    assert abs(y - right_y).mean() < luma_mean
    assert abs(uv - right_uv).mean() < chroma_mean


def test_lines_of_one_pixel_are_averaged_and_do_not_flicker() -> None:
    picture = np.zeros((360, 640, 4), np.uint8)
    picture[:, ::4] = 255
    for size in ((160, 90), (320, 180)):
        y, _ = convert(picture, *size)
        assert y.mean() == pytest.approx(16 + 219 / 4, abs=1)
    y, _ = convert(picture, 160, 90)
    assert np.ptp(y) <= 1


@pytest.mark.parametrize("grey", [0, 1, 64, 128, 200, 255])
def test_greys_are_exact(grey: int) -> None:
    y, uv = convert(np.full((64, 64, 4), grey, np.uint8), 64, 64)
    assert abs(y.astype(float) - (16 + 219 * grey / 255)).max() <= 1
    assert (uv == 128).all()


@pytest.mark.parametrize(
    "bgr", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255)]
)
def test_full_colours_are_within_a_level(bgr: tuple[int, int, int]) -> None:
    picture = np.zeros((32, 32, 4), np.uint8)
    picture[..., :3] = bgr
    for size in ((32, 32), (24, 24), (16, 16)):
        y, uv = convert(picture, *size)
        right_y, right_uv = reference(picture, *size)
        assert abs(y - right_y).max() <= 1.5
        assert abs(uv - right_uv).max() <= 1.5


def test_rows_may_be_padded_and_sizes_odd() -> None:
    memory = np.zeros((91, 200, 4), np.uint8)
    memory[:, :161] = 128
    y, uv = convert(memory[:, :161], 162, 92)
    assert (y == y[0, 0]).all()
    assert (uv == 128).all()
