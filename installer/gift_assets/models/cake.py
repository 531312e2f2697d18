"""A birthday cake of two tiers: dripping icing, cherries, sprinkles, and candles that burn."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import TURN, ball, lathe, ring, sheet, tube
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy, Track

FLICKER_S = 0.8
SPONGE = Paint("sponge", "#FFD9A0", rough=0.75)
CHERRY = Paint("cherry", "#E3193F", rough=0.15, shine=0.08)
SPRINKLES = (paints.BLUE, paints.GOLD, paints.GREEN, paints.PURPLE)
TIERS = ((0.92, 0.0, 0.52), (0.6, 0.52, 0.44))
"""Radius, from which height on, and how high, from below."""
CANDLES = 5


def cake() -> Toy:
    """Return the cake."""
    flame = _flame()
    flames = tuple(
        Node(f"flame {n}", flame, place=(0.3 * math.sin(a), 1.36, 0.3 * math.cos(a)))
        for n, a in enumerate(TURN * n / CANDLES for n in range(CANDLES))
    )
    tracks = tuple(_flicker(f"flame {n}", n * 1.7) for n in range(CANDLES))
    node = Node("cake", (*_tiers(), *_toppings(), *_candles()), flames)
    return Toy(Node("root", (), (node,)), "flicker", tracks)


def _tiers() -> tuple[Skin, ...]:
    plate = lathe([(0, -0.1), (0.5, -0.1), (0.55, -0.06), (1.22, 0.0), (1.24, 0.03), (0, 0.02)], 40)
    rim = ring(1.23, 0.03, 44, 6).moved(y=0.01)
    bodies = [_round(radius, low, high) for radius, low, high in TIERS]
    drips = [
        _icing(radius, low + high, 0.3 * number) for number, (radius, low, high) in enumerate(TIERS)
    ]
    creams = [ring(radius + 0.01, 0.055, 44, 8).moved(y=low + 0.05) for radius, low, _ in TIERS]
    return (
        (plate, paints.WHITE),
        (rim, paints.GOLD),
        (bodies[0], SPONGE),
        (bodies[1], paints.CREAM),
        (drips[0], paints.PINK),
        (drips[1], paints.CRIMSON),
        (merged(creams), paints.WHITE),
    )


def _round(radius: float, low: float, high: float) -> Solid:
    edge = 0.05
    return lathe(
        [
            (0, low),
            (radius, low),
            (radius, low + high - edge),
            (radius - edge, low + high),
            (0, low + high),
        ],
        40,
        50,
    )  # fmt: skip - one profile


def _icing(radius: float, top: float, phase: float) -> Solid:
    """Return icing whose edge runs down in drops."""
    columns = 66
    angles = np.arange(columns) * TURN / columns
    drop = np.maximum(0, np.sin(11 * angles + phase * 9)) ** 0.7
    length = 0.07 + drop * (0.15 + 0.08 * np.sin(3 * angles + 1 + phase))
    rows = []
    for out, share in (
        (0.0, 0.0),
        (0.7, 0.0),
        (0.97, 0.0),
        (1.03, 0.16),
        (1.045, 0.5),
        (1.035, 0.9),
        (0.98, 1.0),
    ):
        height = top + 0.035 - length * share - (0.03 if share else 0.0)
        r = radius * out
        rows.append(
            np.column_stack(
                (r * np.sin(angles), np.broadcast_to(height, columns), r * np.cos(angles))
            )
        )  # fmt: skip - one row
    return sheet(np.array(rows), 55, is_ring=True, is_closed=True)


def _toppings() -> tuple[Skin, ...]:
    cherries = merged([ball(0.095, 12).moved(0, 0.64, 0.76)]).around(9)
    stalk = tube([(0, 0.7, 0.76), (0.03, 0.8, 0.78), (0.08, 0.86, 0.8)], 0.013, 5).around(9)
    swirl = merged([ring(0.085, 0.045, 12, 6).moved(0, 0.57, 0.76)]).around(9)
    dice = np.random.default_rng(5)
    skins: list[Skin] = [(cherries, CHERRY), (stalk, paints.GREEN), (swirl, paints.WHITE)]
    for paint in SPRINKLES:
        bits = []
        for _ in range(7):
            angle, height = float(dice.uniform(0, 360)), float(dice.uniform(0.12, 0.26))
            bit = tube([(-0.035, 0, 0), (0.035, 0, 0)], 0.016, 5)
            bits.append(
                bit.turned("z", float(dice.uniform(0, 180)))
                .moved(0, height, 0.93)
                .turned("y", angle)
            )
        skins.append((merged(bits), paint))
    return tuple(skins)


def _candles() -> tuple[Skin, ...]:
    stick = lathe([(0, 0.98), (0.045, 0.98), (0.045, 1.28), (0, 1.29)], 12, 30).moved(z=0.3)
    wick = tube([(0, 1.27, 0.3), (0, 1.34, 0.3)], 0.01, 4)
    stripe = merged([ring(0.046, 0.012, 12, 5).moved(0, y, 0.3) for y in (1.06, 1.14, 1.22)])
    middle = ball(0.11, 14).moved(0, 1.06, 0)
    return (
        (stick.around(CANDLES), paints.WHITE),
        (stripe.around(CANDLES), paints.BLUE),
        (wick.around(CANDLES), paints.COAL),
        (middle, CHERRY),
    )


def _flame() -> tuple[Skin, ...]:
    outer = lathe([(0, -0.03), (0.042, 0.02), (0.034, 0.08), (0, 0.17)], 10, 60)
    inner = lathe([(0, -0.01), (0.022, 0.02), (0.016, 0.05), (0, 0.09)], 8, 60).moved(z=0.03)
    return ((outer, paints.FLAME), (inner, paints.FLAME_CORE))


def _flicker(node: str, phase: float) -> Track:
    shares = [step / 8 for step in range(9)]
    values = tuple(
        (
            1 - 0.1 * math.sin(math.tau * s + phase),
            1 + 0.2 * math.sin(math.tau * 2 * s + phase),
            1.0,
        )
        for s in shares
    )
    return Track(node, "scale", tuple(FLICKER_S * s for s in shares), values)
