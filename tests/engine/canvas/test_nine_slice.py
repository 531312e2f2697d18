"""Tests of studio.engine.canvas.nine_slice."""

import numpy as np
import pytest

from studio.engine.canvas.nine_slice import nine_sliced
from studio.engine.picture import Plane
from studio.model.canvas_content import NineSlice
from studio.model.errors import StudioError

RED, GREEN, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 0, 0)


def frame() -> Plane:
    """Red corners of 4x3, green sides, a clear middle: 16x12."""
    picture = np.zeros((12, 16, 4), np.uint8)
    picture[:] = GREEN
    picture[3:-3, 4:-4] = CLEAR
    for rows in (slice(0, 3), slice(-3, None)):
        for columns in (slice(0, 4), slice(-4, None)):
            picture[rows, columns] = RED
    return picture


def content(width: int, height: int, **more: int) -> NineSlice:
    cuts = {"left": 4, "right": 4, "top": 3, "bottom": 3, **more}
    return NineSlice.model_validate({"file": "/x", "width": width, "height": height, **cuts})


@pytest.mark.parametrize("size", [(100, 50), (16, 12), (9, 7), (8, 90)])
def test_corners_keep_their_size_and_sides_are_stretched(size: tuple[int, int]) -> None:
    width, height = size
    wide = nine_sliced(frame(), content(width, height))
    assert wide.shape == (height, width, 4)
    for rows in (slice(0, 3), slice(-3, None)):
        for columns in (slice(0, 4), slice(-4, None)):
            assert (wide[rows, columns] == RED).all()
    assert (wide[:3, 4:-4] == GREEN).all()
    assert (wide[3:-3, :4] == GREEN).all()
    assert (wide[3:-3, 4:-4, 3] == 0).all()


def test_what_is_clear_bleeds_no_colour() -> None:
    picture = np.full((10, 10, 4), (255, 0, 0, 0), np.uint8)
    picture[:, :5] = (100, 120, 140, 255)
    wide = nine_sliced(picture, content(90, 10, left=1, right=1, top=1, bottom=1))
    seen = wide[..., 3] > 40
    assert np.abs(wide[seen][:, :3].astype(int) - (100, 120, 140)).max() <= 6
    assert ((wide[..., 3] > 0) & (wide[..., 3] < 255)).any()


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(StudioError, match="16 px wide and its corners take 18: nothing is left"):
        nine_sliced(frame(), content(90, 90, left=14))
    with pytest.raises(StudioError, match="should be 5 px high, but its corners alone take 6"):
        nine_sliced(frame(), content(90, 5))
    with pytest.raises(StudioError, match="nothing is left"):
        nine_sliced(frame(), content(90, 90, left=12))
