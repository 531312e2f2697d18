"""Tests of studio.engine.sources.caption_picture."""

import numpy as np
import pytest

from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.sources.caption_picture import CaptionPictures


def test_it_is_what_the_exact_way_makes_of_it() -> None:
    random = np.random.default_rng(7)
    small = random.integers(0, 256, (6, 16, 4), np.uint8)
    rgba = np.ascontiguousarray(small.repeat(8, axis=0).repeat(8, axis=1))
    picture = CaptionPictures(128, 60).picture(rgba, serial=3)
    exact = picture_from_rgba(rgba, serial=3, pts_ns=0)
    assert (picture.width, picture.height, picture.serial) == (128, 60, 3)
    assert picture.alpha is not None
    assert exact.alpha is not None
    assert (picture.alpha[12:] == exact.alpha).all()
    assert np.abs(picture.y[12:].astype(int) - exact.y).max() <= 2
    assert np.abs(picture.uv[6:].astype(int) - exact.uv).max() <= 2


def test_above_it_all_is_clear() -> None:
    pictures = CaptionPictures(64, 32)
    full = pictures.picture(np.full((32, 64, 4), 255, np.uint8), serial=1)
    assert not full.has_clear_edge
    del full  # its memory is used again
    for height in (12, 0):
        picture = pictures.picture(np.full((height, 64, 4), 255, np.uint8), serial=2)
        assert picture.alpha is not None
        rest = 32 - height
        assert (picture.y[:rest] == 16).all()
        assert (picture.uv[: rest // 2] == 128).all()
        assert (picture.alpha[:rest] == 0).all()
        assert (picture.alpha[rest:] == 255).all()
        assert picture.has_clear_edge is picture.is_clear is (height == 0)


@pytest.mark.parametrize("kept", [1, 4])
def test_a_picture_that_somebody_has_never_changes(kept: int) -> None:
    pictures = CaptionPictures(32, 16)
    had = [pictures.picture(np.full((16, 32, 4), 10 * n, np.uint8), n) for n in range(kept)]
    pictures.picture(np.full((16, 32, 4), 255, np.uint8), 9)
    for number, picture in enumerate(had):
        assert picture.alpha is not None
        assert (picture.alpha == 10 * number).all()
