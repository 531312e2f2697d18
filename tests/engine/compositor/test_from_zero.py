"""Tests of studio.engine.compositor.from_zero."""

from dataclasses import replace

import numpy as np

from studio.engine.compositor.from_zero import as_usual
from studio.engine.compositor.rgba import picture_from_rgba


def test_a_picture_that_is_counted_from_zero_is_as_all_others_again() -> None:
    rgba = np.random.default_rng(2).integers(0, 256, (16, 24, 4), np.uint8)
    usual = picture_from_rgba(rgba, 1, 0)
    assert usual.alpha is not None
    alpha = usual.alpha.astype(float)
    half = alpha.reshape(8, 2, 12, 2).mean(axis=(1, 3))[..., None]
    counted = replace(
        usual,
        y=np.rint(usual.y - 16 + 16 * alpha / 255).astype(np.uint8),
        uv=np.rint(usual.uv - 128 + 128 * half / 255).astype(np.uint8),
        alpha=255 - usual.alpha,
        is_from_zero=True,
    )
    found = as_usual(counted)
    assert not found.is_from_zero
    assert np.abs(found.y.astype(int) - usual.y).max() <= 1
    assert np.abs(found.uv.astype(int) - usual.uv).max() <= 1
    assert np.array_equal(np.asarray(found.alpha), usual.alpha)


def test_any_other_picture_is_left_alone() -> None:
    picture = picture_from_rgba(np.zeros((4, 4, 4), np.uint8), 1, 0)
    assert as_usual(picture) is picture
