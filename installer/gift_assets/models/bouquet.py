"""A bouquet of roses in two papers, with leaves, small white flowers and a bow."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import TURN, Flat, ball, lathe, sheet, tube
from installer.gift_assets.solid import Points, Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, quaternion, rock

ROSE = Paint("rose", "#F5264D", rough=0.55, shine=0.12, is_thin=True)
ROSE_HEART = Paint("rose heart", "#D0183F", rough=0.6, shine=0.08, is_thin=True)
SOFT_ROSE = Paint("soft rose", "#FFB5CB", rough=0.6, shine=0.12, is_thin=True)
SOFT_HEART = Paint("soft heart", "#FF7BA3", rough=0.6, shine=0.12, is_thin=True)
LEAF = Paint("leaf", "#2F9E5B", rough=0.55, is_thin=True)
PAPER = Paint("paper", "#FFF7F9", rough=0.85, shine=0.25, is_thin=True)
WRAP = Paint("wrap", "#FFA9C8", rough=0.8, shine=0.3, is_thin=True)
SATIN = Paint("satin", "#FF4F81", rough=0.25, is_thin=True)
SWAY_S = 3.0

PLACES = (
    (0.0, 0.0),
    (0.44, 0.2),
    (0.44, 1.25),
    (0.44, 2.3),
    (0.44, 3.35),
    (0.44, 4.4),
    (0.44, 5.4),
    (0.78, 0.7),
    (0.78, 1.75),
    (0.78, 2.8),
    (0.78, 3.85),
    (0.78, 4.9),
    (0.78, 5.95),
)  # fmt: skip - how far from the middle, and around it in radians


def bouquet() -> Toy:
    """Return the bouquet, a little towards the one who sees it."""
    red = rose_skins(ROSE, ROSE_HEART)
    soft = rose_skins(SOFT_ROSE, SOFT_HEART)
    roses = tuple(
        _placed(f"rose {number}", (soft if number % 3 == 1 else red), distance, angle)
        for number, (distance, angle) in enumerate(PLACES)
    )
    skins = (
        (_wrap(0.0, 1.02, 0.0), WRAP),
        (_wrap(0.35, 1.08, 0.22, 0.4), PAPER),
        *_bow(),
        *_green(),
    )
    node = Node("bouquet", skins, roses, turn=quaternion("x", 24))
    return Toy(Node("root", (), (node,)), "sway", (rock("root", "y", SWAY_S, 9),))


def rose_skins(outer: Paint, inner: Paint) -> tuple[Skin, ...]:
    """Return a rose that looks to +y, 0.7 wide: petals in rings, tighter towards its heart."""
    rings = (
        (3, 0.11, 0.4, -0.5),
        (4, 0.19, 0.4, -0.15),
        (5, 0.26, 0.37, 0.2),
        (5, 0.32, 0.31, 0.5),
    )
    petals: list[Solid] = []
    for number, (count, radius, height, open_by) in enumerate(rings):
        petal = _petal(radius, height, open_by, TURN / count * 1.3)
        petals.append(
            merged([petal.turned("y", 360 * (n + number * 0.37) / count) for n in range(count)])
        )  # fmt: skip - one ring
    return ((petals[0] + petals[2], inner), (petals[1] + petals[3], outer))


def _petal(radius: float, height: float, open_by: float, wide: float) -> Solid:
    """Return a petal: a piece of a cup, its rim round and curled outwards."""
    rows = []
    for up in np.linspace(0, 1, 6):
        row = []
        for side in np.linspace(-1, 1, 7):
            rim = 1 - 0.34 * side**2 * up
            belly = math.sin(min(1.0, up * 1.25) * math.pi / 2)
            out = radius * (0.25 + 0.75 * belly) + open_by * 0.22 * up**3 * (1 - 0.4 * side**2)
            angle = side * wide / 2 * (0.5 + 0.5 * belly)
            curl = 0.1 * max(0.0, open_by) * up**6
            row.append((out * math.sin(angle), height * up * rim - curl, out * math.cos(angle)))
        rows.append(row)
    return sheet(np.array(rows), 60)


def _placed(name: str, skins: tuple[Skin, ...], distance: float, angle: float) -> Node:
    """Return a rose on the dome, that looks away from the dome's middle."""
    lean = distance * 62
    x, z = math.sin(angle), math.cos(angle)
    half = math.radians(lean) / 2
    turn = (z * math.sin(half), 0.0, -x * math.sin(half), math.cos(half))
    height = 0.62 + 0.4 * math.cos(math.radians(lean))
    return Node(name, skins, place=(distance * x, height, distance * z), turn=turn)


