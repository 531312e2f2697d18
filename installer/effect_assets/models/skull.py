"""Places things on the head that all effects are made for, in millimetres from its middle.

place = on_skull(30, 40, 1.05)             # to the right, up, a little outside
ball(8).moved(*place)
"""

import math

import numpy as np

from installer.gift_assets.shapes import Place, sheet
from installer.gift_assets.solid import Solid
from studio.model.canonical_face import SKULL_RADII_CM

RADII_MM = tuple(10 * radius for radius in SKULL_RADII_CM)


def on_skull(right_deg: float, up_deg: float, scale: float = 1.0) -> Place:
    """Return a place on the skull; 0, 0 is straight ahead, 90 up is the top."""
    right, up = math.radians(right_deg), math.radians(up_deg)
    x, y, z = RADII_MM
    return (
        scale * x * math.sin(right) * math.cos(up),
        scale * y * math.sin(up),
        scale * z * math.cos(right) * math.cos(up),
    )


def outwards(solid: Solid, right_deg: float, up_deg: float, scale: float = 1.0) -> Solid:
    """Return what looks to +z, laid on the skull so that it looks away from it."""
    return (
        solid.turned("x", -up_deg).turned("y", right_deg).moved(*on_skull(right_deg, up_deg, scale))
    )


def cap(from_up_deg: float, scale: float, thick_mm: float, *, behind_deg: float = 0.0) -> Solid:
    """Return the upper part of a shell around the skull, open below.

    Args:
        from_up_deg: How high its edge is in front.
        scale: Of its inside, against the skull.
        thick_mm: Of the shell.
        behind_deg: How high its edge is at the back.
    """
    columns, rows = 56, 18
    around = np.arange(columns) * 360 / columns
    edges = behind_deg + (from_up_deg - behind_deg) * (0.5 + 0.5 * np.cos(np.radians(around)))
    grids = []
    outer = 1 + thick_mm / RADII_MM[0]
    for size in (outer, 1.0):
        grid = np.array(
            [
                [
                    on_skull(a, e + (89.9 - e) * row / (rows - 1), scale * size)
                    for a, e in zip(around, edges, strict=True)
                ]
                for row in range(rows)
            ]
        )
        grids.append(grid)
    return sheet(np.concatenate((grids[0][::-1], grids[1])), 50, is_ring=True, is_closed=True)
