"""The average face that MediaPipe's landmarks are numbered on, as points and triangles.

Facts of the model file (``geometry_pipeline_metadata_landmarks`` in face_landmarker.task),
taken over by ``installer.effect_assets.canonical_face``.  Centimetres: x to the right as
the camera sees it, y up, z towards the viewer; the origin lies between the ears::

    points, triangles = canonical_face()
"""

import functools
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Triangles = NDArray[np.uint16]

SKIN_LANDMARKS = 468
"""The first ones of ``tracking.LANDMARKS``; the others are of the irises."""
SKULL_MIDDLE_CM = (0.0, 2.4, -2.6)
SKULL_RADII_CM = (7.5, 10.6, 9.2)
"""An ellipsoid in which the rest of a head with its hair lies."""


@functools.cache
def canonical_face() -> tuple[Points, Triangles]:
    """Return ``(468, 3)`` points and ``(898, 3)`` triangles, counter-clockwise from outside."""
    with np.load(Path(__file__).with_name("canonical_face.npz")) as held:
        points, triangles = held["points"], held["triangles"]
    points.setflags(write=False)
    triangles.setflags(write=False)
    return points, triangles
