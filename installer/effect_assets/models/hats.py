"""What stands or lies on the hair: a party hat, horns, a halo, a wreath of flowers, long ears."""

import math
from dataclasses import replace

import numpy as np

from installer.effect_assets.models.skull import on_skull
from installer.gift_assets import paints
from installer.gift_assets.shapes import TURN, Place, ball, loft, ring, sheet, slab, star, tube
from installer.gift_assets.solid import Solid, merged, turning
from installer.gift_assets.toy import Node, Paint, Skin, Toy

TEAL = Paint("teal", "#1FB5C9", rough=0.4)
CORAL = Paint("coral", "#FF5D6C", rough=0.4)
LEMON = Paint("lemon", "#FFD34E", rough=0.4)
PLUM = Paint("plum", "#7A3FF2", rough=0.4)
HORN = Paint("horn", "#D9132B", rough=0.28)
HORN_TIP = Paint("horn tip", "#3A0A14", rough=0.3)
HALO = Paint("halo", "#FFD86B", metal=0.2, rough=0.2, shine=0.75)
FUR = Paint("fur", "#FBF7F4", rough=0.85)
INSIDE = Paint("inside", "#FF9FBE", rough=0.7)
LEAF = Paint("leaf", "#4FA86B", rough=0.6, is_thin=True)
DARK_LEAF = Paint("dark leaf", "#2F7D52", rough=0.6, is_thin=True)
POLLEN = Paint("pollen", "#FFC93C", rough=0.7)
PETALS = (
    Paint("rose", "#FF7FA6", rough=0.6),
    Paint("cream", "#FFF1E0", rough=0.6),
    Paint("lilac", "#B99CFF", rough=0.6),
    Paint("peach", "#FFB38A", rough=0.6),
)


def party_hat() -> Toy:
    """Return a striped cone with a tuft; its origin is the middle of its brim."""
    height, radius, turns = 150.0, 56.0, 3
    colours = (TEAL, LEMON, CORAL, PLUM)
    skins: list[Skin] = []
    for number, paint in enumerate(colours):
        bands = [
            _stripe(height, radius, (number + step * len(colours)) / 12, 1 / 12)
            for step in range(turns)
        ]
        skins.append((merged(bands), paint))
    frill = [
        ball(9.5, 10).moved(radius * 1.01 * math.sin(a), 1, radius * 1.01 * math.cos(a))
        for a in np.arange(22) * TURN / 22
    ]
    skins.append((merged(frill), paints.WHITE))
    skins.append((_tuft().moved(0, height + 4, 0), LEMON))
    dots = [
        _on_cone(star(8.5, 4), height, radius, turn, up)
        for turn, up in (
            (0.02, 0.2),
            (0.3, 0.42),
            (-0.27, 0.5),
            (0.05, 0.66),
            (0.5, 0.22),
            (-0.5, 0.25),
        )
    ]
    skins.append((merged(dots), paints.WHITE))
    return Toy(Node("party hat", tuple(skins)))


def _stripe(height: float, radius: float, begins: float, wide: float) -> Solid:
    """Return a band that winds up around a cone."""
    rows, columns = 25, 5
    grid = np.empty((rows, columns, 3))
    for row in range(rows):
        up = row / (rows - 1)
        for column in range(columns):
            angle = TURN * (begins + wide * column / (columns - 1) + 0.3 * up)
            away = radius * (1 - up) + 0.8
            grid[row, column] = (away * math.sin(angle), height * up, away * math.cos(angle))
    return sheet(grid, 60)


def _on_cone(
    outline: list[tuple[float, float]], height: float, radius: float, turn: float, up: float
) -> Solid:
    lean = math.degrees(math.atan2(radius, height))
    away = radius * (1 - up) + 1.6
    flat = slab(outline, 1.6, 0.3).turned("x", -lean)
    return flat.moved(0, height * up, away).turned("y", math.degrees(turn * 2))


