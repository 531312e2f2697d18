"""Tests of studio.engine.canvas.masking."""

from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from studio.engine.canvas.masking import LastMasked, load_cover, masked, sampled, stretched
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Plane
from studio.model.canvas import Mask
from studio.model.errors import StudioError
from studio.model.geometry import Affine
from tests.engine.compositor.pictures import plain_picture, smooth_picture

HALF = np.repeat(np.array([[0, 255]], np.uint8), 8, axis=1)
"""The right half is seen."""


def test_a_grey_mask_is_seen_where_it_is_white_and_a_clear_one_where_it_is_opaque(
    tmp_path: Path,
) -> None:
    grey, clear = tmp_path / "grey.png", tmp_path / "clear.png"
    PIL.Image.fromarray(HALF).save(grey)
    rgba = np.zeros((1, 16, 4), np.uint8)
    rgba[:, 8:, 3] = 255
    PIL.Image.fromarray(rgba).save(clear)
    for path in (grey, clear):
        assert (load_cover(Mask(file=str(path))) == HALF).all()
        assert (load_cover(Mask(file=str(path), is_inverted=True)) == 255 - HALF).all()
    with pytest.raises(StudioError, match=r"gone\.png is not there"):
        load_cover(Mask(file=str(tmp_path / "gone.png")))


def test_a_masked_picture_is_what_its_alpha_would_have_made_of_it() -> None:
    rgba = np.full((20, 30, 4), (200, 40, 90, 255), np.uint8)
    cover = np.tile(np.linspace(0, 255, 30).astype(np.uint8), (20, 1))
    found = masked(picture_from_rgba(rgba, 1, 0), cover)
    rgba[..., 3] = cover
    right = picture_from_rgba(rgba, 1, 0)
    assert right.alpha is not None
    for plane, other in ((found.y, right.y), (found.uv, right.uv), (found.alpha, right.alpha)):
        assert plane is not None
        assert np.abs(plane.astype(int) - other).max() <= 2


def test_a_mask_takes_away_and_never_adds() -> None:
    picture = smooth_picture(32, 16, 3, has_alpha=True)
    found = masked(picture, stretched(HALF, picture))
    assert picture.alpha is not None
    assert found.alpha is not None
    assert not found.alpha[:, :15].any()
    assert (found.alpha[:, 17:] == picture.alpha[:, 17:]).all()
    assert found.serial != picture.serial


@pytest.mark.parametrize("scale", [1.0, 3.0, 0.25])
def test_a_cover_is_sampled_where_the_picture_lies(scale: float) -> None:
    picture = plain_picture(40, 20, (255, 255, 255, 255))
    # The picture lies at 80..(80 + 40·scale) of a programme of 200 pixels.
    to_cover = Affine(a=1 / 200, d=1 / 100).after(Affine(a=scale, d=scale, tx=80))
    edge = (100 - 80) / scale
    found = sampled(ramp(2), to_cover, picture)
    assert found.shape == (20, 40)
    columns = np.arange(40) + 0.5
    assert (found[:, columns < edge - 20 / scale] < 128).all()
    assert (found[:, columns > edge + 1] >= 128).all()


def ramp(columns: int) -> Plane:
    return np.tile(np.linspace(0, 255, columns).astype(np.uint8), (4, 1))


def test_while_nothing_changes_it_is_the_same_picture() -> None:
    last, picture, cover = LastMasked(), smooth_picture(16, 16, 1), ramp(8)
    place = Affine(a=0.01, d=0.01)
    first = last.through(cover, place, picture, is_inverted=False)
    assert last.through(cover, place, picture, is_inverted=False) is first
    assert last.through(cover, place, picture, is_inverted=True) is not first
    first = last.through(cover, place, picture, is_inverted=True)
    assert last.through(cover.copy(), place, picture, is_inverted=True) is not first
    first = last.through(cover, place, picture, is_inverted=True)
    assert last.through(cover, Affine(a=0.01, d=0.02), picture, is_inverted=True) is not first
