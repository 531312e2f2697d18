"""A sports car: a wedge with real wheel arches, a glass cabin, a wing, and wheels that turn."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import ball, box, disc, lathe, loft, ring, sheet, slab, tube
from installer.gift_assets.solid import Points, Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, rock, spin

WHEEL = 0.33
ARCH = 0.39
AXLES = (-1.18, 1.2)
TRACK_Z = 0.78
DRIVE_S = 0.6
TINT = Paint("tint", "#1B2A4A", metal=0.3, rough=0.08, shine=0.05)

# Along x: half the width, the sill, the shoulder, and the middle of the bonnet or tail.
LINE = (
    (-2.08, 0.78, 0.34, 0.62, 0.66),
    (-2.0, 0.86, 0.26, 0.7, 0.79),
    (-1.6, 0.93, 0.2, 0.76, 0.86),
    (-1.1, 0.96, 0.18, 0.78, 0.86),
    (-0.4, 0.9, 0.16, 0.72, 0.8),
    (0.4, 0.88, 0.16, 0.7, 0.78),
    (1.2, 0.95, 0.17, 0.79, 0.74),
    (1.62, 0.91, 0.18, 0.66, 0.63),
    (2.0, 0.8, 0.2, 0.46, 0.5),
    (2.16, 0.66, 0.24, 0.36, 0.4),
)
CABIN = (
    (-1.5, 0.5, 0.8, 0.83),
    (-0.7, 0.58, 0.76, 1.14),
    (-0.15, 0.6, 0.76, 1.2),
    (0.3, 0.6, 0.74, 1.13),
    (1.08, 0.62, 0.7, 0.74),
)  # fmt: skip - one table
"""Along x: half the width of the roof, the belt line, and the roof."""


def sports_car() -> Toy:
    """Return the car."""
    wheel = _wheel()
    wheels = tuple(
        Node("wheel", wheel, place=(x, WHEEL, side * TRACK_Z), scale=(1, 1, side))
        for x in AXLES
        for side in (1, -1)
    )
    body = Node("body", (*_body(), *_cabin(), *_details()))
    tracks = (spin("wheel", "z", DRIVE_S, -1), rock("body", "z", DRIVE_S, 0.35))
    return Toy(Node("car", (), (body, *wheels)), "drive", tracks)


def _rows(stripe: float = 0.0) -> Points:
    """Return cross-sections of the body; of the stripe over its middle if that has a width."""
    stations = sorted(
        {round(float(x), 3) for x in np.linspace(LINE[0][0], LINE[-1][0], 23)}
        | {
            round(axle + ARCH * math.cos(a), 3)
            for axle in AXLES
            for a in np.linspace(0, math.pi, 9)
        }
    )
    known = np.array(LINE)
    rows = []
    for x in stations:
        wide, low, shoulder, top = (np.interp(x, known[:, 0], column) for column in known.T[1:])
        arch = max((ARCH**2 - (x - axle) ** 2 for axle in AXLES), default=0.0)
        floor = max(low, WHEEL + math.sqrt(arch)) if arch > 0 else low
        if stripe:
            half = [(stripe, top + 0.004), (0.0, top + 0.03)]
        else:
            waist = max((low + shoulder) / 2, floor + 0.01)
            half = [
                (wide * 0.92, floor),
                (wide, waist),
                (wide * 0.97, max(shoulder, waist + 0.02)),
                (wide * 0.72, top),
                (0.0, top + 0.025),
            ]  # fmt: skip - from below
        around = [*[(-z, y) for z, y in half], *half[-2::-1]]
        rows.append([(x, y, z) for z, y in around])
    return np.array(rows)


def _body() -> tuple[Skin, ...]:
    shell = loft(_rows(), 28)
    under = box(3.7, 0.3, 1.3, 0.05).moved(0, 0.36, 0)
    return ((shell, paints.RED), (under, paints.COAL))


def _cabin() -> tuple[Skin, ...]:
    rows, roof = [], []
    for x, half, belt, top in CABIN:
        low = half + 0.14
        ring_of = [(-low, belt), (-half, top - 0.03), (0.0, top), (half, top - 0.03), (low, belt)]
        rows.append([(x, y, z) for z, y in ring_of])
        roof.append([(x, y + 0.012, z * 0.99) for z, y in ring_of[1:4]])
    glass = loft(np.array(rows), 20)
    pillars = merged(
        [
            tube([(x, y + 0.005, side * z) for x, z, y in edge], 0.028, 6)
            for side in (1, -1)
            for edge in (
                [(x, half, top - 0.025) for x, half, _, top in CABIN],
                [(-0.15, 0.6, 1.17), (-0.25, 0.74, 0.76)],
            )
        ]
    )  # fmt: skip - one list
    lid = loft(
        np.array(
            [
                [*[(x, y, z) for x, y, z in row], (row[1][0], row[0][1] - 0.02, 0.0)]
                for row in roof[1:4]
            ]
        ),
        30,
    )  # fmt: skip - roof panel
    return ((glass, TINT), (pillars + lid, paints.RED))


def _details() -> tuple[Skin, ...]:
    both = (1, -1)
    lamps = merged([_lamp(side) for side in both])
    tails = merged([box(0.04, 0.07, 0.5, 0.015).moved(-2.07, 0.6, side * 0.42) for side in both])
    wing = slab([(0, 0), (0.34, 0.05), (0.36, 0.09), (0.0, 0.05)], 1.8, 0.012).moved(-2.06, 1.08, 0)
    ends = merged(
        [
            slab([(-0.02, -0.1), (0.36, -0.06), (0.4, 0.14), (0.0, 0.12)], 0.035, 0.01).moved(
                -2.06, 1.08, side * 0.9
            )
            for side in both
        ]
    )  # fmt: skip - one plate
    struts = merged(
        [
            slab([(-0.04, 0), (0.1, 0), (0.02, 0.32), (-0.08, 0.32)], 0.05, 0.01).moved(
                -1.82, 0.8, side * 0.5
            )
            for side in both
        ]
    )  # fmt: skip - one strut
    lip = box(0.36, 0.05, 1.7, 0.02).moved(2.0, 0.2, 0)
    skirts = merged([box(1.5, 0.08, 0.08, 0.02).moved(0, 0.19, side * 0.88) for side in both])
    grille = box(0.05, 0.12, 1.0, 0.03).moved(2.12, 0.3, 0)
    rear = box(0.08, 0.2, 1.3, 0.04).moved(-2.06, 0.4, 0)
    pipes = merged(
        [ring(0.07, 0.022, 14, 6).turned("z", 90).moved(-2.12, 0.36, side * 0.35) for side in both]
    )  # fmt: skip - both pipes
    intakes = merged(
        [
            slab([(0, 0), (0.4, 0.05), (0.4, 0.24), (0.14, 0.2)], 0.04, 0.01).moved(
                -0.86, 0.36, side * 0.93
            )
            for side in both
        ]
    )  # fmt: skip - one intake
    mirrors = merged(
        [ball(0.09, 10).scaled(0.8, 0.7, 1.2).moved(0.62, 0.86, side * 0.84) for side in both]
    )  # fmt: skip - both mirrors
    rows = _rows(0.26)
    stripe = loft(rows[1:-1], 30)
    return (
        (lamps, paints.LAMP),
        (tails, paints.TAIL_LAMP),
        (wing + ends, paints.RED),
        (struts + lip + skirts + grille + rear + intakes, paints.COAL),
        (pipes, paints.GOLD),
        (mirrors, paints.RED),
        (stripe, paints.WHITE),
    )


def _lamp(side: int) -> Solid:
    """Return a headlamp, a patch of the skin between shoulder and bonnet, a little above it."""
    rows = _rows()
    rows = rows[(rows[:, 0, 0] > 1.64) & (rows[:, 0, 0] < 2.03)]
    low, high = (rows[:, 2], rows[:, 3]) if side < 0 else (rows[:, 6], rows[:, 5])
    shares = np.linspace(0.12, 0.8, len(rows))[:, None]
    lift = np.array([0.0, 0.016, 0.012 * side])
    edges = [low + (high - low) * shares * 0.3 + lift, low + (high - low) * 0.9 + lift]
    return sheet(np.stack(edges[::-side], axis=1), 30)


def _wheel() -> tuple[Skin, ...]:
    tyre = lathe(
        [(0.21, 0.1), (0.3, 0.11), (WHEEL, 0.07), (WHEEL, -0.11), (0.2, -0.11)], 28, 25
    ).turned("x", 90)
    rim = lathe([(0.235, 0.06), (0.235, 0.115), (0.2, 0.115), (0.19, 0.02), (0, 0.02)], 24, 25)
    spoke = slab([(-0.03, 0.02), (0.03, 0.02), (0.022, 0.2), (-0.022, 0.2)], 0.04, 0.008)
    spokes = spoke.moved(z=0.09).around(10, "z")
    hub = slab(disc(0.05, 12), 0.06, 0.015).moved(z=0.1)
    drum = slab(disc(0.15, 18), 0.03).moved(z=0.045)
    return (
        (tyre, paints.COAL),
        (rim.turned("x", 90) + spokes, paints.GOLD),
        (drum, paints.SILVER),
        (hub, paints.RED),
    )
