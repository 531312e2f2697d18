"""What the head that wears a picture hides of it: a halo's far side, a wreath's back.

The head is ``canonical_face``'s ellipsoid, hair and all.  On a coarse grid of the picture it
is asked whether the skull lies between a point and the viewer; the rest is in between::

    picture = unhidden(picture, points_cm, towards_viewer)
"""

import numpy as np

from studio.engine.canvas.masking import masked, stretched
from studio.engine.picture import Picture
from studio.model.canonical_face import SKULL_MIDDLE_CM, SKULL_RADII_CM
from studio.model.head_views import Vector

GRID = 48
"""So many points both ways."""
_EDGE_CM, _DEPTH_CM = 0.3, 0.6
"""Over how much the edge of what is hidden is soft, across and in depth."""


def grid_points(width: int, height: int) -> Vector:
    """Return the middles of a picture's ``GRID`` × ``GRID`` fields, in its pixels."""
    share = (np.arange(GRID) + 0.5) / GRID
    x, y = np.meshgrid(share * width, share * height)
    return np.column_stack((x.ravel(), y.ravel()))


def unhidden(picture: Picture, points_cm: Vector, towards_viewer: Vector) -> Picture:
    """Return a picture without what the head hides.

    Args:
        picture: With planes of any size.
        points_cm: Where ``grid_points`` of it lie on the canonical face's axes.
        towards_viewer: A direction of length 1 on those axes.
    """
    hidden = hidden_share(points_cm, towards_viewer).reshape(GRID, GRID)
    if not hidden.any():
        return picture
    seen = np.rint((1 - hidden) * 255).astype(np.uint8)
    return masked(picture, stretched(seen, picture))


def hidden_share(points_cm: Vector, towards_viewer: Vector) -> Vector:
    """Return how much of each point the skull hides, 0 to 1."""
    radii = np.array(SKULL_RADII_CM)
    start, way = (points_cm - SKULL_MIDDLE_CM) / radii, towards_viewer / radii
    square, half = way @ way, start @ way
    chord = half**2 - square * ((start**2).sum(axis=1) - 1)
    leaves_cm = (np.sqrt(np.maximum(chord, 0)) - half) / square
    inside_cm = chord / square**2 / (2 * radii[0])
    across = np.clip(inside_cm / _EDGE_CM + 0.5, 0, 1)
    behind = np.clip(leaves_cm / _DEPTH_CM + 0.5, 0, 1)
    return np.asarray(across * behind, np.float64)
