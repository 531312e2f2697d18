"""A puffed heart that beats, with a golden rim and wings of light."""

import math

import numpy as np

from installer.gift_assets import paints
from installer.gift_assets.shapes import TURN, ball, sheet, tube
from installer.gift_assets.solid import Points
from installer.gift_assets.toy import Node, Paint, Toy, Track

BEAT_S = 1.0
LOVE = Paint("love", "#FF2F63", rough=0.22, shine=0.12)


def heart() -> Toy:
    """Return the heart."""
    angles = np.arange(56) * TURN / 56
    edge = outline(angles)
    rows = []
    for share in np.linspace(0, math.pi, 17):
        rows.append(np.column_stack((edge * math.sin(share) ** 0.75,
                                     np.full(len(edge), 0.46 * math.cos(share)))))  # fmt: skip
    body = sheet(np.array(rows), 60, is_ring=True, is_closed=True)
    rim = tube([(x * 1.005, y * 1.005, 0.0) for x, y in edge], 0.05, 8, is_ring=True)
    shine = ball(0.16, 14).scaled(1, 0.62, 0.35).turned("z", 38).moved(-0.5, 0.5, 0.31)
    spot = ball(0.06, 10).scaled(1, 1, 0.4).moved(-0.72, 0.26, 0.29)
    pulse = [(0.0, 1.0), (0.1, 1.12), (0.22, 0.97), (0.34, 1.07), (0.5, 1.0), (1.0, 1.0)]
    beat = Track(
        "heart", "scale", tuple(BEAT_S * t for t, _ in pulse), tuple((s, s, s) for _, s in pulse)
    )  # fmt: skip - one track
    node = Node("heart", ((body, LOVE), (rim, paints.GOLD), (shine + spot, paints.BLUSH)))
    return Toy(Node("root", (), (node,)), "beat", (beat,))


def outline(angles: Points) -> Points:
    """Return the edge of a heart about 2 m wide, for angles from its notch on."""
    x = 16 * np.sin(angles) ** 3
    y = 13 * np.cos(angles) - 5 * np.cos(2 * angles) - 2 * np.cos(3 * angles) - np.cos(4 * angles)
    return np.asarray(np.column_stack((x, y + 2)) / 16, np.float64)