def _wrap(from_turn: float, size: float, higher: float, from_up: float = 0.0) -> Solid:
    """Return a cone of pleated paper whose rim stands in waves."""
    columns, rows = 72, 7
    angles = np.arange(columns) * TURN / columns
    up = np.linspace(from_up, 1, rows)[:, None]
    wave = 1 + 0.07 * np.sin(9 * angles + from_turn) * up + 0.05 * np.sin(4 * angles) * up**2
    radii = (0.1 + 0.98 * up**1.15) * wave * size
    heights = -0.95 + (1.62 + higher) * up + 0.16 * up**3 * np.sin(5 * angles + from_turn)
    top = np.broadcast_to(heights, radii.shape)
    waist = np.where(up < 0.12, 1.9, 1.0)
    grid = np.stack((radii * waist * np.sin(angles), top, radii * waist * np.cos(angles)), axis=-1)
    return sheet(grid, 50, is_ring=True)


def _bow() -> tuple[Skin, ...]:
    loops = []
    for side in (1, -1):
        path: Points = np.array(
            [
                (
                    side * (0.05 + 0.34 * math.sin(a)),
                    0.17 * math.sin(2 * a) * 0.9,
                    0.05 * math.sin(a),
                )
                for a in np.linspace(0.0, math.pi, 13)
            ]
        )  # fmt: skip - one loop
        loops.append(_band(path, 0.15).turned("z", side * 12))
        tail = np.array(
            [
                (side * (0.03 + 0.2 * t), -0.5 * t, 0.05 * math.sin(4 * t))
                for t in np.linspace(0, 1, 6)
            ]
        )  # fmt: skip - one tail
        loops.append(_band(tail, 0.14))
    knot = ball(0.09, 12).scaled(1.1, 1, 0.8)
    bow = merged([*loops, knot]).moved(0, -0.56, 0.34)
    belt = lathe([(0.3, -0.62), (0.31, -0.5)], 30, 60)
    return ((bow, SATIN), (belt, paints.GOLD))


def _band(path: Points, wide: float) -> Solid:
    """Return a ribbon along a path, as wide as its z."""
    across = np.array([0.0, 0.0, wide / 2])
    return sheet(np.stack((path - across, path + across), axis=1), 60)


def _green() -> tuple[Skin, ...]:
    outline: list[Flat] = [(0, 0), (0.13, 0.2), (0.15, 0.36), (0.08, 0.52), (0, 0.64)]
    rows = [[(-w, h, -0.9 * w * w), (0, h, 0.05), (w, h, -0.9 * w * w)] for w, h in outline]
    leaf = sheet(np.array(rows), 20).turned("x", 66)
    leaves = merged(
        [leaf.moved(0, 0.62, 0.7).turned("y", 360 * number / 11) for number in range(11)]
    )  # fmt: skip - around
    dice = np.random.default_rng(3)
    sprigs, stalks = [], []
    for number in range(22):
        angle, distance = (
            TURN * number / 22 + float(dice.uniform(-0.1, 0.1)),
            0.3 + 0.6 * (number % 3) / 2,
        )
        x, z = distance * math.sin(angle), distance * math.cos(angle)
        top = 1.28 - 0.5 * distance**2 + float(dice.uniform(-0.04, 0.05))
        sprigs.append(ball(0.05, 8).moved(x, top, z))
        stalks.append(tube([(x * 0.8, 0.7, z * 0.8), (x, top, z)], 0.012, 4))
    bed = ball(0.9, 20).scaled(1, 0.42, 1).moved(y=0.6)
    return ((leaves + merged(stalks) + bed, LEAF), (merged(sprigs), paints.WHITE))
