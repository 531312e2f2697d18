"""A model as a head wears it, seen from all sides that a head turns to: drawn once, for ever.

An effects process draws it; the engine shows of it what fits the head of each picture.
The views lie in rows: for each pitch, from looking down to looking up, all yaws from left
to right::

    views = HeadViews(file=…, width_mm=146, place_mm=(0, 27, 46))
    index = view_index(row, column)
"""

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from studio.model.canvas_content import File, Hue, Share, Value

Vector = NDArray[np.float64]

YAWS_DEG = tuple(-60.0 + 7.5 * step for step in range(17))
"""To the right, as the picture shows it."""
PITCHES_DEG = tuple(-36.0 + 9.0 * step for step in range(9))
"""Up."""
VIEWS = len(YAWS_DEG) * len(PITCHES_DEG)
MOST_VIEWS_PIXELS = 16_000_000
"""Of all views of one model together, once they are cut to what is seen."""
FINEST_PX_CM = 20.0
"""A face of average size is as wide as 310 pixels then."""
LARGEST_VIEW_PX = 560


class HeadViews(Value):
    """See the module.

    Attributes:
        width_mm: Of the model, on a face of average size.
        place_mm: Where its origin lies on the canonical face: to the right, up, and towards
            the viewer.
        yaw_deg: How it is turned there, around an upright axis, to the right; then up, then
            anticlockwise.
    """

    kind: Literal["head_views"] = "head_views"
    file: File
    width_mm: float = Field(gt=0, le=1_000)
    place_mm: tuple[float, float, float] = (0.0, 0.0, 0.0)
    yaw_deg: float = Field(default=0.0, ge=-360, le=360)
    pitch_deg: float = Field(default=0.0, ge=-360, le=360)
    roll_deg: float = Field(default=0.0, ge=-360, le=360)
    light: Hue = "#ffffff"
    glow: Share = 0.0


def view_index(row: int, column: int) -> int:
    """Return which picture is that of a pitch and a yaw."""
    return row * len(YAWS_DEG) + column


def view_turn(yaw_deg: float, pitch_deg: float) -> Vector:
    """Return the turn of a head that looks to the right and up by angles."""
    yaw, pitch = math.radians(yaw_deg), math.radians(-pitch_deg)
    cy, sy, cp, sp = math.cos(yaw), math.sin(yaw), math.cos(pitch), math.sin(pitch)
    around = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    return np.asarray(np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]]) @ around)
