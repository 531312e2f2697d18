"""Tests of studio.room.relay.transcode.canvas."""

import numpy as np
import pytest
from av.video.frame import VideoFrame

from studio.room.relay.transcode.canvas import Canvas, fitted

BLACK, GREY = 16, 126


def luma(frame: VideoFrame) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    return np.asarray(frame.to_ndarray(), np.uint8)[: frame.height, : frame.width]


def grey(width: int, height: int) -> VideoFrame:
    frame = VideoFrame(width, height, "yuv420p")
    for index, plane in enumerate(frame.planes):
        plane.update(bytes([128 if index else GREY]) * plane.buffer_size)
    return frame


@pytest.mark.parametrize(
    ("size", "wanted"),
    [
        ((640, 360), (1280, 720)),
        ((720, 1280), (404, 720)),
        ((1920, 1200), (1152, 720)),
        ((1920, 800), (1280, 534)),
        ((16, 4000), (2, 720)),
    ],
)
def test_as_large_as_fits_and_never_stretched(
    size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    assert fitted(*size, 1280, 720) == wanted


def test_bars_are_black_also_after_another_shape() -> None:
    canvas = Canvas(320, 180)
    canvas.lay(grey(640, 360))
    assert np.all(abs(luma(canvas.frame).astype(int) - GREY) <= 2)
    canvas.lay(grey(180, 320))
    rows = luma(canvas.frame)
    width = fitted(180, 320, 320, 180)[0]
    left = (320 - width) // 4 * 2
    assert np.all(rows[:, :left] == BLACK)
    assert np.all(rows[:, left + width :] == BLACK)
    assert np.all(abs(rows[:, left : left + width].astype(int) - GREY) <= 2)
