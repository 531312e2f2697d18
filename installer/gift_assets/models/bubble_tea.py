"""A cup of bubble tea with a face: pearls below, milk foam above, and a striped straw."""

import math
from itertools import pairwise

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import ball, lathe, ring, tube
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, Track

BOUNCE_S = 1.2
TEA = Paint("tea", "#E0A96D", rough=0.3, shine=0.05)
DEEP_TEA = Paint("deep tea", "#C2834A", rough=0.3, shine=0.05)
FOAM = Paint("foam", "#FFF6E6", rough=0.6)
PEARL = Paint("pearl", "#3A2220", rough=0.15)
DOME = Paint("dome", "#E8F6FF", rough=0.08, shine=0.35, opacity=0.25)
LIGHT = Paint("light", "#FFFFFF", rough=0.3, shine=0.8)


def bubble_tea() -> Toy:
    """Return the cup."""
    skins = (*_cup(), *_pearls(), *_face(), *_straw(), (_dome(), DOME))
    cup = Node("cup", skins)
    bounce = (
        (0.0, 1.0, 1.0),
        (0.18, 1.06, 0.92),
        (0.42, 0.95, 1.07),
        (0.66, 1.02, 0.98),
        (1.0, 1.0, 1.0),
    )
    track = Track(
        "cup",
        "scale",
        tuple(BOUNCE_S * t for t, _, _ in bounce),
        tuple((wide, high, wide) for _, wide, high in bounce),
    )  # fmt: skip - one track
    return Toy(Node("root", (), (cup,)), "bounce", (track,))


def _width(height: float) -> float:
    return 0.56 + 0.2 * height


def _cup() -> tuple[Skin, ...]:
    levels = ((0.02, 0.42, DEEP_TEA), (0.42, 1.02, TEA), (1.02, 1.3, FOAM))
    skins: list[Skin] = []
    for low, high, paint in levels:
        line = [(_width(y), y) for y in np.linspace(low, high, 4)]
        ends = [(0.0, low), *line, (0.0, high)]
        skins.append((lathe(ends, 36, 40), paint))
    foot = lathe([(0, -0.03), (0.54, -0.03), (0.575, 0.03), (0, 0.03)], 36, 40)
    rim = ring(_width(1.32), 0.055, 40, 10).moved(y=1.32)
    return (*skins, (foot, paints.CREAM), (rim, paints.PINK))


def _pearls() -> tuple[Skin, ...]:
    dice = np.random.default_rng(11)
    places = []
    for row, height in enumerate((0.1, 0.24, 0.38)):
        for number in range(13):
            angle = 360 * (number + row * 0.5) / 13 + float(dice.uniform(-5, 5))
            y = height + float(dice.uniform(-0.02, 0.02))
            places.append((angle, y))
    pearls = merged(
        [ball(0.085, 10).moved(0, y, _width(y) - 0.05).turned("y", angle) for angle, y in places]
    )  # fmt: skip - one list
    return ((pearls, PEARL),)


def _face() -> tuple[Skin, ...]:
    both = (1, -1)
    eyes = merged([_on(ball(0.075, 14).scaled(1, 1.2, 0.5), side * 17, 0.8) for side in both])
    lights = merged([_on(ball(0.026, 8), side * 17 - 2.2, 0.835, 0.04) for side in both])
    cheeks = merged(
        [_on(ball(0.075, 12).scaled(1.15, 0.7, 0.35), side * 32, 0.69) for side in both]
    )
    smile = merged(
        [
            _on(ball(0.02, 6), 7.5 * math.sin(t), 0.72 - 0.05 * math.cos(t), 0.01)
            for t in np.linspace(-1.3, 1.3, 15)
        ]
    )  # fmt: skip - a line of dots
    return ((eyes + smile, PEARL), (lights, LIGHT), (cheeks, paints.PINK))


def _on(solid: Solid, angle: float, height: float, out: float = 0.0) -> Solid:
    """Return something set on the cup's side."""
    return solid.moved(0, height, _width(height) + out).turned("y", angle)


def _straw() -> tuple[Skin, ...]:
    low, high = np.array([0.1, 1.2, -0.05]), np.array([0.36, 2.5, -0.2])
    cuts = np.linspace(0, 1, 10)
    pieces = [
        tube([tuple(low + (high - low) * a), tuple(low + (high - low) * b)], 0.085, 14)
        for a, b in pairwise(cuts)
    ]
    return ((merged(pieces[::2]), paints.RED), (merged(pieces[1::2]), paints.WHITE))


def _dome() -> Solid:
    angles = np.linspace(0, math.pi / 2 * 0.86, 8)
    return lathe([(0.8 * math.cos(a), 1.36 + 0.62 * math.sin(a)) for a in angles], 36, 60)
