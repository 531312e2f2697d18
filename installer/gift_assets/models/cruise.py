"""A cruise ship: a navy hull, three decks of lit windows, a pool, boats and two funnels."""

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import (
    ball,
    box,
    disc,
    lathe,
    loft,
    pane,
    ring,
    rounded,
    slab,
    tube,
)
from installer.gift_assets.solid import Points, Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, rock

SAIL_S = 3.0
WINDOW = Paint("window", "#FFE08A", rough=0.6, shine=0.7)
POOL = Paint("pool", "#38C6F4", rough=0.15, shine=0.35)
TEAK = Paint("teak", "#D9A066", rough=0.6)
ORANGE = Paint("orange", "#FF8A2A", rough=0.4)
DECKS = ((-1.55, 1.15, 0.42), (-1.5, 0.95, 0.39), (-1.4, 0.72, 0.35))
"""From where to where, and half the width, from below."""
DECK_HIGH = 0.22


def cruise() -> Toy:
    """Return the ship."""
    node = Node("ship", (*_hull(), *_decks(), *_roof(), *_boats()))
    return Toy(Node("root", (), (node,)), "sail", (rock("ship", "z", SAIL_S, 2.2),))


def _section(low: float, high: float, grown: float = 0.0) -> Points:
    """Return rings of the hull between two heights, bow at +x."""
    rings = []
    for height in np.linspace(low, high, 4):
        bow = 1.66 + 0.75 * height
        stern = -1.8 - 0.08 * height
        beam = (0.4 + 0.12 * height) + grown
        points = []
        for share in np.linspace(0, 1, 11):
            x = stern + (bow - stern) * share
            z = beam * min(1.0, 0.8 + share * 0.9) * (1 - max(0.0, (share - 0.55) / 0.45) ** 1.9)
            points.append((x, z))
        around = [*points, *[(x, -z) for x, z in points[-2::-1]]]
        rings.append([(x, height, z) for x, z in around])
    return np.array(rings)


def _hull() -> tuple[Skin, ...]:
    deck = loft(_section(0.66, 0.695, -0.03), 30)
    bolts = [_port(x, side) for x in np.linspace(-1.4, 1.2, 14) for side in (1, -1)]
    return (
        (loft(_section(-0.14, 0.06), 35), paints.RED),
        (loft(_section(0.06, 0.12, 0.012), 35), paints.WHITE),
        (loft(_section(0.12, 0.5), 35), paints.NAVY),
        (loft(_section(0.5, 0.57, 0.02), 35), paints.GOLD),
        (loft(_section(0.57, 0.68), 35), paints.WHITE),
        (deck, TEAK),
        (merged(bolts), WINDOW),
    )


def _port(x: float, side: int) -> Solid:
    share = (x + 1.83) / 3.7
    z = 0.44 * (1 - max(0.0, (share - 0.55) / 0.45) ** 1.9)
    return slab(disc(0.042, 8), 0.05).moved(x, 0.33, side * z)


def _decks() -> tuple[Skin, ...]:
    walls, slabs, lights = [], [], []
    for number, (stern, bow, half) in enumerate(DECKS):
        low = 0.68 + number * DECK_HIGH
        middle = (stern + bow) / 2
        plan = rounded(bow - stern, 2 * half, 0.16, 3)
        walls.append(slab(plan, DECK_HIGH).turned("x", -90).moved(middle, low + DECK_HIGH / 2))
        wider = rounded(bow - stern + 0.1, 2 * half + 0.08, 0.18, 3)
        top = slab(wider, 0.045, 0.012).turned("x", -90).moved(middle, low + DECK_HIGH)
        slabs.append(top)
        count = round((bow - stern - 0.3) / 0.145)
        for x in np.linspace(stern + 0.2, bow - 0.2, count):
            light = pane(0.085, 0.1).moved(x, low + 0.1, half + 0.006)
            lights += [light, light.turned("y", 180).moved(2 * x)]
        front = pane(half * 1.3, 0.09).turned("y", 90).moved(bow + 0.006, low + 0.11)
        lights.append(front)
    return ((merged(walls), paints.WHITE), (merged(slabs), paints.SILVER), (merged(lights), WINDOW))


