"""A ringed planet with two moons on their ways, and stars around."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import ball, lathe, slab, star
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, quaternion, spin

ORBIT_S = 3.0
BANDS = (
    (-90, -52, Paint("pole", "#5B3FD6", rough=0.5)),
    (-52, -24, Paint("violet", "#8B5CF6", rough=0.5)),
    (-24, -6, Paint("rose", "#F472B6", rough=0.5)),
    (-6, 12, Paint("peach", "#FFC2A1", rough=0.5)),
    (12, 26, Paint("rose", "#F472B6", rough=0.5)),
    (26, 54, Paint("violet", "#8B5CF6", rough=0.5)),
    (54, 90, Paint("pole", "#5B3FD6", rough=0.5)),
)
RINGS = (
    (1.32, 1.5, Paint("ring light", "#FFE6B0", rough=0.5, shine=0.25)),
    (1.54, 1.78, Paint("ring gold", "#FFB545", metal=0.2, rough=0.35, shine=0.2)),
    (1.82, 1.94, Paint("ring blue", "#7FB4FF", rough=0.5, shine=0.3)),
)
STAR = Paint("star", "#FFF3B8", rough=0.6, shine=0.8)


def galaxy() -> Toy:
    """Return the planet, aslant."""
    rings = tuple(
        (
            lathe(
                [(inner, 0.018), (outer, 0.018), (outer, -0.018), (inner, -0.018), (inner, 0.018)],
                64,
                20,
            ),
            paint,
        )
        for inner, outer, paint in RINGS
    )  # fmt: skip - one flat ring a line
    near = Node("moon", _moon(0.17, paints.GLASS, 1.66))
    far = Node("far moon", _moon(0.12, paints.CREAM, 2.2), turn=quaternion("y", 140))
    tilted = Node(
        "tilted", (*_planet(), *rings), (near, far), turn=quaternion("z", 20)
    )  # fmt: skip - one node
    sky = Node("sky", ((_stars(), STAR),))
    tracks = (spin("moon", "y", ORBIT_S), spin("far moon", "y", ORBIT_S))
    return Toy(Node("galaxy", (), (tilted, sky)), "orbit", tracks)


def _planet() -> tuple[Skin, ...]:
    skins: list[Skin] = []
    for low, high, paint in BANDS:
        steps = np.radians(np.linspace(low, high, 5))
        skins.append((lathe([(max(0.0, math.cos(a)), math.sin(a)) for a in steps], 36, 60), paint))
    spot = ball(0.2, 16).scaled(1.35, 0.72, 0.3).moved(0, 0, 0.97).turned("x", 14).turned("y", 34)
    return (*skins, (spot, Paint("storm", "#FF8A5C", rough=0.5)))


def _moon(radius: float, paint: Paint, distance: float) -> tuple[Skin, ...]:
    return ((ball(radius, 14).moved(distance, 0.06, 0), paint),)


def _stars() -> Solid:
    dice = np.random.default_rng(7)
    stars = []
    for number in range(14):
        size = float(dice.uniform(0.06, 0.13))
        angle = math.tau * (number + float(dice.uniform(-0.3, 0.3))) / 14
        distance = float(dice.uniform(1.5, 2.05))
        stars.append(
            slab(star(size, size * 0.34, 4), 0.03, 0.008).moved(
                distance * math.cos(angle), distance * math.sin(angle) * 0.85, -0.4
            )
        )  # fmt: skip - size, then place
    return merged(stars)
