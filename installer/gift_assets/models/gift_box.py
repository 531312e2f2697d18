"""A gift in a box: the box and its lid with a bow, two models, so that one flies off the other."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import ball, box, sheet
from installer.gift_assets.solid import Points, Solid, merged
from installer.gift_assets.toy import Node, Paint, Toy

PAPER = Paint("box paper", "#6C5CF0", rough=0.45)
LID = Paint("lid paper", "#7F70FF", rough=0.45)
SATIN = Paint("ribbon", "#FFC238", rough=0.25, shine=0.12, is_thin=True)
INSIDE = Paint("inside", "#FFE9A8", rough=0.8, shine=0.9)


def gift_box() -> Toy:
    """Return the open box, light inside."""
    body = box(1.5, 1.2, 1.5, 0.06)
    bands = box(0.34, 1.21, 1.53, 0.03) + box(1.53, 1.21, 0.34, 0.03)
    light = box(1.34, 0.06, 1.34, 0.02).moved(y=0.59)
    dots = merged(
        [
            ball(0.075, 10).scaled(1, 1, 0.3).moved(x, y, 0.75).turned("y", side)
            for side in (0, 90, 180, 270)
            for x, y in (
                (-0.5, 0.3),
                (0.5, 0.3),
                (-0.42, -0.32),
                (0.42, -0.32),
                (-0.58, 0.0),
                (0.58, 0.0),
            )
        ]
    )  # fmt: skip - one list
    return Toy(Node("box", ((body, PAPER), (bands, SATIN), (light, INSIDE), (dots, paints.WHITE))))


def gift_lid() -> Toy:
    """Return the lid with its bow."""
    lid = box(1.64, 0.32, 1.64, 0.06)
    bands = box(0.34, 0.335, 1.66, 0.03) + box(1.66, 0.335, 0.34, 0.03)
    loops = merged([_loop(side).turned("y", turn) for turn in (0, 90) for side in (1, -1)])
    knot = ball(0.14, 14).scaled(1, 0.8, 1).moved(y=0.22)
    return Toy(Node("lid", ((lid, LID), (bands + loops + knot, SATIN))))


def _loop(side: int) -> Solid:
    path: Points = np.array(
        [
            (
                side * 0.62 * math.sin(a),
                0.2 + 0.3 * (1 - math.cos(2 * a)) / 2 + 0.2 * math.sin(2 * a),
                0,
            )
            for a in np.linspace(0.0, math.pi, 15)
        ]
    )  # fmt: skip - one loop
    across = np.array([0.0, 0.0, 0.14])
    return sheet(np.stack((path - across, path + across), axis=1), 60)
