"""Gifts look as they did: the real engine's pictures against those that somebody looked at.

Drawn with whatever GPU there is; two of them differ by less than the bounds here allow.
"""

import numpy as np
import pytest

from tests.assets.effect_picture import differs_by
from tests.assets.golden_pictures import GIFTS, MOMENTS_MS, golden, strip_of

MEAN_CODES, SPOT_CODES = 4.0, 40.0
"""On the average over all, and over the worst square of 16 pixels; of 255."""


def test_every_effect_has_its_moments() -> None:
    assert set(MOMENTS_MS) == {path.parent.name for path in GIFTS.glob("*/effect.toml")}


@pytest.mark.slow
@pytest.mark.parametrize("name", MOMENTS_MS)
def test_an_effect_looks_as_it_did(name: str) -> None:
    mean, spot = differs_by(strip_of(name), golden(name))
    assert mean < MEAN_CODES
    assert spot < SPOT_CODES


def test_a_part_that_is_missing_would_be_seen() -> None:
    """The bounds are tight enough: one avatar's disc less is a fault."""
    whole = golden("rocket")
    marred = whole.copy()
    marred[90:150, 440:490] = 128
    _, spot = differs_by(marred, whole)
    assert spot > SPOT_CODES
    assert differs_by(whole, np.ascontiguousarray(whole)) == (0.0, 0.0)
