"""The rocket of the studio's mark, in the round: porthole, boosters, and a flame that flickers."""

import math
from dataclasses import replace

from installer.demo_assets.drawing import curve
from installer.gift_assets import paints
from installer.gift_assets.shapes import ball, disc, lathe, ring, slab
from installer.gift_assets.solid import Solid
from installer.gift_assets.toy import Node, Paint, Skin, Toy, Track

HULL = [(0.0, 1.5), (0.24, 1.13), (0.42, 0.66), (0.5, 0.1), (0.46, -0.4), (0.33, -0.86)]
"""Radius and height, from the tip down."""
NOSE_FROM = 0.78
PORTRAIT = Paint("portrait", "#8FD3FF", rough=0.2, shine=0.25, is_picture=True)
"""Where a plugin lays the giver's picture."""
BURN_S = 0.6


def rocket() -> Toy:
    """Return the rocket."""
    booster = _booster()
    sides = tuple(
        Node("booster", booster, place=(0.62 * math.sin(a), -0.42, 0.62 * math.cos(a)))
        for a in (math.pi / 2, -math.pi / 2)
    )
    flames = (
        Node("flame", _flame(1.0), place=(0, -1.02, 0)),
        *(
            replace(each, name="small flame", skins=_flame(0.4), place=(x, -0.98, 0))
            for each, x in zip(sides, (0.62, -0.62), strict=True)
        ),
    )  # fmt: skip - one flame a line
    flicker = tuple(_flicker(name, phase) for name, phase in (("flame", 0.0), ("small flame", 1.3)))
    return Toy(Node("rocket", _hull(), (*sides, *flames)), "burn", flicker)


def _hull() -> tuple[Skin, ...]:
    line = curve(HULL, 5, is_closed=False)
    nose = [point for point in line if point[1] >= NOSE_FROM]
    seam = nose[-1]
    body = [seam, *[point for point in line if point[1] < NOSE_FROM], (0.0, -0.86)]
    fin = slab(
        [
            *curve([(0.36, -0.1), (0.72, -0.42), (0.9, -0.86), (0.88, -1.22)], 4, is_closed=False),
            *curve([(0.88, -1.22), (0.66, -0.98), (0.3, -0.84)], 4, is_closed=False),
        ],
        0.1,
        0.03,
    )  # fmt: skip - outer, inner edge
    fins = fin.turned("y", 45).around(4)
    window = ring(0.215, 0.06, 24, 8).turned("x", 90).moved(0, 0.2, 0.47)
    pane = slab(disc(0.2, 20), 0.08, 0.015).moved(0, 0.2, 0.46)
    bolts = ball(0.022, 6).moved(0, 0.2, 0.525)
    bolts = _circle(bolts, 8, 0.215)
    return (
        (lathe(nose, 28, 35), paints.RED),
        (lathe(body, 28, 35), paints.WHITE),
        (ball(0.05, 10).moved(0, 1.52, 0), paints.GOLD),
        (_band(seam[0], seam[1], 0.03) + _band(0.485, -0.24, 0.028), paints.GOLD),
        (fins + _band(0.43, -0.5, 0.06), paints.BLUE),
        (window + _band(0.34, -0.84, 0.07) + _nozzle(), paints.NIGHT),
        (bolts, paints.GOLD),
        (pane, PORTRAIT),
    )


def _booster() -> tuple[Skin, ...]:
    body = lathe([(0, 0.34), (0.145, 0.28), (0.15, -0.3), (0.12, -0.4), (0, -0.4)], 16, 30)
    cone = lathe(curve([(0, 0.66), (0.08, 0.52), (0.15, 0.3), (0.0, 0.28)], 3, is_closed=False), 16)
    mouth = lathe([(0, -0.38), (0.1, -0.38), (0.13, -0.52), (0.09, -0.52), (0.07, -0.42)], 14, 20)
    band = ring(0.15, 0.025, 18, 6)
    return (
        (body, paints.SILVER),
        (cone, paints.RED),
        (mouth, paints.NIGHT),
        (band.moved(0, 0.28) + band.moved(0, -0.22), paints.GOLD),
    )


def _nozzle() -> Solid:
    return lathe(
        [(0, -0.84), (0.22, -0.86), (0.2, -0.94), (0.3, -1.12), (0.25, -1.12), (0.12, -0.96)],
        24,
        20,
    )


def _band(radius: float, height: float, thick: float) -> Solid:
    return ring(radius, thick, 28, 8).scaled(1, 1.3, 1).moved(0, height, 0)


def _circle(solid: Solid, count: int, radius: float) -> Solid:
    """Return copies of a bolt around the porthole."""
    angles = [2 * math.pi * number / count for number in range(count)]
    first, *others = [solid.moved(radius * math.cos(a), radius * math.sin(a)) for a in angles]
    for each in others:
        first = first + each
    return first


def _flame(size: float) -> tuple[Skin, ...]:
    outer = [(0, 0.05), (0.2, -0.06), (0.27, -0.26), (0.16, -0.58), (0, -0.95)]
    inner = [(0, 0.06), (0.15, -0.06), (0.19, -0.22), (0.1, -0.46), (0, -0.72)]
    tongues = [
        lathe(curve(line, 3, is_closed=False), 16, 60).scaled(size, size, size)
        for line in (outer, inner)
    ]
    return ((tongues[0], paints.FLAME), (tongues[1].moved(z=0.11 * size), paints.FLAME_CORE))


def _flicker(node: str, phase: float) -> Track:
    steps = 12
    shares = [step / steps for step in range(steps + 1)]
    lengths = [
        1 + 0.16 * math.sin(math.tau * 2 * s + phase) + 0.08 * math.sin(math.tau * 5 * s)
        for s in shares
    ]
    values = tuple((1 + (1 - length) * 0.4, length, 1 + (1 - length) * 0.4) for length in lengths)
    return Track(node, "scale", tuple(BURN_S * s for s in shares), values)