def _roof() -> tuple[Skin, ...]:
    top = 0.68 + 3 * DECK_HIGH
    bridge = slab(rounded(0.42, 0.84, 0.08, 2), 0.16, 0.02).turned("x", -90).moved(0.42, top + 0.1)
    glass = slab(rounded(0.44, 0.8, 0.08, 2), 0.06).turned("x", -90).moved(0.425, top + 0.12)
    pool = slab(rounded(0.5, 0.34, 0.1, 3), 0.02).turned("x", -90).moved(-0.02, top + 0.04)
    edge = slab(rounded(0.58, 0.42, 0.13, 3), 0.03).turned("x", -90).moved(-0.02, top + 0.028)
    funnel = _funnel().moved(-0.55, top) + _funnel().scaled(0.85, 0.9, 0.85).moved(-1.02, top)
    caps = _cap().moved(-0.55, top) + _cap().scaled(0.85, 0.9, 0.85).moved(-1.02, top)
    bands = merged(
        [
            ring(0.176, 0.022, 18, 6).moved(x - 0.03, top + high)
            for x, high in ((-0.55, 0.26), (-1.0, 0.22))
        ]
    )  # fmt: skip - both funnels
    mast = tube([(0.38, top + 0.15, 0), (0.34, top + 0.62, 0)], 0.018, 6)
    ball_on_top = ball(0.04, 8).moved(0.34, top + 0.64)
    radar = box(0.03, 0.03, 0.3, 0.01).moved(0.36, top + 0.42)
    return (
        (bridge, paints.WHITE),
        (glass, paints.NIGHT),
        (edge, paints.CREAM),
        (pool, POOL),
        (funnel, paints.RED),
        (caps, paints.NIGHT),
        (bands + mast + radar, paints.GOLD),
        (ball_on_top, paints.TAIL_LAMP),
    )


def _funnel() -> Solid:
    body = lathe([(0, 0), (0.2, 0), (0.165, 0.4), (0, 0.4)], 18, 30)
    return Solid(_leant(body.triangles), body.normals)


def _cap() -> Solid:
    body = lathe([(0, 0.37), (0.185, 0.37), (0.175, 0.5), (0, 0.5)], 18, 30)
    return Solid(_leant(body.triangles), body.normals)


def _leant(triangles: Points) -> Points:
    """Lean backwards, as if into the wind."""
    return np.asarray(triangles + triangles[..., 1:2] * np.array([-0.22, 0.0, 0.0]))


def _boats() -> tuple[Skin, ...]:
    boat = ball(0.075, 8).scaled(1.9, 0.8, 0.8)
    roof = ball(0.06, 8).scaled(1.8, 0.7, 0.75).moved(0, 0.04)
    places = [(x, side) for x in np.linspace(-1.1, 0.7, 6) for side in (1, -1)]
    boats = merged([boat.moved(x, 0.72, side * 0.49) for x, side in places])
    roofs = merged([roof.moved(x, 0.72, side * 0.49) for x, side in places])
    rail = tube([(x, 0.78, z) for x, z in _bow_line()], 0.012, 5)
    posts = merged([tube([(x, 0.66, z), (x, 0.78, z)], 0.009, 4) for x, z in _bow_line()[::2]])
    return ((boats, ORANGE), (roofs, paints.WHITE), (rail + posts, paints.SILVER))


def _bow_line() -> list[tuple[float, float]]:
    points = [tuple(point) for point in _section(0.66, 0.67, -0.03)[0][:, (0, 2)].tolist()]
    return [(float(x), float(z)) for x, z in points if x > 1.1]
