"""What goes around the whole head: a rocketeer's helmet and the tiger hat of the New Year."""

import math

import numpy as np

from installer.effect_assets.models.skull import cap, on_skull, outwards
from installer.gift_assets import paints
from installer.gift_assets.shapes import (
    TURN,
    Place,
    ball,
    lathe,
    ring,
    rounded,
    sheet,
    slab,
    star,
    tube,
)
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy

SHELL = Paint("shell", "#F4F6FA", rough=0.22)
LINING = Paint("lining", "#5A6480", rough=0.8, is_thin=True)
VISOR = Paint("visor", "#9FD8FF", rough=0.04, opacity=0.1)
TIGER = Paint("tiger", "#FFB02E", rough=0.75)
STRIPE = Paint("stripe", "#3A2418", rough=0.8)
TRIM = Paint("trim", "#E2231A", rough=0.6)
GOLD = Paint("braid", "#FFD257", metal=0.3, rough=0.3, shine=0.1)
FLUFF = Paint("fluff", "#FFF8EC", rough=0.9)
BLACK = Paint("black", "#161018", rough=0.15)
PINK = Paint("pink", "#FF8FA8", rough=0.6)
FROST = Paint("frost", "#F3FAFF", rough=0.95)
ICE = Paint("ice", "#63B3F2", rough=0.3)
_ROUND_MM = 142.0
_OPENING_DEG = 47.0


def helmet() -> Toy:
    """Return a round helmet, open in front; its origin is the middle of the skull."""
    rim_away = _ROUND_MM * math.sin(math.radians(_OPENING_DEG))
    rim_ahead = _ROUND_MM * math.cos(math.radians(_OPENING_DEG))
    rim = ring(rim_away, 9, 64, 12).turned("x", 90).moved(0, -4, rim_ahead)
    collar = ring(96, 17, 56, 14).moved(0, -132, 0)
    ears = [_ear_piece(side) for side in (-1, 1)]
    fin = (
        slab([(-70.0, 0.0), (-30.0, 44.0), (34.0, 54.0), (20.0, 8.0), (60.0, 0.0)], 9, 3)
        .turned("y", 90)
        .moved(0, _ROUND_MM - 16, -24)
    )
    mark = outwards_ball(slab(star(15, 7), 3, 0.8), 0, 62)
    skins: tuple[Skin, ...] = (
        (_dome(_ROUND_MM, _OPENING_DEG, 180), SHELL),
        (_dome(_ROUND_MM - 7, _OPENING_DEG, 66), LINING),
        (merged([rim, merged([each for each, _, _ in ears]), fin]), paints.RED),
        (merged([merged([each for _, each, _ in ears]), collar]), paints.SILVER),
        (merged([each for _, _, each in ears]), paints.GOLD),
        (mark, paints.GOLD),
        (_glass(), VISOR),
    )
    return Toy(Node("helmet", skins))


def outwards_ball(solid: Solid, right_deg: float, up_deg: float) -> Solid:
    """Return what looks to +z, laid on the helmet's outside."""
    return solid.moved(0, 0, _ROUND_MM + 1).turned("x", -up_deg).turned("y", right_deg)


def _dome(radius: float, begins_deg: float, ends_deg: float) -> Solid:
    """Return a part of a ball between two angles from straight ahead, without its bottom."""
    rows, columns = max(6, round((ends_deg - begins_deg) / 5)), 64
    grid = np.empty((rows, columns, 3))
    for row in range(rows):
        away = math.radians(begins_deg + (ends_deg - begins_deg) * row / (rows - 1))
        for column in range(columns):
            angle = TURN * column / columns
            x, y = math.sin(away) * math.sin(angle), math.sin(away) * math.cos(angle)
            point = np.array([x, y, math.cos(away)]) * radius
            point[1] = max(point[1], -128.0)
            grid[row, column] = point
    return sheet(grid, 50, is_ring=True, is_closed=True)


def _glass() -> Solid:
    rows, columns = 10, 40
    grid = np.empty((rows, columns, 3))
    for row in range(rows):
        away = math.radians(_OPENING_DEG * (1 - row / (rows - 1)) + 0.05)
        for column in range(columns):
            angle = TURN * column / columns
            grid[row, column] = (
                1.0 * _ROUND_MM * math.sin(away) * math.sin(angle),
                _ROUND_MM * math.sin(away) * math.cos(angle) - 4,
                _ROUND_MM * math.cos(away) - 1,
            )
    return sheet(grid, 60, is_ring=True, is_closed=True)


def _ear_piece(side: int) -> tuple[Solid, Solid, Solid]:
    """Return a disc over an ear: its base, its cap, and the tip of its aerial."""
    base = lathe([(33, 0), (34, 2), (34, 12), (28, 18), (0, 18)], 36).turned("z", -90 * side)
    knob = lathe([(0, 0), (20, 0), (18, 9), (0, 11)], 32).turned("z", -90 * side)
    aerial = tube([(0, 0, 0), (side * 6, 40, 0), (side * 10, 84, 0)], [4.5, 3.5, 2.6], 10)
    x = side * (_ROUND_MM - 1)
    return (
        base.moved(x, -6, 0),
        merged([knob.moved(x + side * 18, -6, 0), aerial.moved(x + side * 14, 20, 0)]),
        ball(9, 16).moved(x + side * 24, 108, 0),
    )


