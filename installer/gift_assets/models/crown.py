"""A crown: eight flared points with pearls, cut stones, and a cushion of velvet."""

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import TURN, ball, gem, lathe, ring, sheet, slab, star
from installer.gift_assets.solid import Solid, merged
from installer.gift_assets.toy import Node, Paint, Skin, Toy

POINTS = 8
STEPS = 12
"""Of the rim, between two points."""
VELVET = Paint("velvet", "#A3123F", rough=0.85)
RUBY = Paint("ruby", "#FF2D55", rough=0.1, shine=0.3)
SAPPHIRE = Paint("sapphire", "#3F7BFF", rough=0.1, shine=0.3)
PEARL = Paint("pearl", "#FFF6EA", rough=0.2, shine=0.08)


def crown() -> Toy:
    """Return the crown."""
    wall = _wall()
    rims = ring(0.86, 0.075, 48, 8) + ring(0.885, 0.05, 48, 8).moved(y=0.3)
    velvet = lathe([(0, 0.82), (0.3, 0.79), (0.6, 0.66), (0.76, 0.45), (0.8, 0.1)], 32, 60)
    front = slab(star(0.15, 0.07), 0.06, 0.02).moved(0, 0.58, 0.985)
    skins: tuple[Skin, ...] = (
        (wall + rims, paints.GOLD),
        (velvet, VELVET),
        (merged([_at_point(ball(0.095, 14), n, 1.17, 1.3) for n in range(POINTS)]), PEARL),
        (merged([_at_point(ball(0.05, 10), n + 0.5, 0.985, 0.68) for n in range(POINTS)]), PEARL),
        (_stones(0), RUBY),
        (_stones(1), SAPPHIRE),
        (merged([_set(ring(0.125, 0.028, 14, 6), n) for n in range(POINTS)]), paints.GOLD),
        (front.around(POINTS), paints.CREAM),
    )
    return Toy(Node("crown", skins))


def _wall() -> Solid:
    """Return the ring of gold with its points, a sheet outside and one inside."""
    columns = POINTS * STEPS
    rows = 7
    angles = np.arange(columns) * TURN / columns
    share = np.abs((np.arange(columns) / STEPS + 0.5) % 1 - 0.5) * 2
    tops = 0.62 + 0.62 * (1 - share) ** 1.7
    grids = []
    for inset in (0.0, 0.05):
        up = np.linspace(0, 1, rows)[:, None]
        heights = up * tops
        radii = 0.84 + 0.27 * heights**1.5 - inset
        grids.append(np.stack((radii * np.sin(angles), heights, radii * np.cos(angles)), axis=-1))
    grid = np.concatenate((grids[0], grids[1][::-1]))
    return sheet(grid, 45, is_ring=True, is_closed=True)


def _at_point(solid: Solid, number: float, radius: float, height: float) -> Solid:
    return solid.moved(0, height, radius).turned("y", 360 * number / POINTS)


def _set(solid: Solid, number: float) -> Solid:
    return solid.turned("x", 90).moved(0, 0.15, 0.875).turned("y", 360 * (number + 0.5) / POINTS)


def _stones(first: int) -> Solid:
    cut = gem(0.115, 0.13, 8)
    return merged([_set(cut, n) for n in range(first, POINTS, 2)])