def _tuft() -> Solid:
    """Return a ball of thick threads."""
    threads = []
    golden = math.pi * (3 - math.sqrt(5))
    for number in range(46):
        y = 1 - 2 * (number + 0.5) / 46
        away = math.sqrt(1 - y * y)
        x, z = away * math.cos(golden * number), away * math.sin(golden * number)
        threads.append(
            tube(
                [(6 * x, 6 * y, 6 * z), (14 * x, 14 * y, 14 * z), (22 * x, 22 * y, 22 * z)],
                [3.6, 3.4, 1.6],
                6,
            )
        )
    return merged([ball(11, 10), *threads])


def devil_horns() -> Toy:
    """Return two bent horns; their origin is between them, on the hair."""
    both: list[tuple[Solid, Solid]] = []
    for side in (-1, 1):
        path = [_horn_at(side, step / 16) for step in range(17)]
        radii = [20.0 * (1 - (step / 16) ** 1.3) + 0.6 for step in range(17)]
        both.append((tube(path[:12], radii[:12], 18), tube(path[11:], radii[11:], 18)))
    return Toy(
        Node(
            "horns",
            (
                (merged([each for each, _ in both]), HORN),
                (merged([each for _, each in both]), HORN_TIP),
            ),
        )
    )


def _horn_at(side: int, share: float) -> Place:
    """Return the middle of a horn: outwards at first, then up and in again."""
    return (
        side * (40 + 34 * math.sin(2.6 * share**0.9)),
        98 * share**1.1,
        8 * share - 14 * share**2,
    )


def halo() -> Toy:
    """Return a ring of light; its origin is its middle."""
    return Toy(Node("halo", ((ring(64, 6.5, 72, 16), HALO),)))


def bunny_ears() -> Toy:
    """Return two long ears, the right one with a bent tip; their origin is between them."""
    outer, inner, base = [], [], []
    for side in (-1, 1):
        outer.append(_ear(side, 27.0, 11.0, 0.0))
        inner.append(_ear(side, 16.5, 4.0, 8.6))
        base += [ball(8.5, 12).moved(side * 33 + x, 8 + y, 8 + z) for x, y, z in _FLUFF]
    return Toy(Node("ears", ((merged([*outer, *base]), FUR), (merged(inner), INSIDE))))


_FLUFF = ((-16, 0, 2), (-6, 4, 5), (6, 4, 5), (16, 0, 2), (0, -4, 4))


def _ear(side: int, wide: float, deep: float, before: float) -> Solid:
    """Return a long flat shape along the way of an ear, ``before`` its middle."""
    begins, ends, steps = (0.16, 0.9, 18) if before else (0.0, 1.0, 22)
    shares = np.linspace(begins, ends, steps + 1)
    middles = np.array([_ear_at(side, share) for share in shares.tolist()])
    along = np.gradient(middles, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True)
    angles = (np.arange(24) * TURN / 24)[:, None]
    rings = []
    for step, share in enumerate(shares.tolist()):
        full = _ear_width(share)
        own = math.sin(math.pi * (0.03 + 0.94 * step / steps)) ** 0.35 if before else 1.0
        across = np.array([1.0, 0.0, 0.0])
        across = across - along[step] * (across @ along[step])
        across /= np.linalg.norm(across)
        ahead = np.cross(across, along[step])
        around = wide * np.cos(angles) * across + deep * np.sin(angles) * ahead
        middle = middles[step] + ahead * before * full
        rings.append(middle + max(0.02, full * own) * around)
    return loft(np.array(rings), 60)


def _ear_width(share: float) -> float:
    wider = 0.55 + 0.45 * math.sin(min(1.0, share / 0.55) * math.pi / 2)
    narrower: float = (1 - max(0.0, (share - 0.55) / 0.45) ** 2.4) ** 0.6
    return wider * narrower