def tiger_hat() -> Toy:
    """Return a tiger's head as a cap with red trim; its origin is the middle of the skull."""
    hat = cap(31, 1.05, 6, behind_deg=-14)
    brim = [_edge(a) for a in np.arange(0, 360, 7.5).tolist()]
    fluff = merged([ball(10.5, 10).moved(*place) for place in brim])
    braid = tube(
        [_edge(a, 5.5, 1.115) for a in np.arange(0, 360, 5).tolist()], 3.0, 8, is_ring=True
    )
    band = tube([_edge(a, 9.5, 1.1) for a in np.arange(0, 360, 5).tolist()], 6.0, 8, is_ring=True)
    skins: tuple[Skin, ...] = (
        (merged([hat, *(_ear(side, 1.0) for side in (-1, 1))]), TIGER),
        (merged([*_stripes(), *_king()]), STRIPE),
        (band, TRIM),
        (braid, GOLD),
        (
            merged(
                [fluff, *_muzzle(), *(_eye(side, 17, 0.0) for side in (-1, 1)), *_tassels()[1:]]
            ),
            FLUFF,
        ),
        (merged([_eye(side, 10.5, 9.5) for side in (-1, 1)]), BLACK),
        (merged([_eye_light(side) for side in (-1, 1)]), FLUFF),
        (merged([_nose(), *(_ear(side, 0.6) for side in (-1, 1)), *_cheeks()]), PINK),
        (_tassels()[0], TRIM),
    )
    return Toy(Node("tiger hat", skins))


def _edge(around: float, up: float = 0.0, scale: float = 1.09) -> Place:
    edge = -14 + 45 * (0.5 + 0.5 * math.cos(math.radians(around)))
    return on_skull(around, edge + up, scale)


def _ear(side: int, size: float) -> Solid:
    ear = ball(1.0, 20).scaled(27 * size, 27 * size, 11)
    ahead = 0 if size == 1.0 else 6
    x, y, z = on_skull(side * 52, 58, 1.16)
    return ear.moved(0, 0, ahead).turned("y", side * 24).moved(x, y + 10, z)


def _eye(side: int, size: float, ahead: float) -> Solid:
    eye = ball(1.0, 20).scaled(size, size * 1.12, 9).moved(0, 0, ahead)
    return outwards(eye, side * 21, 50, 1.12)


def _eye_light(side: int) -> Solid:
    return outwards(ball(3.4, 12).moved(-3.0, 5.0, 17.5), side * 21, 50, 1.12)


def _muzzle() -> list[Solid]:
    return [outwards(ball(1.0, 20).scaled(13, 10, 9), side * 7.5, 38, 1.13) for side in (-1, 1)]


def _nose() -> Solid:
    return outwards(ball(1.0, 16).scaled(9.5, 6.5, 8).moved(0, 0, 7), 0, 43, 1.13)


def _cheeks() -> list[Solid]:
    return [outwards(ball(1.0, 16).scaled(9, 6.5, 4), side * 33, 41, 1.12) for side in (-1, 1)]


def _stripes() -> list[Solid]:
    found = []
    for side in (-1, 1):
        for right, up, long in (
            (50, 36, 34),
            (66, 46, 40),
            (82, 30, 44),
            (104, 46, 46),
            (128, 28, 44),
            (150, 48, 40),
        ):
            leaf = ball(1.0, 12).scaled(5.5, long / 2, 4)
            found.append(outwards(leaf.turned("z", side * 16), side * right, up, 1.125))
    return found


def _king() -> list[Solid]:
    """Return the three strokes and the post of the sign that tigers have on their foreheads."""
    bars = [(0.0, 13.0, 30.0), (0.0, 0.0, 25.0), (0.0, -13.0, 33.0)]
    plates = [slab(rounded(wide, 6.4, 3.0), 5, 1.4).moved(x, y, 0) for x, y, wide in bars]
    plates.append(slab(rounded(6.4, 30, 3.0), 5, 1.4))
    return [outwards(merged(plates), 0, 68, 1.13)]


def _tassels() -> list[Solid]:
    """Return what hangs at the sides: red balls, then white ones above them."""
    red, white = [], []
    for side in (-1, 1):
        x, y, z = _edge(side * 88, -2, 1.12)
        cord = tube(
            [(x, y, z), (x + side * 4, y - 22, z + 4), (x + side * 4, y - 44, z + 5)], 2.0, 6
        )
        red += [cord, ball(13, 14).moved(x + side * 4, y - 54, z + 5)]
        white.append(ball(6, 12).moved(x + side * 4, y - 38, z + 5))
    return [merged(red), merged(white)]


def earmuffs() -> Toy:
    """Return two balls of fluff and their band; their origin is the middle of the skull."""
    band = [
        on_skull(90, up, 1.06) if up <= 90 else on_skull(-90, 180 - up, 1.06)
        for up in range(-8, 189, 7)
    ]
    inner = [tuple(part * 0.965 for part in place) for place in band]
    golden = math.pi * (3 - math.sqrt(5))
    fluff, cups = [], []
    for side in (-1, 1):
        x, y, z = on_skull(side * 90, -12, 1.1)
        balls = [ball(17, 14)]
        for number in range(54):
            up = 1 - 2 * (number + 0.5) / 54
            away = math.sqrt(1 - up * up)
            balls.append(
                ball(8.6, 8).moved(
                    9 * away * math.cos(golden * number) * 1.1,
                    20 * up,
                    20 * away * math.sin(golden * number),
                )
            )
        fluff.append(merged(balls).moved(x + side * 4, y, z + 4))
        cups.append(ball(1.0, 16).scaled(7, 20, 20).moved(x - side * 10, y, z + 4))
    return Toy(
        Node(
            "earmuffs",
            (
                (merged(fluff), FROST),
                (tube(band, 6.5, 12, flat=1.0), ICE),
                (merged(cups), ICE),
                (tube([(a, b, c) for a, b, c in inner], 4.0, 8), FROST),
            ),
        )
    )
