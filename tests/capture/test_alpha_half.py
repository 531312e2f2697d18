"""Tests of studio.capture.alpha_half."""

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.capture.alpha_half import Half, HalfConverter
from studio.ipc.ring import RingFormat

LARGE = (16384, 16384)
Planes = NDArray[np.uint8]
JOIN = {
    Half.RIGHT: lambda colour, grey: np.hstack([colour, grey]),
    Half.LEFT: lambda colour, grey: np.hstack([grey, colour]),
    Half.BELOW: lambda colour, grey: np.vstack([colour, grey]),
    Half.ABOVE: lambda colour, grey: np.vstack([grey, colour]),
}


def film(half: Half, width: int, height: int) -> av.VideoFrame:
    """Red; opaque in its left third, half so in the middle, clear at the right."""
    y = np.full((height, width), 63, np.uint8)
    grey = np.full((height, width), 16, np.uint8)
    grey[:, : width // 3] = 235
    grey[:, width // 3 : width // 3 * 2] = 126
    luma = JOIN[half](y, grey)
    small = np.full((height // 2, width // 2), 0, np.uint8)
    blue = JOIN[half](small + 102, small + 128)
    red = JOIN[half](small + 240, small + 128)
    image = np.concatenate([luma.ravel(), blue.ravel(), red.ravel()])
    frame = av.VideoFrame.from_ndarray(image.reshape(-1, luma.shape[1]), "yuv420p")
    frame.colorspace, frame.color_range = 1, 1
    return frame


@pytest.mark.parametrize("half", Half)
@pytest.mark.parametrize("want", [LARGE, (60, 36)])
def test_the_grey_half_is_the_alpha_of_the_other(half: Half, want: tuple[int, int]) -> None:
    converter = HalfConverter(half)
    frame = film(half, 120, 72)
    shape = converter.shape(frame, want)
    assert shape.format is RingFormat.NV12A
    assert (shape.natural_width, shape.natural_height) == (120, 72)
    assert (shape.width, shape.height) == ((120, 72) if want is LARGE else (60, 36))
    memory = np.full(shape.nbytes, 77, np.uint8)
    converter.write(frame, shape, memory.data)
    area = shape.width * shape.height
    y = memory[:area].reshape(shape.height, shape.width).astype(int)
    uv = memory[area : area * 3 // 2].reshape(shape.height // 2, -1, 2).astype(int)
    alpha = memory[area * 3 // 2 :].reshape(shape.height, shape.width).astype(int)
    for part, share in enumerate((1.0, 0.5, 0.0)):
        middle = shape.width * (2 * part + 1) // 6
        assert abs(alpha[5, middle] - 255 * share) <= 2
        assert abs(y[5, middle] - (16 + 47 * share)) <= 2
        assert np.abs(uv[5, middle // 2] - (128 + np.array([-26, 112]) * share)).max() <= 2


def test_an_odd_half_loses_a_column_at_most() -> None:
    frame = av.VideoFrame.from_ndarray(np.full((30, 38), 60, np.uint8), "yuv420p")
    shape = HalfConverter(Half.RIGHT).shape(frame, LARGE)
    assert (shape.width, shape.natural_width) == (18, 19)
