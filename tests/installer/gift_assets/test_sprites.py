"""Tests of installer.gift_assets.sprites."""

import numpy as np
import pytest

from installer.gift_assets.sprites import SPRITES, sprite


@pytest.mark.parametrize("name", sorted(set(SPRITES) - {"sea", "rays", "sweep"}))
def test_a_sprite_ends_within_its_picture(name: str) -> None:
    alpha = np.asarray(sprite(name))[..., 3]
    edges = (alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1])
    assert max(edge.max() for edge in edges) <= 24, "it would be seen as a box"
    assert alpha.max() > 200


def test_the_sea_has_no_seam() -> None:
    alpha = np.asarray(sprite("sea"))[..., 3].astype(int)
    assert np.abs(alpha[:, 0] - alpha[:, -1]).max() <= 24
