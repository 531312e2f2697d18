"""Which part of a field its particles fill: a box.

Pure.  Of what lies around them nothing is drawn, brought back from the GPU, or converted::

    spans = spans_of(swarm, ratio=None)
    reach = reach_of(spans)
    box = swarm_box(swarm, reach, field.width, field.height)
"""

import math
from collections.abc import Sequence

import numpy as np

from studio.effects.live_picture import GRID_PX
from studio.effects.particles import Floats, Swarm
from studio.effects.planes import NOTHING, Box

_MARGIN_PX = 8
"""Clear, around what is drawn: two pixels at a quarter of the size."""
Spans = tuple[Floats, Floats, Floats, Floats]
"""What the width of each particle's quad spans, in x and y, and what its height does."""
Reach = tuple[Floats, Floats]
"""How far each particle reaches from its middle, to both sides, and up and down."""


def spans_of(swarm: Swarm, ratio: float | None) -> Spans:
    """Return what the quads of particles span.

    Args:
        swarm: The particles.
        ratio: Of a picture's width to its height, of which the longer one is the size; None for
            round spots: how they have turned isn't seen.
    """
    if ratio is None:
        nothing = np.zeros(len(swarm))
        return swarm.size_px, nothing, nothing, swarm.size_px
    wide, high = swarm.size_px * min(ratio, 1.0), swarm.size_px * min(1 / ratio, 1.0)
    cos, sin = np.cos(swarm.turn_rad), np.sin(swarm.turn_rad)
    return wide * cos, wide * sin, -high * sin, high * cos


def reach_of(spans: Spans) -> Reach:
    """Return how far quads reach."""
    across_x, across_y, down_x, down_y = map(np.abs, spans)
    return (across_x + down_x) / 2, (across_y + down_y) / 2


def swarm_box(swarm: Swarm, reach: Reach, width: int, height: int) -> Box:
    """Return the box that holds all that is seen of particles, with its margin, on the grid."""
    right, down = reach
    seen = (
        (swarm.x_px + right > 0)
        & (swarm.y_px + down > 0)
        & (swarm.x_px - right < width)
        & (swarm.y_px - down < height)
        & (swarm.rgba[:, 3] > 0)
    )
    if not seen.any():
        return NOTHING
    x, y, right, down = swarm.x_px[seen], swarm.y_px[seen], right[seen], down[seen]
    left_px = _down(max(0.0, (x - right).min()) - _MARGIN_PX)
    top_px = _down(max(0.0, (y - down).min()) - _MARGIN_PX)
    right_px = -_down(-min(width, (x + right).max()) - _MARGIN_PX)
    bottom_px = -_down(-min(height, (y + down).max()) - _MARGIN_PX)
    return Box(left_px, top_px, right_px - left_px, bottom_px - top_px)


def box_around(boxes: Sequence[Box]) -> Box:
    """Return the box that holds some; nothing if there is none."""
    if not boxes:
        return NOTHING
    left, top = min(each.left for each in boxes), min(each.top for each in boxes)
    right = max(each.left + each.width for each in boxes)
    bottom = max(each.top + each.height for each in boxes)
    return Box(left, top, right - left, bottom - top)


def _down(place: float) -> int:
    return math.floor(place / GRID_PX) * GRID_PX
