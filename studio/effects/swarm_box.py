"""Which part of a field its particles fill: a box, and the squares of a grid in it.

Pure.  Of what lies around them nothing is drawn, brought back from the GPU, or converted::

    reach = reach_of(swarm, ratio=None)
    box = swarm_box(swarm, reach, field.width, field.height)
    filled = filled_squares(swarm, reach, box)
"""

import math

import numpy as np
from numpy.typing import NDArray

from studio.effects.live_picture import GRID_PX, Squares
from studio.effects.particles import Floats, Swarm
from studio.effects.planes import NOTHING, Box

_MARGIN_PX = 8
"""Clear, around what is drawn: two pixels at a quarter of the size."""
Reach = tuple[Floats, Floats]
"""How far each particle reaches from its middle, to both sides, and up and down."""


def reach_of(swarm: Swarm, ratio: float | None) -> Reach:
    """Return how far particles reach.

    Args:
        swarm: The particles.
        ratio: Of a picture's width to its height, of which the longer one is the size; None for
            round spots.
    """
    if ratio is None:
        return swarm.size_px / 2, swarm.size_px / 2
    wide, high = swarm.size_px * min(ratio, 1.0) / 2, swarm.size_px * min(1 / ratio, 1.0) / 2
    along, across = np.abs(np.cos(swarm.turn_rad)), np.abs(np.sin(swarm.turn_rad))
    return wide * along + high * across, wide * across + high * along


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


def filled_squares(swarm: Swarm, reach: Reach, box: Box, around_px: float = 0.0) -> Squares:
    """Return which squares of the grid in a box any particle reaches, or nearly reaches.

    Args:
        swarm: The particles.
        reach: Theirs.
        box: On the grid.
        around_px: How near is as good as reached.
    """
    rows, columns = box.height // GRID_PX, box.width // GRID_PX
    x, y = swarm.x_px - box.left, swarm.y_px - box.top
    wide, high = reach[0] + around_px, reach[1] + around_px
    left, right, top, bottom = x - wide, x + wide, y - high, y + high
    first_column, last_column = (_square(each, columns) for each in (left, right))
    first_row, last_row = (_square(each, rows) for each in (top, bottom))
    # Each adds one from its first square on and takes it away behind its last, both ways.
    begins, ends = first_column, last_column + 1
    above, below = first_row * (columns + 1), (last_row + 1) * (columns + 1)
    corners = np.concatenate([above + begins, below + ends, above + ends, below + begins])
    is_in = (right >= 0) & (left < box.width) & (bottom >= 0) & (top < box.height)
    steps = np.concatenate([is_in, is_in, -1.0 * is_in, -1.0 * is_in])
    summed = np.bincount(corners, steps, (rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    filled: Squares = summed.cumsum(0).cumsum(1)[:rows, :columns] > 0.5
    return filled


def _square(places: Floats, count: int) -> NDArray[np.int64]:
    return np.clip(np.floor(places / GRID_PX), 0, count - 1).astype(np.int64)


def _down(place: float) -> int:
    return math.floor(place / GRID_PX) * GRID_PX
