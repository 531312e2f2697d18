"""Tests of studio.engine.compositor.detail."""

from dataclasses import replace

import numpy as np
import pytest

from studio.engine.compositor.detail import detail_px
from studio.engine.compositor.rgba import picture_from_rgba
from studio.engine.picture import Picture, Plane


def picture_of(alpha: Plane, color: tuple[int, int, int] = (255, 190, 90)) -> Picture:
    return picture_from_rgba(np.dstack([np.full((*alpha.shape, 3), color, np.uint8), alpha]), 1, 0)


def waves(period_px: float, side: int = 256) -> Plane:
    across = 127 + 100 * np.sin(np.arange(side) * 2 * np.pi / period_px)
    return np.broadcast_to(across.astype(np.uint8), (side, side))


@pytest.mark.parametrize(("period_px", "found"), [(8, 1), (25, 2), (60, 4), (150, 8)])
def test_the_smallest_thing_counts(period_px: float, found: int) -> None:
    assert detail_px(picture_of(waves(period_px))) == found


def test_a_small_sharp_name_on_a_large_soft_picture_is_not_overlooked() -> None:
    alpha = waves(400, 1000).copy()
    assert detail_px(picture_of(alpha)) == 8
    alpha[500:506, 500:540:4] = 255
    assert detail_px(picture_of(alpha)) == 1


def test_sharp_colours_count_as_much_as_sharp_light() -> None:
    picture = picture_of(waves(400))
    uv = picture.uv.copy()
    uv[:, ::2] += 30
    assert detail_px(replace(picture, uv=uv)) == 2  # as fine as chroma can be


def test_what_is_small_or_opaque_is_not_looked_at() -> None:
    assert detail_px(picture_of(waves(400, 100))) == 1
    assert detail_px(replace(picture_of(waves(400)), alpha=None)) == 1
