"""Tests of studio.ar.picture."""

import numpy as np
import pytest

from studio.ar.errors import ArError
from studio.ar.picture import Picture, Window, even_size
from studio.ipc.ring import RingFormat, Slot
from tests.ar.camera import Pixels, nv12


def slot_of(rgb: Pixels, *, format: RingFormat = RingFormat.NV12, natural: int = 0) -> Slot:
    height, width = rgb.shape[:2]
    sizes = (width, height, natural, natural * height // width)
    return Slot(1, 5, format, *sizes, 0, 0, 0, memoryview(nv12(rgb).tobytes()))


def dotted(x: int, y: int, width: int = 320, height: int = 180) -> Pixels:
    """Return a dark picture with a bright square of 8 pixels around a place."""
    rgb = np.full((height, width, 3), 30, np.uint8)
    rgb[y - 4 : y + 4, x - 4 : x + 4] = (250, 80, 80)
    return rgb


def place_of_dot(rgb: Pixels) -> tuple[float, float]:
    weights = np.clip(rgb[:, :, 0].astype(float) - 80, 0, None)
    rows, columns = np.indices(weights.shape) + 0.5
    return (columns * weights).sum() / weights.sum(), (rows * weights).sum() / weights.sum()


@pytest.mark.parametrize(
    ("window", "side_px"),
    [
        (Window(60, 20, 128), 128),
        (Window(60, 20, 128), 64),
        (Window(84, 44, 72), 216),
        (Window(-40, -60, 256), 128),
        (Window(40, 60, 320), 160),
    ],
)
def test_a_place_in_a_window_is_the_same_place_of_the_picture(window: Window, side_px: int) -> None:
    picture = Picture.of(slot_of(dotted(120, 80)))
    x, y = place_of_dot(picture.rgb(window, side_px))
    scale = window.side / side_px
    assert window.left + x * scale == pytest.approx(120, abs=0.4)
    assert window.top + y * scale == pytest.approx(80, abs=0.4)


def test_beyond_the_picture_is_black() -> None:
    picture = Picture.of(slot_of(np.full((180, 320, 3), 200, np.uint8)))
    rgb = picture.rgb(Window(-64, 0, 128), 128)
    assert rgb[:, :60].max() == 0
    assert rgb[:, 68:].min() > 180


def test_colours_are_about_what_they_were() -> None:
    rgb = np.zeros((64, 64, 3), np.uint8)
    rgb[:] = (200, 120, 90)
    picture = Picture.of(slot_of(rgb))
    assert np.abs(picture.rgb(Window(16, 16, 32), 32).astype(int) - rgb[:32, :32]).max() <= 3
    assert np.abs(picture.shrunk(32, 32).astype(int) - rgb[:32, :32]).max() <= 3


def test_the_camera_s_size_is_kept_where_the_picture_was_shrunk() -> None:
    picture = Picture.of(slot_of(dotted(100, 60), natural=1920))
    assert (picture.width, picture.height) == (320, 180)
    assert (picture.natural_width, picture.natural_height) == (1920, 1080)


def test_what_is_no_picture_of_a_camera_is_refused() -> None:
    with pytest.raises(ArError, match="come as bgra"):
        Picture.of(slot_of(dotted(100, 60), format=RingFormat.BGRA))


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((1920, 1080), (256, 144)),
        ((1080, 1920), (144, 256)),
        ((640, 480), (256, 192)),
        ((400, 400), (256, 256)),
        ((4000, 16), (256, 16)),
    ],
)
def test_a_small_picture_has_the_shape_of_the_large_one(
    size: tuple[int, int], small: tuple[int, int]
) -> None:
    assert even_size(*size, 256) == small


def test_what_is_small_is_not_enlarged() -> None:
    picture = Picture.of(slot_of(dotted(100, 60)))
    assert picture.small(640).shape == (180, 320, 3)
    assert picture.small(160).shape == (90, 160, 3)