def _ear_at(side: int, share: float) -> Place:
    x, up, z = side * (32 + 22 * share**1.4), 168 * share, 8 * math.sin(share * 2)
    if side > 0 and share > 0.56:
        angle = (share - 0.56) / 0.44 * 2.2
        up, z = 168 * 0.56 + 33 * math.sin(angle), 8 * math.sin(1.12) + 33 * (1 - math.cos(angle))
    return (x, up, z)


def wreath() -> Toy:
    """Return a wreath of flowers and leaves; its origin is the middle of the skull."""
    flowers = [_flower(number) for number in range(len(PETALS))]
    buds, leaves = [], []
    for number in range(20):
        around = 360 * (number + 0.5) / 20
        size = (1.16, 0.86, 1.0, 0.78)[number % 4] * (
            1.12 if abs((around + 180) % 360 - 180) < 60 else 1.0
        )
        buds.append(_laid(flowers[number * 3 % 4], around, 1.1, size, number))
    leaf = (_leaf(), LEAF), (_leaf(), DARK_LEAF)
    for number in range(44):
        around = 360 * number / 44
        node = Node("leaf", (leaf[number % 2],))
        leaves.append(
            _laid(
                node,
                around,
                1.05,
                0.9 + 0.25 * (number * 7 % 5) / 5,
                number * 5,
                lean=58 - 116 * (number % 2),
            )
        )
    stem = tube([_band(a, 1.03) for a in np.arange(0, 360, 6).tolist()], 4.2, 8, is_ring=True)
    return Toy(Node("wreath", ((stem, DARK_LEAF),), (*leaves, *buds)))


def _band(around_deg: float, scale: float) -> Place:
    return on_skull(around_deg, 41 - 14 * (1 - math.cos(math.radians(around_deg))) / 2, scale)


def _laid(
    node: Node, around: float, scale: float, size: float, number: int, lean: float = 0.0
) -> Node:
    """Return something that looks to +z, laid on the wreath's band."""
    up = 34 - 14 * (1 - math.cos(math.radians(around))) / 2 + 7 * math.sin(number * 2.4)
    matrix = turning("y", around) @ turning("x", -up) @ turning("z", lean + 31.0 * number)
    return replace(
        node, place=_band(around, scale), turn=_quaternion(matrix), scale=(size, size, size)
    )


def _quaternion(matrix: np.ndarray) -> tuple[float, float, float, float]:
    w = math.sqrt(max(1e-9, 1 + float(np.trace(matrix)))) / 2
    if w < 1e-3:
        return (1.0, 0.0, 0.0, 0.0)
    x, y, z = (float(matrix[a, b] - matrix[b, a]) / (4 * w) for a, b in ((2, 1), (0, 2), (1, 0)))
    return (x, y, z, w)


def _flower(number: int) -> Node:
    petals = []
    for row, (count, radius, size, tilt) in enumerate(((6, 10.5, 8.8, 28), (5, 6.0, 7.0, 52))):
        petal = (
            ball(1.0, 12)
            .scaled(size, size * 1.1, 2.4)
            .turned("x", -tilt)
            .moved(0, radius, 2.5 + 2.6 * row)
        )
        petals.append(petal.around(count, "z").turned("z", 31 * row + 9 * number))
    heart = ball(1.0, 12).scaled(4.6, 4.6, 3.2).moved(0, 0, 6.5)
    return Node(f"flower {number}", ((merged(petals), PETALS[number]), (heart, POLLEN)))


def _leaf() -> Solid:
    rows, columns = 9, 5
    grid = np.empty((rows, columns, 3))
    for row in range(rows):
        up = row / (rows - 1)
        half = 7.5 * math.sin(math.pi * up**0.8) ** 0.9
        for column in range(columns):
            across = column / (columns - 1) * 2 - 1
            grid[row, column] = (
                half * across,
                30 * up,
                6 * up * (1 - up) * 3 - 1.6 * (1 - abs(across)),
            )
    return sheet(grid, 60)
