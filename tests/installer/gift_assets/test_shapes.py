"""Tests of installer.gift_assets.shapes."""

import math

import numpy as np
import pytest

from installer.gift_assets.shapes import ball, box, disc, gem, lathe, ring, slab, star, tube
from installer.gift_assets.solid import Solid
from tests.installer.gift_assets.test_solid import looks_out, volume

CYLINDER = [(0.0, 0.0), (0.5, 0.0), (0.5, 2.0), (0.0, 2.0)]
VOLUMES = {
    "ball": (ball(1, 64), 4 / 3 * math.pi),
    "cylinder": (lathe(CYLINDER, 90), math.pi / 2),
    "upside down": (lathe(CYLINDER[::-1], 90), math.pi / 2),
    "ring": (ring(1, 0.25, 90, 40), 2 * math.pi**2 * 0.0625),
    "tube": (tube([(0, 0, 0), (0, 1, 0.5), (0, 2, 1)], 0.1, 40), math.pi * 0.01 * math.sqrt(5)),
    "box": (box(1, 2, 3, 0.001), 6),
    "disc": (slab(disc(1, 90), 0.5), math.pi / 2),
    "star": (slab(star(1, 0.5), 1), 5 * 0.5 * math.sin(math.pi / 5)),
}


@pytest.mark.parametrize("name", VOLUMES)
def test_it_encloses_what_it_should(name: str) -> None:
    solid, expected = VOLUMES[name]
    assert volume(solid) == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize("name", VOLUMES)
def test_all_of_it_looks_outwards(name: str) -> None:
    solid, _ = VOLUMES[name]
    assert looks_out(solid)


def test_every_edge_of_a_slab_with_hollows_meets_another() -> None:
    """Nothing can be seen into: each side of a triangle has a neighbour that runs against it."""
    hollow = slab([(0, 0), (2, 0), (2, 2), (1, 0.6), (0, 2)], 0.4, 0.05)
    assert _open_edges(hollow) == 0


def test_a_gem_is_flat_everywhere() -> None:
    stone = gem(1, 1)
    assert np.ptp(stone.normals, axis=1).max() < 1e-9


def _open_edges(solid: Solid) -> int:
    corners = [[tuple(np.round(place, 6)) for place in triangle] for triangle in solid.triangles]
    edges = {(t[i], t[(i + 1) % 3]) for t in corners for i in range(3)}
    return sum((end, start) not in edges for start, end in edges)
