"""Tests of studio.capture.colour."""

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from studio.capture.colour import TARGET, Colours, Plane, colour_map, colours_of, map_planes

KR_KB = {1: (0.2126, 0.0722), 6: (0.299, 0.114), 9: (0.2627, 0.0593)}
RGB = np.array(
    [[0, 0, 0], [1, 1, 1], [0.5, 0.5, 0.5], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0.75, 0.75, 0]]
)


def yuv_of(rgb: NDArray[np.float64], matrix: int, is_full: bool) -> NDArray[np.float64]:
    """The textbook's way from RGB 0..1 to 8-bit YUV."""
    kr, kb = KR_KB[matrix]
    y = rgb @ [kr, 1 - kr - kb, kb]
    u, v = (rgb[:, 2] - y) / (2 * (1 - kb)), (rgb[:, 0] - y) / (2 * (1 - kr))
    luma, chroma, black = (255, 255, 0) if is_full else (219, 224, 16)
    return np.stack([black + luma * y, 128 + chroma * u, 128 + chroma * v], axis=1)


@pytest.mark.parametrize("matrix", [1, 6, 9])
@pytest.mark.parametrize("is_full", [False, True])
def test_colours_become_those_of_bt709(matrix: int, is_full: bool) -> None:
    source = np.rint(yuv_of(RGB, matrix, is_full)).clip(0, 255).astype(np.uint8)
    wanted = yuv_of(RGB, 1, False)
    mapping = colour_map(Colours(matrix, is_full))
    if mapping is None:
        assert (matrix, is_full) == (1, False)
        return
    for (y, u, v), right in zip(source, wanted, strict=True):
        luma: Plane = np.full((4, 6), y, np.uint8)
        cb: Plane = np.full((2, 3), u, np.uint8)
        cr: Plane = np.full((2, 3), v, np.uint8)
        y_out, uv_out = np.zeros((4, 6), np.uint8), np.zeros((2, 3, 2), np.uint8)
        map_planes(mapping, luma, cb, cr, y_out, uv_out)
        assert abs(y_out.astype(float) - right[0]).max() <= 1.5
        assert abs(uv_out.astype(float) - right[1:]).max() <= 1.5


def test_greys_stay_exact() -> None:
    mapping = colour_map(Colours(6, is_full=False))
    assert mapping is not None
    y = np.arange(16, 236, dtype=np.uint8).reshape(10, 22)
    grey = np.full((5, 11), 128, np.uint8)
    y_out, uv_out = np.zeros_like(y), np.zeros((5, 11, 2), np.uint8)
    map_planes(mapping, y, grey, grey, y_out, uv_out)
    assert (y_out == y).all()
    assert (uv_out == 128).all()


@pytest.mark.parametrize(
    ("lines", "flags", "expected"),
    [
        (576, (2, 0), Colours(6, False)),
        (578, (2, 0), TARGET),
        (360, (1, 1), TARGET),
        (1080, (6, 2), Colours(6, True)),
        (2160, (9, 1), Colours(9, False)),
    ],
)
def test_what_is_not_flagged_is_guessed_by_its_lines(
    lines: int, flags: tuple[int, int], expected: Colours
) -> None:
    frame = av.VideoFrame(64, lines, "yuv420p")
    frame.colorspace, frame.color_range = flags
    assert colours_of(frame) == expected


def test_the_formats_of_jpeg_are_full_range() -> None:
    assert colours_of(av.VideoFrame(64, 720, "yuvj420p")) == Colours(1, True)
