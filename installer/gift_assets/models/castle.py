"""A castle on a cloud: five towers with pointed roofs, lit windows, and flags that wave."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import ball, box, lathe, slab
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, rock

WAVE_S = 1.6
WALL = Paint("wall", "#FFE6EE", rough=0.6)
ROOF = Paint("roof", "#8A5CF0", rough=0.4)
WINDOW = Paint("window", "#FFD873", rough=0.6, shine=0.8)
CLOUD = Paint("cloud", "#FFFFFF", rough=0.9, shine=0.12)
TOWERS = (
    (0.0, -0.1, 0.34, 1.75, 0.85),
    (-0.62, 0.25, 0.24, 1.1, 0.62),
    (0.62, 0.25, 0.24, 1.1, 0.62),
    (-0.98, -0.2, 0.2, 0.85, 0.5),
    (0.98, -0.2, 0.2, 0.85, 0.5),
)
"""x, z, radius, height, and the roof's height."""


def castle() -> Toy:
    """Return the castle."""
    flag = ((slab([(0, 0), (0.3, 0.09), (0, 0.18)], 0.02, 0.005), paints.RED),)
    flags = tuple(
        Node("flag", flag, place=(x, high + roof + 0.04, z)) for x, z, _, high, roof in TOWERS
    )
    node = Node("castle", (*_towers(), *_keep(), (_cloud(), CLOUD)), flags)
    return Toy(Node("root", (), (node,)), "wave", (rock("flag", "y", WAVE_S, 26),))


def _towers() -> tuple[Skin, ...]:
    walls, roofs, rims, lights = [], [], [], []
    for x, z, radius, high, roof in TOWERS:
        wide = radius * 1.22
        profile = [
            (0, 0),
            (radius, 0),
            (radius, high - 0.16),
            (wide, high - 0.06),
            (wide, high),
            (0, high),
        ]
        walls.append(lathe(profile, 20, 30).moved(x, 0, z))
        line = [
            (0, high + roof),
            (wide * 0.36, high + roof * 0.55),
            (wide * 1.14, high),
            (0, high - 0.01),
        ]
        roofs.append(lathe(line, 20, 30).moved(x, 0, z))
        pole = lathe([(0, 0), (0.014, 0), (0.014, 0.26), (0, 0.26)], 6, 30)
        rims.append(
            pole.moved(x, high + roof - 0.02, z) + ball(0.035, 8).moved(x, high + roof + 0.25, z)
        )
        for row in np.arange(0.45, high - 0.2, 0.38):
            lights.append(_window(0.6).moved(0, row, radius).turned("y", 12).moved(x, 0, z))
    return (
        (merged(walls), WALL),
        (merged(roofs), ROOF),
        (merged(rims), paints.GOLD),
        (merged(lights), WINDOW),
    )


def _keep() -> tuple[Skin, ...]:
    wall = box(1.3, 0.75, 0.5, 0.03).moved(0, 0.37, 0.16)
    wings = box(2.0, 0.5, 0.3, 0.03).moved(0, 0.25, -0.1)
    teeth = merged(
        [box(0.13, 0.13, 0.5, 0.02).moved(x, 0.8, 0.16) for x in np.linspace(-0.5, 0.5, 5)]
    )
    gate = _window(2.3).moved(0, 0.22, 0.42)
    frame = _window(2.8).moved(0, 0.24, 0.41)
    panes = merged([_window(0.7).moved(x, 0.5, 0.42) for x in (-0.32, 0.32)])
    star = ball(0.07, 10).scaled(1, 1, 0.4).moved(0, 0.68, 0.42)
    return (
        (wall + wings + teeth, WALL),
        (frame + star, paints.GOLD),
        (gate, paints.NIGHT),
        (panes, WINDOW),
    )


def _window(size: float) -> Solid:
    arch = [(0.07 * math.cos(a), 0.08 + 0.07 * math.sin(a)) for a in np.linspace(0, math.pi, 8)]
    shape = [(0.07, -0.09), *arch, (-0.07, -0.09)]
    return slab([(x * size, y * size) for x, y in shape], 0.05, 0.008)


def _cloud() -> Solid:
    puffs = (
        (0, 0.05, 0.72),
        (-0.75, 0.1, 0.5),
        (0.75, 0.1, 0.5),
        (-1.25, 0, 0.34),
        (1.25, 0, 0.34),
        (-0.4, 0.5, 0.5),
        (0.45, 0.48, 0.5),
        (0, -0.45, 0.5),
        (-0.9, 0.45, 0.32),
        (0.95, 0.42, 0.32),
    )  # fmt: skip - x, z, size
    return merged([ball(size, 14).scaled(1, 0.55, 1).moved(x, -0.16, z) for x, z, size in puffs])
